/*
 * The state of a round; of round.c and round_tend.c alone.
 */
#ifndef CRIER_STATION_ROUND_INTERNAL_H
#define CRIER_STATION_ROUND_INTERNAL_H

#include "station/round.h"

#define ROUND_MINUTE_MS INT64_C(60000)

enum { ROUND_AT_ONCE = 8 }; /* accounts whose answer is waited for */

struct turn {
	char id[ACCOUNT_ID]; /* the account's, or the service's */
	bool service;
	int64_t due, asked; /* UTC ms; 0: not asked yet */
	bool heard;
};

struct station_round {
	int64_t began; /* 0: none runs */
	int64_t ended; /* the `began` of the last that this process ended */
	struct turn *turns;
	size_t count, next, heard;
};

/* Those that were looked at since then are not asked again. */
void round_start(struct station *st, int64_t began, int64_t span_ms);

/*
 * The next turn is late, or more are due than can be out at once: what was seen
 * is then not gathered as long as in a round that is spread over its hour, since
 * the next turns wait for it.
 */
bool round_is_behind(const struct station_round *r, int64_t now);

#endif
