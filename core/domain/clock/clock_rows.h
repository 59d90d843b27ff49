/*
 * Deadlines as rows of entries: what starts when an incident is opened or a
 * message is begun, submitted or released.
 */
#ifndef CRIER_DOMAIN_CLOCK_CLOCK_ROWS_H
#define CRIER_DOMAIN_CLOCK_CLOCK_ROWS_H

#include "domain/world.h"

/* A deadline row as a clock's document, without its time; new reference. */
json_t *clock_row(const struct deadline *d);

/* Those of a playbook that have a time as things stand; new reference. */
json_t *clock_rows_known(const struct library *lib, const struct playbook *p,
	int level, const struct clocks *times);

/* The clocks of an incident that count from any of `from`, as rows; a new
 * reference. `promised` is the instant of a promise, 0 if there is none. */
json_t *clock_rows(
	const struct world *w, unsigned from, kind_set kinds, int64_t promised);

#endif
