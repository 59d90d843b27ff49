/*
 * The nightly round: every account is logged in to and read once, each at a
 * moment of its own within the time that rules/register.yaml gives. What it
 * comes to names who failed, what was not seen, and which lead account nobody
 * of those on duty could reach.
 */
#ifndef CRIER_DOMAIN_REGISTER_ROUND_H
#define CRIER_DOMAIN_REGISTER_ROUND_H

#include "domain/judged.h"
#include "domain/library/rules.h"
#include "domain/office/office.h"

/* When the newest round was to begin, by this moment; 0: there is none. */
int64_t round_begin(const struct rules *r, int64_t now, int zone);

/* When within the round this account's turn is: another one every night. */
int64_t round_turn(const char *account, int64_t began, int64_t span_ms);

/* Is the last turn so long ago that nobody is waited for any more? */
bool round_is_over(int64_t last_turn, int64_t now);

/* The entry that ends the round that began then, over these accounts. */
void judge_round(struct judged *out, const struct office *o, int64_t began,
	const char *const *accounts, size_t count);

#endif
