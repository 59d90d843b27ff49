/*
 * Other units' agreement to a text (会签): asked with a deadline, answered by
 * a named person in a way that can be checked, recorded by an officer who is
 * no author. It is about one revision: another text is asked for anew. Which
 * units must agree is fixed at submit (tiers.yaml); until they have, nobody
 * signs, unless the deadline is over without an answer and the signer says in
 * writing why that is enough. A refusal cannot be overridden.
 */
#ifndef CRIER_DOMAIN_CONCUR_H
#define CRIER_DOMAIN_CONCUR_H

#include <jansson.h>
#include <stdbool.h>

#include "domain/world.h"

enum concur {
	CONCUR_NONE, /* not asked */
	CONCUR_ASKED,
	CONCUR_AGREED,
	CONCUR_REFUSED,
	CONCUR_SILENT, /* recorded, or asked and its deadline over */
	CONCUR_COUNT
};
const struct word_row *concur_row(enum concur state);

/* The last word on this revision: {organ, state, …}; borrowed, NULL none. */
const json_t *concur_last(const struct message *m, const char *organ);

enum concur
concur_state(const struct message *m, const char *organ, int64_t now);

/* The organs that the message needs, as its entry fixes them: ids. */
json_t *concur_needed(const struct tier_row *row);

/* For people: [{organ, title, needed, state, state_title, deadline, who, how,
 * number, reason, by, at}]; new reference. */
json_t *concur_doc(const struct world *w);

#endif
