/*
 * What a delivery waits for that only a person can do: a clock of its own,
 * started by the entry that brought it into that state and ended by the one
 * that takes it out. When the clock is over, nothing is done by itself: the
 * station writes that it is, and what the playbook says to do instead.
 */
#ifndef CRIER_DOMAIN_RELEASE_DELIVERY_WAIT_H
#define CRIER_DOMAIN_RELEASE_DELIVERY_WAIT_H

#include <jansson.h>

#include "domain/clock/clock.h"
#include "domain/release/delivery.h"
#include "domain/world.h"

/* Puts `clocks` into the body of an outcome: a row for each of its results
 * that begins to wait. */
void
delivery_wait_start(json_t *body, const struct world *w, const json_t *results);

/* Ends the clocks of the message's deliveries that wait no more. */
void
delivery_wait_end(struct incident *i, const struct message *m, int64_t time);

/* The running clock of a delivery, NULL if it has none; WAIT_FORS for none. */
const struct clock *
delivery_wait_clock(enum wait_for *what, const struct incident *i,
	const struct message *m, const struct delivery *d);

/* Whom the clock says to ring: [{id,name,phone}]; new reference. */
json_t *delivery_wait_people(const struct world *w, const struct clock *c);

/*
 * {delivery, account, name, for, due, over, whom, officers[{id,name,phone}],
 * then}: until when, whose it is, and what is done when it is over; NULL where
 * it waits for nobody. And the list of these of the world's message, by due;
 * NULL if there are none.
 */
json_t *delivery_wait_doc(const struct world *w, const struct delivery *d);
json_t *delivery_wait_docs(const struct world *w);

#endif
