/*
 * The station's side of a relay: who is connected for this mode, what it
 * holds prepared, and the jobs it gets. What a relay holds is not in the
 * ledger: a relay that comes back starts with nothing, is told again what is
 * armed, and what it was sending when it was lost is unknown until looked up.
 */
#ifndef CRIER_STATION_RELAY_LINK_H
#define CRIER_STATION_RELAY_LINK_H

#include <stdbool.h>

#include "domain/incident/incident.h"
#include "station/station.h"

struct relay_link;

struct relay_link *relay_link_new(struct station *st, bool drill);
void relay_link_free(struct relay_link *d); /* ends a relay it started */

bool relay_link_up(const struct relay_link *d);

/* The relay holds every delivery that the ledger says is prepared. */
bool relay_link_holds(const struct relay_link *d, const struct message *m);

/* A relay said hello; its peer replaces an older one. */
void relay_link_hello(struct relay_link *d, struct peer *peer);

void relay_link_gone(struct relay_link *d, struct peer *peer);

/*
 * Starts the relay of a single-user station, or the drill's anywhere, if it
 * does not run; not again within a second of the last start. Returns ms
 * until it wants to be called again, -1 for not.
 */
int relay_link_tend(struct relay_link *d);

/* An entry of an incident is durable: the jobs that follow from it. */
void relay_link_entry(struct station *st, const struct entry *e);

/* Have the actual relay look at an account. */
void relay_link_check(struct station *st, const char *account, bool ask);

/* Reports of a child's end: true if it was this relay. */
bool relay_link_reaped(struct relay_link *d, int pid);

#endif
