/*
 * What follows when a batch is durable: watchers are told, the record's
 * thread is woken, timers are looked at again, and the relay gets its jobs.
 * Collected while the batch runs, done only after it is on the disk.
 */
#ifndef CRIER_STATION_COMMIT_HOOKS_H
#define CRIER_STATION_COMMIT_HOOKS_H

#include <stddef.h>

#include "crier/act.h"
#include "domain/entry.h"
#include "station/station.h"

struct commit_hooks_act {
	enum act act;
	json_t *doc;
};

struct commit_hooks {
	struct entry *entries;
	size_t count;
	struct commit_hooks_act *acts; /* those that yield no entries */
	size_t act_count;
};

void commit_hooks_init(struct commit_hooks *a);
void commit_hooks_release(struct commit_hooks *a);

void commit_hooks_entry(struct commit_hooks *a, const struct entry *e);
void commit_hooks_act(struct commit_hooks *a, enum act act, const json_t *doc);

/* Takes the last n entries back: their act was undone. */
void commit_hooks_forget(struct commit_hooks *a, size_t n);

void commit_hooks_run(struct commit_hooks *a, struct station *st);

#endif
