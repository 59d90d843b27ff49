/*
 * Folded incidents kept in memory while they are in use. What is not here is
 * folded from the ledger when somebody asks.
 */
#ifndef CRIER_STATION_INCIDENT_CACHE_H
#define CRIER_STATION_INCIDENT_CACHE_H

#include "domain/incident/incident.h"
#include "store/ledger.h"

struct incident_cache;

struct incident_cache *incident_cache_new(struct ledger *ledger);
void incident_cache_free(struct incident_cache *c);

/* Most incidents kept; the least recently used is dropped first. */
enum { INCIDENT_CACHE_MAX = 512 };

/*
 * REFUSE_NOT_FOUND if there is no such one. Borrowed until it is dropped or
 * INCIDENT_CACHE_MAX others were asked for or added: an act, which asks for its
 * own again and again and opens at most one, may hold it from begin to end.
 */
enum err_code incident_cache_get(struct incident **out,
	struct incident_cache *c, const char *id, struct err *err);

/* A new, empty fold for an incident that an act is opening; borrowed alike. */
struct incident *incident_cache_add(struct incident_cache *c, const char *id);

/* Forgets one, or all with NULL: after a failed batch. */
void incident_cache_drop(struct incident_cache *c, const char *id);

#endif
