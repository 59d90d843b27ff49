/*
 * What the station keeps in memory of the office, folded again from the
 * projections.
 */
#ifndef CRIER_STATION_RELOAD_H
#define CRIER_STATION_RELOAD_H

#include "station/station.h"

/* The office as the projections have it, into an office_init'ed one. */
enum err_code
reload_office(struct office *office, struct ledger *l, struct err *err);

/* Office and claims: at the start, and after a failed batch. */
enum err_code reload_memory(struct station *st, struct err *err);

#endif
