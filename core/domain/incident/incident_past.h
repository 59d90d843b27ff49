/*
 * What happened in an incident, for people: its messages with where they
 * stand, claims and what they proved to be, figures that changed, what other
 * units published, steps that were ticked, deadlines that were missed or ended
 * by hand.
 */
#ifndef CRIER_DOMAIN_INCIDENT_INCIDENT_PAST_H
#define CRIER_DOMAIN_INCIDENT_INCIDENT_PAST_H

#include <jansson.h>

#include "domain/world.h"

enum { INCIDENT_PAST = 200 }; /* rows, the newest of more */

/*
 * [{time, what, …}], oldest first. `what` is opened, message (`message`,
 * `kind`, `title`: each once, where it last moved), halted (`message`), figures
 * (`message`, `changes` [{label, value, change}]), claim (`claim`, `text`),
 * verdict (`claim`, `verdict`, `checker`), outside (`organ`, `text`), step and
 * missed (`title`), clock (`title`, `state` as in clock_doc, `times` that it ended so), closed; `by_name` where a person did it. New
 * reference.
 */
json_t *incident_past_doc(const struct world *w);

#endif
