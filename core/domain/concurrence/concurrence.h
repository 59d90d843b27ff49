/*
 * Other units' agreement to a text (会签): asked with a deadline, answered by
 * a named person in a way that can be checked, recorded by an officer who is
 * no author. It is about one revision: another text is asked for anew. Which
 * units must agree is fixed at submit (tiers.yaml); until they have, nobody
 * signs. When the deadline is over without an answer, that is an entry, and
 * the row of tiers.yaml says what silence means: the text waits on, or the
 * signer says in writing why it goes out without. A refusal cannot be
 * overridden.
 */
#ifndef CRIER_DOMAIN_CONCURRENCE_CONCURRENCE_H
#define CRIER_DOMAIN_CONCURRENCE_CONCURRENCE_H

#include <jansson.h>
#include <stdbool.h>

#include "domain/world.h"

enum concurrence {
	CONCURRENCE_NONE, /* not asked */
	CONCURRENCE_ASKED,
	CONCURRENCE_AGREED,
	CONCURRENCE_REFUSED,
	CONCURRENCE_SILENT, /* recorded, or asked and its deadline over */
	CONCURRENCE_COUNT
};

/* Its word and title. */
const struct word_row *concurrence_row(enum concurrence state);
bool concurrence_parse(enum concurrence *out, const char *word);

/* The last word on this revision: {organ, state, …}; borrowed, NULL none. */
const json_t *concurrence_last(const struct message *m, const char *organ);

enum concurrence
concurrence_state(const struct message *m, const char *organ, int64_t now);

/*
 * The clock of an answer: "concur 2026-0123/3 public-security". It is missed
 * by an entry of its own, and runs until the unit has answered, another text
 * stands, or the text is signed without it.
 */
enum { CONCURRENCE_RULE = 128 };
void concurrence_rule(
	char out[CONCURRENCE_RULE], const struct message *m, const char *organ);
/* The organ of such a rule, if it is about this message; else NULL. */
const char *concurrence_rule_organ(const char *rule, const struct message *m);
/* Asked about this revision, and neither answered nor signed without. */
bool
concurrence_is_open(const struct message *m, const char *organ, int64_t time);

/* The organs that the message needs, as its entry fixes them: ids. */
json_t *concurrence_needed(const struct tier_row *row);

/* For people: [{organ, title, needed, state, state_title, silence (of one that
 * is needed and did not answer: waits or reason), deadline, who, how, number,
 * reason, by, at}]; new reference. */
json_t *concurrence_doc(const struct world *w);

#endif
