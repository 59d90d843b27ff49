/*
 * The relay's one thread: the station's connection, the network, the site
 * folders and the clock, around the engine.
 */
#ifndef CRIER_RELAY_LOOP_H
#define CRIER_RELAY_LOOP_H

#include <stdbool.h>

#include "base/err.h"
#include "relay/door.h"
#include "relay/vault.h"

struct loop_config {
	int fd; /* connected to the station; taken over */
	const char *socket; /* to connect to again when lost; NULL: end then */
	bool drill;
	struct door *door; /* of a demo: opens its connections; or NULL */
	const struct vault *vault; /* NULL in a drill */
	const char *keys; /* its path, for demo_mark.h; NULL in a drill */
	const char *proxy, *proxy_hosts; /* net/http.h */
	const char *ca_file; /* NULL: the system's */
	int host_max; /* requests to one host at a time */
};

/* Connects to a socket by its path. */
enum err_code loop_connect(int *fd, const char *path, struct err *err);

/*
 * Runs until the station is gone (or, with a socket, until one side refuses
 * the greeting). `confine` is called once everything is open, before anything is
 * read.
 */
enum err_code loop_run(const struct loop_config *config,
	enum err_code (*confine)(struct err *err), struct err *err);

#endif
