/*
 * The nightly round of a station: whose turn it is, the relay is asked; a few
 * at a time, and never more than the round needs.
 */
#ifndef CRIER_STATION_ROUND_H
#define CRIER_STATION_ROUND_H

#include "station/station.h"

/* Begins, goes on with or ends a round; ms until there is something to do. */
int round_tend(struct station *st);

/* Can the relay do anything with it? What a person posts by hand it cannot. */
bool round_is_for(const struct account *a);

/* The relay has told of this account, or of this service. */
void round_heard(struct station *st, const char *id, bool service);

void round_free(struct station_round *r);

#endif
