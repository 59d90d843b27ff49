/*
 * One step of a round, in a process of its own: whatever speaks with the host
 * or reads what came from it. It is bounded in time, processor, memory and
 * files, starts no program, and says documents, one a line, which whoever hears
 * them believes no more than a letter that came.
 */
#ifndef CRIER_COURIER_TASK_H
#define CRIER_COURIER_TASK_H

#include <jansson.h>
#include <stdbool.h>

#include "link/bounded.h"

enum {
	TASK_SECONDS = 60,
	TASK_PROCESSOR = 20, /* seconds of it */
	TASK_MEMORY = 256, /* MiB */
	TASK_FILE = 32 /* MiB of any one file, a pack is one */
};

enum task_end {
	TASK_WELL,
	TASK_ENDED, /* whoever heard it wanted no more */
	TASK_SLOW, /* its time was over */
	TASK_LARGE, /* memory, a file or the processor was used up */
	TASK_LOST /* it died of something else */
};

/* Seconds of each, fewer than TASK_SECONDS; for tests. */
void task_patience(int seconds);

/* The status of a child is 0, or TASK_NO_MEMORY. */
enum { TASK_NO_MEMORY = 3 };

/*
 * Runs it and hears it; `hear` (the document is borrowed) may take its time,
 * which is not the child's, and ends it by false.
 */
enum task_end task_run(bounded_fn *fn, const void *what,
	bool (*hear)(void *ctx, const json_t *doc), void *ctx);

#endif
