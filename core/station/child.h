/*
 * A child of the station: one job of this program in a process of its own,
 * for whatever reads strangers' bytes, files, git or another machine, and for
 * whatever takes long. It is bounded in time, processor, memory, files and
 * output, has no network unless its limits say so, starts no program, and
 * dies with the station. It gets one document, may say parts, and ends with
 * one answer or one fault; the station's loop never waits for it.
 *
 * A job is a function, named by a row of child_jobs.c. It runs after an exec
 * of this program: a fork of a process with threads may only do that.
 */
#ifndef CRIER_STATION_CHILD_H
#define CRIER_STATION_CHILD_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"
#include "crier/progress.h"
#include "station/station.h"

/* 0: as much as it takes. */
struct child_limits {
	int seconds; /* from its start to its end */
	int silence; /* seconds without a line; time that we pause is none */
	int processor; /* seconds */
	int memory, file; /* MiB: of data, of any one file it writes */
	int files; /* open at once */
	int output; /* MiB of lines, all together */
	bool network; /* it may open sockets */
	bool scratch; /* it gets a folder, "scratch" of its document */
};

struct child_ops {
	/* A document of the child's, borrowed: {"part": …} and the like. */
	void (*line)(void *ctx, json_t *doc);
	/*
	 * It is gone; its scratch folder goes after this. `why` says what
	 * ended it early; NULL if it came to its own end.
	 */
	void (*ended)(void *ctx, const struct err *why);
};

struct child;

/* `request` is borrowed and at most CHILD_REQUEST bytes as text. */
enum { CHILD_REQUEST = 64 << 10 };
enum err_code
child_start(struct child **out, struct station *st, const char *job,
	const json_t *request, const struct child_limits *limits,
	const struct child_ops *ops, void *ctx, struct err *err);

/* Reads no more of it for a while: who hears it is slower. */
void child_pause(struct child *c);
void child_resume(struct child *c);
bool child_is_paused(const struct child *c);

/* Its scratch folder, "" if it has none. */
const char *child_scratch(const struct child *c);

/* Ends it now; `ended` is not called. NULL is fine. */
void child_drop(struct child *c);

/*
 * Ends it too, but lets it take away what it made outside of its scratch
 * folder: it is told, and killed a moment later where it goes on.
 */
void child_stop(struct child *c);

/* At the station's own end: those that were stopped are not waited for. */
void children_drop(struct station *st);

/* From the loop: whose time is over; ms until the next look, -1: none. */
int children_tend(struct station *st);
/* A process ended; true if it was one of these. */
bool children_reaped(struct station *st, pid_t pid, int status);

/* Before the station serves and after: what is left in scratch folders. */
void children_sweep(const char *dir);

/* ---- in the child ---- */

/* Says one document: "part", "answer". The value is taken over. */
void child_say(const char *key, json_t *value);

/*
 * To be told of long work: it says so, some times a second, in documents
 * {"progress": {step, done, total}}. With `ends` it also hears child_stop.
 */
const struct progress *child_progress(bool ends);

/* The child's own main. */
int child_main(const char *job, const char *dir, bool network);

#endif
