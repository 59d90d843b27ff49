/*
 * The station's side of a relay: who is connected for this mode, what it
 * holds prepared, and the jobs it gets. What a relay holds is not in the
 * ledger: a relay that comes back starts with nothing, is told again what is
 * armed, and what it was sending when it was lost is unknown until looked up.
 */
#ifndef CRIER_STATION_DESK_H
#define CRIER_STATION_DESK_H

#include <stdbool.h>

#include "domain/incident/incident.h"
#include "station/station.h"

struct desk;

struct desk *desk_new(struct station *st, bool drill);
void desk_free(struct desk *d); /* ends a relay it started */

bool desk_up(const struct desk *d);

/* The relay holds every delivery that the ledger says is prepared. */
bool desk_holds(const struct desk *d, const struct message *m);

/* A relay said hello; its peer replaces an older one. */
void desk_hello(struct desk *d, struct peer *peer);

/*
 * Gives a relay that said hello its first jobs: not within the greeting,
 * whose answer must be the first line it reads.
 */
void desk_settle(struct desk *d);
void desk_gone(struct desk *d, struct peer *peer);

/*
 * Starts the relay of a single-user station, or the drill's anywhere, if it
 * does not run; not again within a second of the last start. Returns ms
 * until it wants to be called again, -1 for not.
 */
int desk_tend(struct desk *d);

/* An entry of an incident is durable: the jobs that follow from it. */
void desk_entry(struct station *st, const struct entry *e);

/* Have the actual relay look at an account. */
void desk_check(struct station *st, const char *account);

/* Reports of a child's end: true if it was this desk's relay. */
bool desk_reaped(struct desk *d, int pid);

#endif
