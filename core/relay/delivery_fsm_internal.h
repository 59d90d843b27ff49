/*
 * What deciding about a delivery and about a round's look share. Private to
 * delivery_fsm.c, fsm_words.c and sweep_fsm.c.
 */
#ifndef CRIER_RELAY_DELIVERY_FSM_INTERNAL_H
#define CRIER_RELAY_DELIVERY_FSM_INTERNAL_H

#include "relay/delivery_fsm.h"

enum { ARM_TRIES = 4 };

/* The task as it is, the judgment, and what is being decided. */
struct fsm {
	struct decision *d;
	const struct engine *e;
	const struct task *t;
	enum wire_step step;
	const struct wire_judgment *v;
	int64_t now; /* boot ms */
};

void
decision_tell(struct decision *d, enum telling tell, bool ok, const char *why);

int64_t fsm_backoff(const struct fsm *f);

/* The same or another step, not before the platform's and our own pause. */
void fsm_again(const struct fsm *f, enum wire_step step, int64_t wait_ms);

bool fsm_is_out(const struct wire_judgment *v);

/* After a check or a list of a round. */
void fsm_after_sweep(const struct fsm *f);

/* After an alarm was sent, or could not be. */
void fsm_after_alarm(const struct fsm *f);

#endif
