/*
 * The ledger as a source of entries for the record: lines in order, read in
 * runs of a few hundred, so that record and store need not know each other.
 */
#ifndef CRIER_STATION_LEDGER_SOURCE_H
#define CRIER_STATION_LEDGER_SOURCE_H

#include "record/record.h"
#include "store/ledger.h"

struct ledger_source {
	struct ledger *ledger;
	int64_t at; /* seq of the next line */
	char **lines; /* read ahead */
	size_t *lengths;
	size_t count, next;
	char *current; /* the line handed out last */
};

void ledger_source_init(struct ledger_source *s, struct ledger *ledger);
void ledger_source_release(struct ledger_source *s);
struct record_source ledger_source_of(struct ledger_source *s);

#endif
