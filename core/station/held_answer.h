/*
 * Answers that are not told before the library stands where their entries say:
 * who confirms a library and then reads its folder must find it there. The
 * head is moved by the record's thread, so that nobody else waits.
 */
#ifndef CRIER_STATION_HELD_ANSWER_H
#define CRIER_STATION_HELD_ANSWER_H

#include <jansson.h>

#include "station/station.h"

/* Holds the answer if one of the entries moves the library; true if so. The
 * entries are borrowed. */
bool held_answer_take(
	struct station *st, struct peer *peer, int64_t id, json_t *entries);

/* The head is at this commit, or cannot be brought there now: tells this
 * answer and those before it. */
void held_answers_tell(struct station *st, const char *commit);

void held_answers_closed(struct station *st, struct peer *peer); /* asker gone;
	NULL: the station itself ends */

#endif
