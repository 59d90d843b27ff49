/*
 * An incident again, entry by entry: each step with the state behind it,
 * computed from the entries alone, so that a replay from the ledger and one
 * from a clone of the record show the same.
 */
#ifndef CRIER_STATION_REPLAY_H
#define CRIER_STATION_REPLAY_H

#include <jansson.h>

#include "domain/incident/incident.h"
#include "domain/office/office.h"
#include "station/replay_letters.h"

struct replay {
	struct incident incident;
	struct office office; /* empty: a replay knows only the incident */
	int zone; /* of the times in summaries: replay_zone */
	int64_t step; /* entries so far */
	int64_t only; /* show this step alone; 0 all */
	int64_t at; /* show the last step up to this time; 0 all */
	struct replay_letters *letters; /* that crossed in it; NULL none */
	json_t *held; /* the part that --at waits with */
	void (*emit)(void *ctx, json_t *part); /* takes over */
	void *ctx;
};

void
replay_init(struct replay *r, void (*emit)(void *ctx, json_t *part), void *ctx);
void replay_release(struct replay *r);

/* The callback for the first entry of all: the station's zone, an int. */
enum err_code replay_zone(
	void *zone, int64_t seq, const char *line, size_t len, struct err *err);

/* The callback for entries of one incident in order. */
enum err_code replay_line(void *replay, int64_t seq, const char *line,
	size_t len, struct err *err);

/* The letters behind the last of them, then {"steps": N}, of a joint incident
 * with {"letters", "proven"}. */
json_t *replay_end(struct replay *r);

#endif
