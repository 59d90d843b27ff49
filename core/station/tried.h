/*
 * What an office can know of an account that was built from its platform's
 * documents alone: nothing, until something was published through it there.
 */
#ifndef CRIER_STATION_TRIED_H
#define CRIER_STATION_TRIED_H

#include "station/station.h"

/*
 * Sets `proof` (how its connector was proven, in a word) and, while nothing
 * actual was published through it on the platform itself, `untried`. Where the
 * account can be read back, only what was verified counts; an address of this
 * machine is nobody's platform.
 */
void tried_put(json_t *doc, struct station *st, const struct account *a);

/* The same for each row of a message's `variants`, which name the account. */
void tried_put_each(json_t *variants, struct station *st);

#endif
