/*
 * Is the wall clock to be believed? One that is a minute behind the ledger's
 * own entries when a station starts is not: incidents would be numbered in a
 * wrong year, releases armed for a wrong hour. Until the clock has passed that
 * entry, or a person has read another clock and confirmed it, nothing is
 * opened, armed or fired; halting, writing and reading go on.
 */
#ifndef CRIER_STATION_CLOCK_TRUST_H
#define CRIER_STATION_CLOCK_TRUST_H

#include "crier/act.h"
#include "station/station.h"

/*
 * The instant that the clock must pass, UTC ms, or 0 where it is well: from
 * the last entry, and from earlier starts that nobody has confirmed since.
 */
int64_t clock_trust_find(struct ledger *l, int64_t now);

/*
 * At the start of a station: the body of the entry that says so, or NULL if
 * the clock is well or an earlier start has said it; the caller's to free.
 */
json_t *clock_trust_begin(struct station *st);

/* That instant while the clock is behind, else 0. */
int64_t clock_trust_behind(const struct station *st);

/* When it has passed: whoever looks is told. */
void clock_trust_tend(struct station *st);

/* Refused while the clock is behind; ERR_OK for all other acts. */
enum err_code
clock_trust_ask(const struct station *st, enum act act, struct err *err);

#endif
