/*
 * One keystroke's lint, end to end: `stroke RUNS READY OPEN KEY UNDO FOUND
 * PROGRAM ARG…` runs a console on a pseudo terminal of 80x24, waits for READY,
 * types OPEN (a key each 0.5 s) to come to the place, and then measures, again
 * and again, from KEY until FOUND is on the wire; UNDO takes the key back.
 */
#include "tests/bench/pty.h"

enum { RUNS_MAX = 200 };

int
main(int argc, char **argv)
{
	double took[RUNS_MAX];
	int fd, runs = argc > 7 ? (int)strtol(argv[1], NULL, 10) : 0, i;
	struct pty_read r;
	pid_t pid;

	if (runs < 1 || runs > RUNS_MAX) {
		fputs("usage: stroke RUNS READY OPEN KEY UNDO FOUND PROGRAM "
		      "ARG...\n",
			stderr);
		return 64;
	}
	pid = pty_begin(&fd, argv + 7);
	if (pid < 0 || !pty_come(fd, argv[2], argv[3])) {
		fprintf(stderr, "'%s' never came\n", argv[2]);
		return 1;
	}
	for (i = 0; i < runs; i++) {
		pty_rest(fd, PTY_REST_MS);
		pty_type(fd, argv[4]);
		if (!pty_watch(&r, fd, argv[6], 0, PTY_LIMIT_MS))
			break;
		took[i] = r.last;
		pty_type(fd, argv[5]);
	}
	pty_end(pid, fd);
	if (i < runs) {
		fprintf(stderr, "'%s' never came\n", argv[6]);
		return 1;
	}
	qsort(took, (size_t)runs, sizeof(*took), pty_by_size);
	printf("median_ms=%.1f min_ms=%.1f max_ms=%.1f runs=%d\n",
		took[runs / 2], took[0], took[runs - 1], runs);
	return 0;
}
