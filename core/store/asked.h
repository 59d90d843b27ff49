/*
 * What an act asked for, so that a repeat is told from another act under the
 * same id. Kept beside the entries of the newest acts only: a client repeats
 * within minutes. It is a keyed digest of the caller's, since a text that must
 * be erasable may not be found again by its hash.
 */
#ifndef CRIER_STORE_ASKED_H
#define CRIER_STORE_ASKED_H

#include <stdbool.h>
#include <stdint.h>

#include "store/ledger.h"

enum { ASKED_KEEP = 50000 }; /* entries back from the head */

/* Of the running act, after its last entry. */
enum err_code
ledger_asked_put(struct ledger *l, const char mac[HASH_HEX], struct err *err);

/* *same: the act that ends with this entry is known to have asked for this. */
enum err_code ledger_asked_is(bool *same, struct ledger *l, int64_t last,
	const char mac[HASH_HEX], struct err *err);

#endif
