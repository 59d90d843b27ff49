/*
 * Releases that two officers have set for a time: the station arms and fires
 * them by itself, and says why where it did not.
 */
#ifndef CRIER_STATION_APPOINTED_H
#define CRIER_STATION_APPOINTED_H

#include "station/station.h"

/* Does what is due; returns when to look next, UTC ms, 0 for not at all. */
int64_t appointed_tend(struct station *st);

#endif
