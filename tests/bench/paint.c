/*
 * How long a program takes to its first paint: `paint RUNS TEXT PROGRAM
 * ARG…` runs it on a pseudo terminal of 80x24, waits until TEXT (or, if TEXT
 * is empty, anything) has been written and 30 ms of silence followed, ends
 * it, and prints the median and the extremes of the time to the last byte of
 * that first burst.
 */
#include "tests/bench/pty.h"

enum { RUNS_MAX = 200, QUIET_MS = 30 };

static double
once(const char *text, char **argv)
{
	struct pty_read r;
	double start = pty_now();
	int fd, painted;
	pid_t pid = pty_begin(&fd, argv);
	double begun = pty_now() - start;

	if (pid < 0)
		return -1;
	painted = pty_watch(&r, fd, text, QUIET_MS, PTY_LIMIT_MS);
	pty_end(pid, fd);
	return painted ? begun + r.last : -1;
}

int
main(int argc, char **argv)
{
	double took[RUNS_MAX];
	int runs = argc > 3 ? (int)strtol(argv[1], NULL, 10) : 0;

	if (runs < 1 || runs > RUNS_MAX) {
		fputs("usage: paint RUNS TEXT PROGRAM ARG...\n", stderr);
		return 64;
	}
	for (int i = 0; i < runs; i++) {
		took[i] = once(argv[2], argv + 3);
		if (took[i] < 0) {
			fprintf(stderr, "%s never painted '%s'\n", argv[3],
				argv[2]);
			return 1;
		}
	}
	qsort(took, (size_t)runs, sizeof(*took), pty_by_size);
	printf("median_ms=%.1f min_ms=%.1f max_ms=%.1f runs=%d\n",
		took[runs / 2], took[0], took[runs - 1], runs);
	return 0;
}
