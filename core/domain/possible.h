/*
 * What an officer may do here and now, told before they try it: keys and
 * dialogs go by it, so that nobody fills in a form that will be refused, and
 * no rule is written down twice. The guards are asked; what is typed with an
 * act (a digest, a word, a reason) is not there yet and is not asked about, so
 * that "possible" is no promise that the act will pass.
 */
#ifndef CRIER_DOMAIN_POSSIBLE_H
#define CRIER_DOMAIN_POSSIBLE_H

#include <jansson.h>

#include "crier/act.h"
#include "domain/world.h"

/*
 * A word that can be asked about: an act's name, or "review.return" for a
 * review that returns the text. False if it is none of an officer's.
 */
bool possible_parse(enum act *act, const char **verdict, const char *word);

/*
 * A refusal if something that is there already stands against the act of the
 * world's officer: person, state, stages, second persons, accounts, relay.
 * `verdict` is of a review, else NULL.
 */
enum err_code possible_ask(const struct world *w, enum act act,
	const char *verdict, struct err *err);

/* Whom it would not be refused: [{id, name, phone}], new reference. */
json_t *possible_who(const struct world *w, enum act act, const char *verdict);

#endif
