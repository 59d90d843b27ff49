/*
 * One mirror as crier-mirror knows it: where it is, what lies there, and the
 * push that is under way: in a process of its own, within limits, which is
 * killed where its host goes silent.
 */
#ifndef CRIER_MIRROR_PLACE_H
#define CRIER_MIRROR_PLACE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"

enum {
	PLACE_ID = 64,
	PLACE_TEXT = 512,
	PLACE_TIPS = 160 /* of main and of library, as the record has them */
};

struct place {
	char id[PLACE_ID];
	char address[PLACE_TEXT];
	char pins[PLACE_TEXT];
	char tips[PLACE_TIPS]; /* that lie there; "": not known */
	char tried[PLACE_TIPS]; /* of the push under way */
	pid_t pid; /* 0: none is under way */
	int fd; /* what it says */
	struct buf in;
	int64_t started, heard; /* boot ms */
	bool over; /* its time is */
	int64_t next; /* not tried again before, boot ms */
	int64_t pause; /* after the next fault, ms */
	bool listed; /* it is still one of those in force */
};

/* What a push needs. */
struct push_from {
	const char *record; /* folder */
	const char *key; /* file */
};

/* Starts a push; `tips` is what the record stands at. */
void
place_start(struct place *p, const struct push_from *from, const char *tips);

/* Reads what it says; a document of its own where it has ended: {seq, commit}
 * or {fault}. NULL: it goes on. */
json_t *place_hear(struct place *p);

/* Kills it where its time is over, or it has been silent for too long; returns
 * ms until the next look, -1 for none. */
int place_tend(struct place *p);

/* Ends it, unheard. */
void place_end(struct place *p);

#endif
