/*
 * An incident as a document for people: what incident.show answers, and what
 * a replay shows of any moment. Computed from the fold alone; the library adds
 * the steps of the playbook and who is on duty, and may be NULL.
 */
#ifndef CRIER_DOMAIN_INCIDENT_INCIDENT_VIEW_H
#define CRIER_DOMAIN_INCIDENT_INCIDENT_VIEW_H

#include <jansson.h>

#include "domain/world.h"

/* New reference. */
json_t *view_incident(const struct world *w);

#endif
