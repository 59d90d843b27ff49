/*
 * How many accounts are not well, for the status that every console asks for.
 */
#ifndef CRIER_STATION_STATION_REGISTER_H
#define CRIER_STATION_STATION_REGISTER_H

#include <jansson.h>

#include "domain/library/playbook.h"
#include "station/station.h"

/* Into the accounts of the status: how many are ill or warned of, where any
 * are. Counted at most once a minute, and after the register has changed. */
void
station_put_ill(json_t *doc, struct station *st, const struct library *lib);

#endif
