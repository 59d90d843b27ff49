/*
 * Changing our sealing keys when their time is over, and destroying those before.
 */
#ifndef CRIER_STATION_SEALS_CHANGE_H
#define CRIER_STATION_SEALS_CHANGE_H

#include "station/station.h"

/* Does what is due; when there is next something to do, UTC ms, or 0. */
int64_t seals_tend(struct station *st);

#endif
