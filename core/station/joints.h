/*
 * Joint releases as the station tends them by itself: the sender of an order is
 * told how it stands here, and a time to answer that is over is an entry.
 */
#ifndef CRIER_STATION_JOINTS_H
#define CRIER_STATION_JOINTS_H

#include "domain/judged.h"
#include "station/station.h"

/* The first of these entries is perhaps a letter to be sealed (`says`); then
 * they are written. */
enum err_code
joints_write(struct station *st, struct judged *j, struct err *err);

/* Does what is due; returns when to look next, UTC ms, 0 for not at all. */
int64_t joints_tend(struct station *st);

#endif
