/*
 * A look at an account, as a round takes it: the relay is asked to log in and
 * to read what stands there, and what it found is compared with the ledger.
 */
#ifndef CRIER_STATION_SWEEP_H
#define CRIER_STATION_SWEEP_H

#include "station/station.h"

/* Asks the relay, where it is there; `hurry`: somebody waits for the answer. */
bool sweep_ask(struct station *st, const char *account, bool hurry);

#endif
