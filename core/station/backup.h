/*
 * What no clone of the record brings back, as a folder: words being typed,
 * sealed credentials, own letters as they were sealed, and the entries behind
 * the last push. It holds no key:
 * the boxes stay shut without the relay's, of which a copy is kept elsewhere.
 * The station signs what is in it.
 */
#ifndef CRIER_STATION_BACKUP_H
#define CRIER_STATION_BACKUP_H

#include <jansson.h>

#include "base/err.h"
#include "crier/progress.h"
#include "store/ledger.h"

/*
 * Makes the folder `to` from the station in `dir`, while that may run. What
 * is in it is written first, backup.json and its signature last. *told is its
 * document, new reference. Where it fails, or `progress` (may be NULL) ends
 * it, nothing of it is left.
 */
enum err_code backup_make(json_t **told, const char *dir, const char *to,
	const struct progress *progress, struct err *err);

/*
 * Whether `from` is a whole backup of the station whose entries `l` holds,
 * signed by one of its keys. *told as above.
 */
enum err_code backup_check(
	json_t **told, const char *from, struct ledger *l, struct err *err);

/*
 * Appends the entries that the backup has behind the ledger's head, act by
 * act. *more: how many. ERR_INVALID where both do not belong together.
 */
enum err_code backup_take_entries(int64_t *more, struct ledger *l,
	const char *from, const struct progress *progress, struct err *err);

#endif
