/*
 * A step in a process of its own, for programs that have no threads: it is
 * bounded in processor, memory and files, confined (confine.h), and dies with
 * who started it. What it says are documents, one a line. (A station has
 * threads and starts its children by exec: core/station/child.h.)
 */
#ifndef CRIER_LINK_BOUNDED_H
#define CRIER_LINK_BOUNDED_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* 0: as much as it takes. */
struct bounds {
	int processor; /* seconds; then SIGXCPU */
	int memory, file; /* MiB: of data, of any one file it writes */
	int files; /* open at once */
};

/* Of this process, from now on; safe between fork and exec. */
void bounds_take(const struct bounds *b);

/* In the child; its status. */
typedef int bounded_fn(const void *what);
enum { BOUNDED_UNCONFINED = 126 }; /* the status of one that never began */

/*
 * Its process, and in `out` the end of the pipe on which it is heard. -1 with
 * errno, and no pipe.
 */
pid_t bounded_start(
	int *out, const struct bounds *b, bounded_fn *fn, const void *what);

/* In the child: says a document, taken over. */
void bounded_say(json_t *doc);

/*
 * Waits for its end, until then (boot_clock) and no longer: what says nothing
 * more is not yet what ends. False: it was killed. The status is waitpid's.
 */
bool bounded_end(int *status, pid_t pid, int64_t until);

#endif
