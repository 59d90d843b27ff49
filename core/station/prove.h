/*
 * The addresses of services: the relay of actual incidents is asked whether
 * each answers, by the nightly round and when somebody wants to know.
 */
#ifndef CRIER_STATION_PROVE_H
#define CRIER_STATION_PROVE_H

#include "station/station.h"

/* Asks the relay, where it is there and the service has an address. */
bool prove_ask(struct station *st, const char *service, bool hurry);

/* A row of relay.swept that is about a service, to rows of services.proven. */
void prove_take(json_t *rows, struct station *st, const struct world *w,
	const json_t *result);

/* The entry of these rows, which it takes over; without rows none. */
void prove_put(struct judged *out, json_t *rows);

#endif
