/*
 * The steps of an incident's playbook: where each stands, and the ticks of
 * those that are no message.
 */
#ifndef CRIER_DOMAIN_INCIDENT_INCIDENT_STEPS_H
#define CRIER_DOMAIN_INCIDENT_INCIDENT_STEPS_H

#include <jansson.h>

#include "domain/world.h"

/* {step, by, time} of who ticked it; NULL while nobody has. Borrowed. */
const json_t *incident_tick(const struct incident *i, const char *step);

/* [{id, kind, title, help, message, state, standing, tick}]; new reference. */
json_t *incident_steps_doc(const struct world *w);

#endif
