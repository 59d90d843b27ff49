/*
 * The ledger as a source of entries for the record: lines in order, read in
 * runs of a few hundred, so that record and store need not know each other.
 */
#ifndef CRIER_STATION_SOURCE_H
#define CRIER_STATION_SOURCE_H

#include "record/record.h"
#include "store/ledger.h"

struct source {
	struct ledger *ledger;
	int64_t at; /* seq of the next line */
	char **lines; /* read ahead */
	size_t *lengths;
	size_t count, next;
	char *current; /* the line handed out last */
};

void source_init(struct source *s, struct ledger *ledger);
void source_release(struct source *s);
struct record_source source_of(struct source *s);

#endif
