/*
 * A play in the hostile world: messages are begun, armed and fired, time passes,
 * and at the end what is said is held against what stands there.
 */
#ifndef CRIER_TESTS_RELAY_HOSTILE_PLAY_H
#define CRIER_TESTS_RELAY_HOSTILE_PLAY_H

#include "tests/relay/hostile/world.h"

void hostile_pass(struct hostile_world *w, int64_t ms);

/* Begun: without accounts. Takes the variant over; then arm it. */
void hostile_message_begin(struct hostile_world *w, struct hostile_message *h);
void hostile_case_add(struct hostile_message *h, int account, json_t *doc);
void hostile_message_arm(struct hostile_world *w, struct hostile_message *h);
void hostile_message_fire(struct hostile_world *w, struct hostile_message *h);

/* Counts how it ended, and complains of what must not be. */
void hostile_play_judge(struct hostile_world *w);
void hostile_play_close(struct hostile_world *w);

#endif
