/*
 * Making a station's folder: keys, library, record, and the first entries.
 * Shared by init, which begins a ledger, and rebuild, which brings one back.
 */
#ifndef CRIER_STATION_SETUP_H
#define CRIER_STATION_SETUP_H

#include <jansson.h>
#include <sys/types.h>

#include "base/seal.h"
#include "base/sshsig.h"
#include "domain/judge.h"
#include "store/ledger.h"

/*
 * Makes the folders, where setup_place.h allows: `dir` may be there, empty.
 * Only one of two who do this at once succeeds. From then on all that lies in
 * `dir` is the caller's, who calls setup_clear if it does not become a station.
 */
enum err_code setup_folders(const char *dir, bool single, struct err *err);

/*
 * A folder in it for what is not whole yet: the first thing that is made and,
 * with the ledger put in its place, the last that goes. Where it lies and no
 * ledger does, an init was cut short.
 */
#define SETUP_BEGUN "begun"
enum err_code setup_begin(const char *begun, struct err *err);
enum err_code
setup_ledger_whole(const char *dir, const char *begun, struct err *err);

/* Takes away all that lies in the folder, so that it can be tried again. */
void setup_clear(const char *dir);

/* The same, and the folder with it where it was not there before. */
void setup_undo(const char *dir, bool new);

/* The demo's public folder, which any web server can serve. */
enum err_code setup_site(const char *dir, struct err *err);

/*
 * Draws the station's signing key and the relay's sealing key; `given` (may be
 * NULL) is the relay's of before, where somebody kept a copy.
 */
enum err_code setup_keys(struct sshsig_key *key, char relay_key[SEAL_LINE],
	const char *dir, const struct seal_key *given, struct err *err);

/* A new file, never over one that is there; durable. */
enum err_code setup_write_file(
	const char *path, const char *text, mode_t mode, struct err *err);

/* Appends what else belongs to the same act. */
typedef enum err_code
setup_more_fn(void *ctx, struct ledger *l, struct err *err);

/*
 * An act of the station's own, written without a running station: `j`, and then
 * what `more` (NULL: nothing) appends. All of it, or nothing.
 */
enum err_code setup_append(struct ledger *l, const struct judged *j,
	setup_more_fn *more, void *ctx, struct err *err);

/* What each entry of such an act says of itself; whose it is, is the caller's. */
void setup_entry(struct entry *e, const struct judged_item *item);

/*
 * Draws keys/blocked, under which the station remembers what its leak gate
 * stopped, unless it is there. With a new one old marks cannot be recognised
 * any more; nothing else depends on it.
 */
enum err_code setup_blocked_key(const char *dir, struct err *err);

/* The demo's officers and accounts: entries for setup_append. */
#define DEMO_ADMIN "chu"
void demo_officers(struct judged *j);
void demo_accounts(struct judged *j, const char *dir);

#endif
