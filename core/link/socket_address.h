/*
 * Where a station is, and the sockets in its folder. A socket's address holds
 * 108 bytes and a folder's path may be longer, so sockets are reached through
 * the folder's descriptor: /proc/self/fd/N/sock.
 */
#ifndef CRIER_LINK_SOCKET_ADDRESS_H
#define CRIER_LINK_SOCKET_ADDRESS_H

#include <sys/types.h>

#include "base/err.h"

enum { STATION_DIR_MAX = 4096 };

/* Where an office's station is, as its unit and the README have it. */
#define STATION_DIR_OFFICE "/var/lib/crier"

/*
 * The station's folder: `given` (the --station of the command line) if it is
 * not empty, else $CRIER_STATION, else crier in the XDG data folder. Where that
 * is not there, STATION_DIR_OFFICE if this machine has one: an officer's login
 * needs no setting. The folder need not exist. ERR_USAGE if
 * there is no home either.
 */
enum err_code
station_dir_find(char out[STATION_DIR_MAX], const char *given, struct err *err);

/*
 * Connects to the socket `name` in `dir`. The refusals "no-station" and
 * "not-running" tell a missing folder from a station that is not there.
 */
enum err_code socket_address_connect(
	int *fd, const char *dir, const char *name, struct err *err);

/*
 * A listening socket `name` in `dir` with these permissions, in place of an
 * old one: the caller holds the station's lock, so the old one is dead.
 */
enum err_code socket_address_listen(int *fd, const char *dir, const char *name,
	mode_t mode, struct err *err);

#endif
