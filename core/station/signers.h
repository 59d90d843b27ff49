/*
 * After an officer was suspended or has lost a role, what they decided about
 * texts that are not out is void. Until that is written the guards refuse to
 * build on it, so a crash in between lets nothing through; a station looks
 * again when it starts. What asks for it is `signers_seen` of the station.
 */
#ifndef CRIER_STATION_SIGNERS_H
#define CRIER_STATION_SIGNERS_H

#include "station/station.h"

/* In the loop, when no batch is open. */
void signers_tend(struct station *st);

#endif
