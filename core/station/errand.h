/*
 * Acts that cannot be done at once: an effect asks for an errand, a job of a
 * child (child.h) or the parsing of a library, and the act waits. When the child has ended, the act is
 * judged again, since the world went on meanwhile, and its effect finds what
 * was brought; or the act is refused with the child's reason. Who hangs up
 * withdraws the act.
 */
#ifndef CRIER_STATION_ERRAND_H
#define CRIER_STATION_ERRAND_H

#include <jansson.h>

#include "station/child.h"
#include "station/station.h"

/* What an effect asks for; all zero: nothing. A job, or a library. */
struct state_job;

struct errand_ask {
	const char
		*library; /* a commit that is to be parsed: library_reader.h */
	json_t *keep; /* with it: what is handed on as brought; taken over */
	struct state_job *state; /* what state.db is to hold: no errand */
	const char *job; /* of child_jobs.c */
	json_t *request; /* taken over */
	const struct child_limits *limits;
};

/* Hears how it ended: with an answer, or why not. */
typedef void (*errand_done)(struct station *st, struct peer *peer, json_t *act,
	const json_t *answer, const struct err *why);

/*
 * Starts it for this act of this peer. ERR_BUSY while there is another errand
 * of the same job. `done` may be NULL: then nobody hears of it.
 */
enum err_code
errand_start(struct station *st, struct peer *peer, const json_t *act,
	const struct errand_ask *ask, errand_done done, struct err *err);

void errand_closed(struct station *st, struct peer *peer); /* asker gone;
	NULL: the station itself ends */

#endif
