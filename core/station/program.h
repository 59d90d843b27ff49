/*
 * A program of ours at the other end of a socket pair: the relay, courier and
 * mirror of a single-user station, and a drill's relay anywhere.
 */
#ifndef CRIER_STATION_PROGRAM_H
#define CRIER_STATION_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "station/station.h"

struct program {
	pid_t pid; /* 0: it does not run */
	int64_t started; /* boot ms */
};

void program_init(struct program *p);
void program_end(const struct program *p); /* is not waited for */

/*
 * Starts NAME of libexec with --fd N and these words (up to a NULL), but not
 * within a second of its last start. The new peer is the caller's to greet,
 * NULL if none came of it. Returns ms until it is to be tried again, -1: it
 * runs.
 */
int program_start(struct peer **out, struct program *p, struct station *st,
	enum peer_from from, const char *name, const char *const *words);

/* A child has ended: true if it was this one. */
bool program_reaped(struct program *p, pid_t pid);

#endif
