/*
 * Is the machine's clock right, as far as anybody knows? Sure: the kernel says
 * that it is synchronised, with an error under two seconds; or two officers
 * have stated that it is kept from outside. And it is not behind the ledger.
 */
#ifndef CRIER_STATION_CLOCK_SURE_H
#define CRIER_STATION_CLOCK_SURE_H

#include "station/station.h"

bool clock_sure(const struct station *st);

#endif
