/*
 * The bell for an order, beyond the screens: the relay tells the accounts that
 * are for alarms.
 */
#ifndef CRIER_STATION_ALARMS_H
#define CRIER_STATION_ALARMS_H

#include "domain/joint/joint.h"
#include "domain/world.h"
#include "station/station.h"

/*
 * The bell has just rung for it, and that is durable. Where no relay is there,
 * an entry says so; a station that dies here leaves it to the next reminder.
 */
enum err_code alarms_ring(struct station *st, const struct world *w,
	const struct joint_order *o, struct err *err);

#endif
