/*
 * Time in the station: a step of the wall clock is an entry, a missed
 * deadline is one, and an armed release that nobody fires expires.
 */
#ifndef CRIER_STATION_CLOCKS_H
#define CRIER_STATION_CLOCKS_H

#include "station/station.h"

/* Does what is due. Returns ms until it is to be called again, -1 never. */
int clocks_tend(struct station *st);

#endif
