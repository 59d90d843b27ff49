/*
 * Words that a message began with and that state a fact nobody has stated:
 * the playbook marks them (`assumed` of a kind). Such a slot stays assumed
 * until somebody writes something else into it or says that it is so, and is
 * not submitted before.
 */
#ifndef CRIER_DOMAIN_MESSAGE_MESSAGE_ASSUMED_H
#define CRIER_DOMAIN_MESSAGE_MESSAGE_ASSUMED_H

#include <jansson.h>

#include "domain/world.h"

/*
 * The slots of a message of this kind that begin assumed: marked in the
 * playbook, and neither prepared by an officer nor among `given` (NULL none).
 * New reference.
 */
json_t *assumed_at_first(const struct world *w, enum message_kind kind,
	enum lang lang, const json_t *given);

/*
 * Into the body of a revision: which of `was` (NULL none) are still assumed
 * after the act laid its slots over `slots`, and which of them it affirmed as
 * they stand.
 */
void assumed_put(json_t *body, const json_t *was, const json_t *slots,
	const json_t *act);

/* What the act affirms is a slot or a figure of the playbook; else it is told
 * what there is to affirm: `assumed`, and the names of `carried`. */
enum err_code affirmed_check(const struct playbook *p, const json_t *assumed,
	const json_t *carried, const json_t *act, struct err *err);

/* REFUSE_ASSUMED names the first that nobody has said yet. */
enum err_code assumed_check(const struct world *w, struct err *err);

/* For people: [{slot, label}] still assumed, and [{slot, label, by}] said to
 * be so as they stood. New references. */
json_t *assumed_doc(const struct world *w);
json_t *affirmed_doc(const struct world *w);

#endif
