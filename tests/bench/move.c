/*
 * Bytes of a cursor move: `move MOVES KEY READY OPEN PROGRAM ARG…` runs a
 * program on a pseudo terminal of 80x24, waits for READY (if it is empty, for
 * anything), types OPEN (a key each 0.5 s) to come to the list, presses KEY
 * MOVES times, the next after 60 ms of silence as a hand does that goes along
 * the list, and prints the median and the extremes of what each wrote. A move
 * that writes nothing is a failure: the list has ended.
 */
#include "tests/bench/pty.h"

enum { MOVES_MAX = 200, QUIET_MS = 60, MOVE_MS = 1000 };

int
main(int argc, char **argv)
{
	double bytes[MOVES_MAX];
	int fd, moves = argc > 5 ? (int)strtol(argv[1], NULL, 10) : 0, i;
	struct pty_read r;
	pid_t pid;

	if (moves < 1 || moves > MOVES_MAX) {
		fputs("usage: move MOVES KEY READY OPEN PROGRAM ARG...\n",
			stderr);
		return 64;
	}
	pid = pty_begin(&fd, argv + 5);
	if (pid < 0 || !pty_come(fd, argv[3], argv[4])) {
		fprintf(stderr, "'%s' never came\n", argv[3]);
		return 1;
	}
	for (i = 0; i < moves; i++) {
		pty_type(fd, argv[2]);
		if (!pty_watch(&r, fd, NULL, QUIET_MS, MOVE_MS))
			break;
		bytes[i] = (double)r.bytes;
	}
	pty_end(pid, fd);
	if (i < moves) {
		fprintf(stderr, "move %d wrote nothing\n", i + 1);
		return 1;
	}
	qsort(bytes, (size_t)moves, sizeof(*bytes), pty_by_size);
	printf("median_bytes=%.0f min_bytes=%.0f max_bytes=%.0f moves=%d\n",
		bytes[moves / 2], bytes[0], bytes[moves - 1], moves);
	return 0;
}
