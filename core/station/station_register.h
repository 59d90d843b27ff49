/*
 * What the register of accounts is asked with: the office, the library's rules
 * and the messages that the ledger knows to be out.
 */
#ifndef CRIER_STATION_STATION_REGISTER_H
#define CRIER_STATION_STATION_REGISTER_H

#include "domain/register/register.h"
#include "station/station.h"

/* Valid until the next entry. */
struct register_view
station_register(struct station *st, const struct library *lib);

/* Into the accounts of the status: how many are ill or warned of, where any
 * are. Counted at most once a minute, and after the register has changed. */
void
station_put_ill(json_t *doc, struct station *st, const struct library *lib);

#endif
