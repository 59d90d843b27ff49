/*
 * The engine's effects in the hostile world: its requests reach the servers,
 * its documents the station, and what is said comes back in time.
 */
#ifndef CRIER_TESTS_RELAY_HOSTILE_WIRE_H
#define CRIER_TESTS_RELAY_HOSTILE_WIRE_H

#include "tests/relay/hostile/world.h"

struct hostile_request *hostile_request(struct hostile_world *w,
	const struct wire_request *q, const struct flight *f);
void hostile_answered(struct hostile_world *w, struct hostile_event *e);
void hostile_arrived(struct hostile_world *w, struct hostile_event *e);
struct engine *hostile_engine(struct hostile_world *w);

#endif
