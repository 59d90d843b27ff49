/*
 * Folded incidents kept in memory while they are in use. What is not here is
 * folded from the ledger when somebody asks; what was not used longest goes.
 */
#ifndef CRIER_STATION_CACHE_H
#define CRIER_STATION_CACHE_H

#include "domain/incident/incident.h"
#include "store/ledger.h"

struct cache;

struct cache *cache_new(struct ledger *ledger);
void cache_free(struct cache *c);

/* Borrowed until the next call. REFUSE_NOT_FOUND if there is no such one. */
enum err_code cache_get(struct incident **out, struct cache *c, const char *id,
	struct err *err);

/* A new, empty fold for an incident that an act is opening. */
struct incident *cache_add(struct cache *c, const char *id);

/* Forgets one, or all with NULL: after a failed batch. */
void cache_drop(struct cache *c, const char *id);

#endif
