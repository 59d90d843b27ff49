/*
 * The connections of officers who may not be here any more.
 */
#ifndef CRIER_STATION_SESSIONS_H
#define CRIER_STATION_SESSIONS_H

#include "station/station.h"

/* Ends those of officers who are suspended or bound to another user now. */
void sessions_end(struct station *st);

#endif
