/*
 * What an update begins with of the bulletins before it: where, what people
 * are to do, whom to ring, and the figures. Each row of `carried` names a slot
 * or figure that stands "as in No. 3" and who has said that it still is:
 * {"name", "figure", "message", "number", "by"}. What is given anew leaves the
 * list. Of figures, none is submitted before somebody has said it, and of a
 * bulletin that was withdrawn since nothing is; of the rest whoever reviews is
 * told.
 *
 * What has to be fresh is never carried: the time as of which it is told, the
 * next promise, and what is new.
 */
#ifndef CRIER_DOMAIN_MESSAGE_MESSAGE_CARRY_H
#define CRIER_DOMAIN_MESSAGE_MESSAGE_CARRY_H

#include <jansson.h>

#include "domain/text/compose.h"
#include "domain/world.h"

/*
 * Lays over `slots` and `figures` what a message of this kind and language
 * takes from the bulletins that are out; what the act gives itself is the
 * act's. Returns the rows, a new reference; empty where nothing is carried.
 */
json_t *carried_at_first(json_t *slots, json_t *figures, const struct world *w,
	const struct facts *facts, const json_t *act);

/*
 * Into the body of a revision: which of `was` (NULL none) stand as they were
 * carried after the act was laid over `old`. A figure that the act affirms is
 * one as of the time that the text names, or of now.
 */
void carried_put(json_t *body, const json_t *was, const struct facts *old,
	const json_t *act, const struct world *w);

/* REFUSE_CARRIED names the first figure that nobody has said since, and
 * REFUSE_CARRIED_TAKEN what stood in a bulletin that is withdrawn by now. */
enum err_code carried_check(const struct world *w, struct err *err);

/* For people: the rows with label and the name of who said it; new. */
json_t *carried_doc(const struct world *w);

#endif
