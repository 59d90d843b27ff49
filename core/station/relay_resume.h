/*
 * The first jobs of a relay that has just said hello.
 */
#ifndef CRIER_STATION_RELAY_RESUME_H
#define CRIER_STATION_RELAY_RESUME_H

#include "station/relay_link.h"

/*
 * Gives a relay that said hello its first jobs: not within the greeting,
 * whose answer must be the first line it reads.
 */
void relay_resume(struct relay_link *d);

#endif
