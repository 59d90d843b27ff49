/*
 * Looks through a pack from elsewhere before anything else reads it: how many
 * objects it holds and how large they become, deltas too. Inflates in small
 * pieces and keeps nothing, so a pack that swells costs time only, and that
 * only until the first bound is met. That ids and deltas are right is the
 * indexer's to find.
 */
#ifndef CRIER_RECORD_PACK_SCAN_H
#define CRIER_RECORD_PACK_SCAN_H

#include <stdio.h>

#include "base/err.h"

struct pack_bounds {
	size_t objects, object, sum; /* how many, bytes of one, of all */
};

/*
 * Reads from where `f` stands and goes back there. ERR_TOO_LARGE over a
 * bound, ERR_INVALID if it is no pack.
 */
enum err_code pack_scan(FILE *f, const char *where,
	const struct pack_bounds *bounds, struct err *err);

#endif
