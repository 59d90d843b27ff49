/*
 * What one person proposes and another confirms who has seen the same. A
 * subject keeps a struct second beside what is to change; its judge asks
 * second_confirm, its folds put the two entries in. The entries themselves are
 * the subject's own.
 */
#ifndef CRIER_DOMAIN_SECOND_H
#define CRIER_DOMAIN_SECOND_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"
#include "crier/id.h"
#include "crier/refusal.h"
#include "domain/entry.h"

struct second {
	bool waits; /* for another person */
	char by[OFFICER_ID]; /* who proposed it, "" nobody */
	int64_t time;
	json_t *what; /* the body of the proposal; NULL none */
	char confirmed_by[OFFICER_ID]; /* the last who did, "" nobody */
	int64_t confirmed;
};

/* How a subject refuses. Both refusals are given the subject last; `self` has
 * the officer before it. */
struct second_refusals {
	enum refusal self; /* the same person */
	const char *self_where;
	enum refusal changed; /* it is not what they saw */
	const char *changed_where;
};

/* May this officer confirm it? `same`: what they saw is what was proposed. */
enum err_code
second_confirm(const struct second *s, const struct second_refusals *r,
	struct arg subject, struct arg officer, bool same, struct err *err);

/* Into the body of the entry that confirms it: who had proposed it. */
void second_put(json_t *body, const struct second *s);

/* What is proposed: the body of its entry, with `by` and `time`. New. */
json_t *second_doc(const struct second *s);

/* Folding: the newest proposal stands; a confirmation ends its waiting. */
void second_propose(struct second *s, const struct entry *e);
void second_settle(struct second *s, const struct entry *e);

/* Which proposal it is, for those who look at it: of its body. "" none. */
void second_digest(char out[HASH_HEX], const struct second *s);

/* As it is kept in a row of a projection: all of it, and back; of NULL none. */
json_t *second_keep(const struct second *s);
void second_load(struct second *s, const json_t *doc);

/* As if nobody had proposed anything. */
void second_drop(struct second *s);

#endif
