/*
 * The station's side of its courier, which carries letters and cannot read
 * them: what it is to carry, what it brought, and what it has told of the host.
 * It asks and is answered, as an officer's program is; it may do no act. What
 * it tells is kept in memory: after a start nothing is known of the host.
 */
#ifndef CRIER_STATION_COURIER_LINK_H
#define CRIER_STATION_COURIER_LINK_H

#include <jansson.h>

#include "base/lang.h"
#include "station/station.h"

struct courier_link *courier_link_new(struct station *st);
void courier_link_free(struct courier_link *c); /* ends one it started */

/* Its hello: known by its user, or by the socket pair it was given. */
enum err_code courier_link_greet(struct station *st, struct peer *peer,
	const json_t *hello, struct err *err);
void courier_link_gone(struct station *st, struct peer *peer);

/* A question of it: courier.plan, .letter, .host, .told. */
void courier_link_ask(struct station *st, struct peer *peer, const json_t *doc);

/*
 * Starts the courier of a single-user station that has an exchange, if it does
 * not run. Returns ms until it wants to be called again, -1 for not.
 */
int courier_link_tend(struct courier_link *c);
bool courier_link_reaped(struct courier_link *c, int pid);

/*
 * How the way over the exchange stands, for people: {address, key, state, what,
 * remedy, heard, branches}; `what` is "" only where the last round was well.
 * NULL: this station has no exchange, and no courier either.
 */
json_t *courier_link_doc(const struct station *st, enum lang lang);

#endif
