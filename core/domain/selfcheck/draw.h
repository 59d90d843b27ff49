/*
 * The sample of a month: which accounts are looked at one by one. The seed is
 * the ledger's head at the draw, hashed with the month, so nobody chooses it
 * and everybody can draw again: an account's place is the SHA-256 of the seed,
 * a blank and its id, and the first of them in that order are taken.
 */
#ifndef CRIER_DOMAIN_SELFCHECK_DRAW_H
#define CRIER_DOMAIN_SELFCHECK_DRAW_H

#include <jansson.h>

#include "base/hash.h"
#include "domain/office/office.h"

void draw_seed(char out[HASH_HEX], const char *head, const char *period);

/*
 * Ids of the share (percent, rounded up) of the accounts that are not closed,
 * in the order in which they are drawn; `of` is how many there are. New
 * reference.
 */
json_t *
draw_sample(size_t *of, const struct office *o, const char *seed, int share);

/* Does the entry's body say what the office as it was then, and the hash
 * before the entry, give? */
bool
draw_is_right(const json_t *body, const struct office *o, const char *prev);

#endif
