/*
 * An incident that turns out to be another: its level or topic changes after
 * it was opened. What its messages need follows at once, and never downwards
 * unseen: a change by which any kind of message would need less than before
 * is proposed by one officer and confirmed by another; and a message that is
 * not yet out and was submitted to less than is asked for now has to be
 * submitted again.
 */
#ifndef CRIER_DOMAIN_INCIDENT_RECLASSIFY_H
#define CRIER_DOMAIN_INCIDENT_RECLASSIFY_H

#include <jansson.h>
#include <stdbool.h>

#include "domain/judge.h"

/* How the incident would stand; both are the act's, else as they are. */
struct grade {
	const char *level; /* "I" … "IV", "" */
	const char *topic; /* of tiers.yaml, "" none */
};
void grade_of(struct grade *out, const struct incident *i, const json_t *act);
bool grade_is_new(const struct grade *g, const struct incident *i);

/*
 * May this officer, by this act, give it this grade? *propose: only together
 * with another person, who has not said so yet. One of the two must be able
 * to pass the authority gate of each tier that is given up. Refusals: field,
 * regrade-twice, role.
 */
enum err_code regrade_check(bool *propose, const struct world *w,
	const struct grade *g, const json_t *act, struct err *err);

/* The entries that void what the guard "tier" would stop from then on. */
void reclassify_void(
	struct judged *out, const struct world *w, const struct grade *g);

#endif
