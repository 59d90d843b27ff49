/*
 * Making a station's folder: keys, library, record, and the first entries.
 * Shared by init, which begins a ledger, and rebuild, which brings one back.
 */
#ifndef CRIER_STATION_SETUP_H
#define CRIER_STATION_SETUP_H

#include <jansson.h>

#include "base/seal.h"
#include "base/sshsig.h"
#include "domain/judge.h"
#include "store/ledger.h"

/* Makes the folders; those that are there stay as they are. */
enum err_code setup_folders(const char *dir, bool single, struct err *err);

/* The demo's public folder, which any web server can serve. */
enum err_code setup_site(const char *dir, struct err *err);

/*
 * The station's signing key and the relay's sealing key: read if an earlier
 * init that was interrupted left them, else generated.
 */
enum err_code setup_keys(struct sshsig_key *key, char relay_key[SEAL_LINE],
	const char *dir, struct err *err);

/* An act of the station's own, written without a running station. */
enum err_code
setup_append(struct ledger *l, const struct judged *j, struct err *err);

/*
 * Draws keys/blocked, under which the station remembers what its leak gate
 * stopped, unless it is there. With a new one old marks cannot be recognised
 * any more; nothing else depends on it.
 */
enum err_code setup_blocked_key(const char *dir, struct err *err);

/* The demo's officers and accounts: entries for setup_append. */
void demo_officers(struct judged *j);
void demo_accounts(struct judged *j, const char *dir);

#endif
