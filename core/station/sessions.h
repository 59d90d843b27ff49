/*
 * The connections of officers who may not be here any more.
 */
#ifndef CRIER_STATION_SESSIONS_H
#define CRIER_STATION_SESSIONS_H

#include "station/station.h"

/* Ends those of officers who are suspended or bound to another user now, and
 * those that were open when one of the officer's keys was revoked. */
void sessions_end(struct station *st);

/* May this process of the officer's come in? Not when its login is older than
 * that. */
enum err_code sessions_allow(const struct station *st, const struct officer *f,
	pid_t pid, struct err *err);

#endif
