/*
 * The ledger is read through at every start and once a day, in a process of
 * its own: an entry that somebody changed in the file is found before an
 * auditor comes, and from then on nothing more is built upon it.
 */
#ifndef CRIER_STATION_LEDGER_WATCH_H
#define CRIER_STATION_LEDGER_WATCH_H

#include <jansson.h>

#include "station/station.h"

/* Starts a look when it is time; ms until the next one. */
int ledger_watch_tend(struct station *st);

/* Hears a verification, the station's own or an officer's. */
void ledger_watch_told(struct station *st, const json_t *answer);

#endif
