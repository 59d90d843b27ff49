#ifndef CRIER_STATION_CHECKUP_RECORD_H
#define CRIER_STATION_CHECKUP_RECORD_H

#include <jansson.h>

#include "base/lang.h"
#include "crier/progress.h"
#include "store/ledger.h"

/*
 * Waits so long for the record to reach entry `seq`, then verifies it:
 * {ok, begun, misplaced, seq, behind, commits, head, origin, problem, where,
 * remedy}. It may lag, and says so; it may not contradict; `misplaced` is one
 * that git shows otherwise (record/place.h). `begun` is false where a record lies that
 * nothing was written into yet. `expect`: the ledger's head that it names.
 * New reference.
 */
json_t *checkup_record(const char *dir, struct ledger *l, int64_t seq,
	int patience_ms, struct ledger_head *expect, enum lang lang,
	const struct progress *progress);

/* The allowed-signers text for this ledger's station keys; caller frees. */
char *checkup_signers(struct ledger *l);

#endif
