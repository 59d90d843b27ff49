/*
 * The ledger against what others wrote down of it: copies of its record, and
 * letters, each of which names a head of its writer's ledger or a letter that
 * was taken. A tail that was cut off, or history that was written anew, is found
 * as far as somebody heard of it. Reading only; what others hand in is hostile.
 */
#ifndef CRIER_STATION_WITNESS_CHECK_H
#define CRIER_STATION_WITNESS_CHECK_H

#include <jansson.h>

#include "base/err.h"
#include "crier/progress.h"
#include "store/ledger.h"

struct witness_check;

/*
 * Of an opened ledger, which stays the caller's. At once it compares what the
 * ledger itself holds: in letters that were taken, how far partners have ours.
 */
enum err_code witness_check_new(struct witness_check **out, struct ledger *l,
	const struct progress *progress, struct err *err);
void witness_check_free(struct witness_check *c); /* NULL is allowed */

/* A repository (mirror, clone) or a file of letters, a line each. */
enum err_code
witness_check_add(struct witness_check *c, const char *path, struct err *err);

/*
 * {ok, entries, head, compared, letters, up_to, unproven, unread, alien,
 * more, found: [{what, who, seq, vol}]}. more: found beyond those 200 that are
 * named; `ok` counts them too. compared: heads that are ours; letters: ours
 * that others have and we too; up_to: the last entry that a head vouches for;
 * unproven: signed by no key that is known; unread: no letter or a head that
 * says nothing; alien: neither ours nor of a partner. `what`: cut (there was an
 * entry `seq` that we lack), fork (the entry `seq` was another), letter (we wrote
 * `vol`/`seq` and lack it), letter-fork; lost (there was an entry `seq` that was
 * lost when the station was rebuilt, which the ledger says: no contradiction).
 * New reference.
 */
json_t *witness_check_doc(const struct witness_check *c);

#endif
