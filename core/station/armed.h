/*
 * What is armed when an account is closed, fails or gets another credential:
 * its deliveries become gaps at once, so that everybody sees them before fire.
 */
#ifndef CRIER_STATION_ARMED_H
#define CRIER_STATION_ARMED_H

#include "station/station.h"

/* Once st->look_armed is set: looks at every armed message, of both modes. */
void armed_look(struct station *st);

#endif
