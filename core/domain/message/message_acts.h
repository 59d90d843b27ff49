/*
 * What judging the writing of a message and judging its submit share. Not for
 * others.
 */
#ifndef CRIER_DOMAIN_MESSAGE_MESSAGE_ACTS_H
#define CRIER_DOMAIN_MESSAGE_MESSAGE_ACTS_H

#include "domain/judge.h"

/* Every account named is registered, in use, and may be spoken through. */
enum err_code
judge_accounts(const struct world *w, const json_t *accounts, struct err *err);

/* The clocks of an incident that count from any of `from`, as rows; a new
 * reference. `promised` is the instant of a promise, 0 if there is none. */
json_t *clock_rows(
	const struct world *w, unsigned from, kind_set kinds, int64_t promised);

#endif
