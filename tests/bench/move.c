/*
 * Bytes of a cursor move: `move MOVES KEY READY OPEN PROGRAM ARG…` runs a
 * program on a pseudo terminal of 80x24, waits for READY (if it is empty, for
 * anything), types OPEN (a key each 0.5 s) to come to the list, presses KEY
 * MOVES times, the next after 60 ms of silence as a hand does that goes along
 * the list, and prints the median and the extremes of what each wrote. A move
 * that writes nothing is a failure: the list has ended.
 */
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	MOVES_MAX = 200,
	OUT_MAX = 1 << 20,
	LIMIT_MS = 10000,
	REST_MS = 900,
	QUIET_MS = 60
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Reads until `text` (NULL: anything) came and `quiet` ms of silence followed,
 * or for `limit` ms; how many bytes, -1 if it did not come. */
static long
take(int fd, const char *text, int quiet, double limit)
{
	static char out[OUT_MAX];
	double start = now();
	size_t len = 0;
	int came = 0;

	while (now() - start < limit && len < OUT_MAX - 1) {
		struct pollfd p = { fd, POLLIN, 0 };
		ssize_t n;

		if (poll(&p, 1, quiet) == 0) {
			if (came)
				break;
			continue;
		}
		n = read(fd, out + len, OUT_MAX - 1 - len);
		if (n <= 0)
			return -1;
		len += (size_t)n;
		came = came || text == NULL || *text == '\0' ||
			memmem(out, len, text, strlen(text));
	}
	return came ? (long)len : -1;
}

static void
type(int fd, const char *keys)
{
	if (write(fd, keys, strlen(keys)) < 0)
		perror("write");
}

static int
by_size(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return x < y ? -1 : x > y;
}

/* To the list: READY, then each key of OPEN. False: it never came. */
static int
come(int fd, const char *ready, const char *open)
{
	if (take(fd, ready, REST_MS, LIMIT_MS) < 0)
		return 0;
	for (const char *key = open; *key; key++) {
		char one[2] = { *key, '\0' };

		type(fd, one);
		(void)take(fd, NULL, 500, 2000);
	}
	return 1;
}

int
main(int argc, char **argv)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	long bytes[MOVES_MAX];
	int fd, moves = argc > 5 ? (int)strtol(argv[1], NULL, 10) : 0, i;
	pid_t pid;

	if (moves < 1 || moves > MOVES_MAX) {
		fputs("usage: move MOVES KEY READY OPEN PROGRAM ARG...\n",
			stderr);
		return 64;
	}
	pid = forkpty(&fd, NULL, NULL, &size);
	if (pid == 0) {
		(void)setenv("TERM", "xterm-256color", 1);
		execvp(argv[5], argv + 5);
		_exit(127);
	}
	if (pid < 0 || !come(fd, argv[3], argv[4])) {
		fprintf(stderr, "'%s' never came\n", argv[3]);
		return 1;
	}
	for (i = 0; i < moves; i++) {
		type(fd, argv[2]);
		bytes[i] = take(fd, NULL, QUIET_MS, 1000);
		if (bytes[i] <= 0)
			break;
	}
	kill(pid, SIGHUP);
	close(fd);
	(void)waitpid(pid, NULL, 0);
	if (i < moves) {
		fprintf(stderr, "move %d wrote nothing\n", i + 1);
		return 1;
	}
	qsort(bytes, (size_t)moves, sizeof(*bytes), by_size);
	printf("median_bytes=%ld min_bytes=%ld max_bytes=%ld moves=%d\n",
		bytes[moves / 2], bytes[0], bytes[moves - 1], moves);
	return 0;
}
