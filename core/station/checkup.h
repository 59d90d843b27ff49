/*
 * Is the folder sound? The chain, the projections computed again and
 * compared, the record and its signature, and the things around them. Used
 * by ledger.verify, which answers yes or no, and by the doctor (doctor.h), who
 * says what to do.
 */
#ifndef CRIER_STATION_CHECKUP_H
#define CRIER_STATION_CHECKUP_H

#include <jansson.h>
#include <stdbool.h>

#include "base/lang.h"
#include "crier/progress.h"
#include "store/ledger.h"

/*
 * {ok, unjudged, chain, database, own, entries, head, problem, record{…},
 * projections{…}}, what is wrong in the reader's language; `chain` is about
 * the entries alone, `database` about the tables and indexes that hold them,
 * `own` about whether ledger, record and key are of one station. The record is
 * to reach what the ledger holds now, and is waited for so long; where it
 * still does not, and nothing else is wrong, `unjudged` is true and `ok`
 * false. `progress` (may be NULL) hears how far it is; it
 * cannot be ended by it. New reference.
 */
json_t *checkup_verify(const char *dir, struct ledger *l, int patience_ms,
	enum lang lang, const struct progress *progress);

/* The same without record and projections. */
json_t *checkup_chain(
	struct ledger *l, enum lang lang, const struct progress *progress);

/* True where nothing of a station lies: there is none to look at. */
bool checkup_finds_none(const char *dir);

/* The newest format that the record was kept in: record.h's number. */
int64_t checkup_record_format(struct ledger *l);

/* Fills a scratch ledger's projections from the entries of `from`. */
enum err_code checkup_project(struct ledger *into, struct ledger *from,
	const struct progress *progress, struct err *err);

#endif
