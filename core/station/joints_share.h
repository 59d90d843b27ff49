/*
 * What this unit says in its joint incidents goes to who is in them, by itself.
 */
#ifndef CRIER_STATION_JOINTS_SHARE_H
#define CRIER_STATION_JOINTS_SHARE_H

#include "station/station.h"

/* Writes what is due; returns when to look next, UTC ms, 0 for not at all. */
int64_t joints_share(struct station *st);

#endif
