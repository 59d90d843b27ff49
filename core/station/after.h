/*
 * What follows when a batch is durable: watchers are told, the record's
 * thread is woken, timers are looked at again, and the relay gets its jobs.
 * Collected while the batch runs, done only after it is on the disk.
 */
#ifndef CRIER_STATION_AFTER_H
#define CRIER_STATION_AFTER_H

#include <stddef.h>

#include "crier/act.h"
#include "domain/entry.h"
#include "domain/world.h"
#include "station/station.h"

struct after_act {
	enum act act;
	json_t *doc;
};

struct after {
	struct entry *entries;
	size_t count, cap;
	struct after_act *acts; /* those that yield no entries */
	size_t act_count, act_cap;
};

void after_init(struct after *a);
void after_release(struct after *a);

void after_entry(struct after *a, const struct entry *e);
void after_act(struct after *a, enum act act, const json_t *doc);

/* Takes the last n entries back: their act was undone. */
void after_forget(struct after *a, size_t n);

void after_run(struct after *a, struct station *st);

/* Fills in what the world should know of the relays. */
void after_relay(struct world *w, struct station *st);

#endif
