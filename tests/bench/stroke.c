/*
 * One keystroke's lint, end to end: `stroke RUNS READY OPEN KEY UNDO FOUND
 * PROGRAM ARG…` runs a console on a pseudo terminal of 80x24, waits for READY,
 * types OPEN (a key each 0.5 s) to come to the place, and then measures, again
 * and again, from KEY until FOUND is on the wire; UNDO takes the key back.
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

enum { RUNS_MAX = 200, OUT_MAX = 1 << 20, LIMIT_MS = 10000, REST_MS = 900 };

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Reads for `ms`, or until `text` came; its time, or -1. */
static double
watch(int fd, const char *text, double ms)
{
	static char out[OUT_MAX];
	double start = now();
	size_t len = 0;

	while (now() - start < ms && len < OUT_MAX - 1) {
		struct pollfd p = { fd, POLLIN, 0 };
		ssize_t n;

		if (poll(&p, 1, 20) <= 0)
			continue;
		n = read(fd, out + len, OUT_MAX - 1 - len);
		if (n <= 0)
			return -1;
		len += (size_t)n;
		if (text && memmem(out, len, text, strlen(text)))
			return now() - start;
	}
	return -1;
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
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

int
main(int argc, char **argv)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	double took[RUNS_MAX];
	int fd, runs = argc > 7 ? (int)strtol(argv[1], NULL, 10) : 0;
	pid_t pid;

	if (runs < 1 || runs > RUNS_MAX) {
		fputs("usage: stroke RUNS READY OPEN KEY UNDO FOUND PROGRAM "
		      "ARG...\n",
			stderr);
		return 64;
	}
	pid = forkpty(&fd, NULL, NULL, &size);
	if (pid == 0) {
		(void)setenv("TERM", "xterm-256color", 1);
		execvp(argv[7], argv + 7);
		_exit(127);
	}
	if (watch(fd, argv[2], LIMIT_MS) < 0)
		return 1;
	for (const char *key = argv[3]; *key; key++) {
		char one[2] = { *key, '\0' };
		(void)watch(fd, NULL, 500);
		type(fd, one);
	}
	for (int i = 0; i < runs; i++) {
		(void)watch(fd, NULL, REST_MS);
		type(fd, argv[4]);
		took[i] = watch(fd, argv[6], LIMIT_MS);
		if (took[i] < 0) {
			fprintf(stderr, "'%s' never came\n", argv[6]);
			kill(pid, SIGHUP);
			return 1;
		}
		type(fd, argv[5]);
	}
	kill(pid, SIGHUP);
	(void)waitpid(pid, NULL, 0);
	qsort(took, (size_t)runs, sizeof(*took), by_size);
	printf("median_ms=%.1f min_ms=%.1f max_ms=%.1f runs=%d\n",
		took[runs / 2], took[0], took[runs - 1], runs);
	return 0;
}
