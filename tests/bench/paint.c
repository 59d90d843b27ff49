/*
 * How long a program takes to its first paint: `paint RUNS TEXT PROGRAM
 * ARG…` runs it on a pseudo terminal of 80x24, waits until TEXT (or, if TEXT
 * is empty, anything) has been written and 30 ms of silence followed, ends
 * it, and prints the median and the extremes of the time to the last byte of
 * that first burst.
 */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 200, OUT_MAX = 1 << 20, QUIET_MS = 30, LIMIT_MS = 10000 };

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double
watch(int fd, const char *text, double start)
{
	static char out[OUT_MAX];
	size_t len = 0;
	double last = 0;

	while (now() - start < LIMIT_MS) {
		struct pollfd p = { fd, POLLIN, 0 };
		ssize_t n;

		if (poll(&p, 1, last > 0 ? QUIET_MS : 1000) == 0 && last > 0)
			return last - start;
		if (!(p.revents & (POLLIN | POLLHUP)))
			continue;
		n = read(fd, out + len, sizeof(out) - 1 - len);
		if (n <= 0)
			return last > 0 ? last - start : -1;
		len += (size_t)n;
		if (*text == '\0' || memmem(out, len, text, strlen(text)))
			last = now();
	}
	return -1;
}

static double
once(const char *text, char **argv)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	double start = now(), took;
	int fd;
	pid_t pid = forkpty(&fd, NULL, NULL, &size);

	if (pid == 0) {
		(void)setenv("TERM", "xterm-256color", 1);
		execvp(argv[0], argv);
		_exit(127);
	}
	if (pid < 0)
		return -1;
	took = watch(fd, text, start);
	kill(pid, SIGHUP);
	close(fd);
	for (int i = 0; i < 100 && waitpid(pid, NULL, WNOHANG) == 0; i++) {
		(void)usleep(10000);
		if (i == 50)
			kill(pid, SIGKILL);
	}
	return took;
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
	qsort(took, (size_t)runs, sizeof(*took), by_size);
	printf("median_ms=%.1f min_ms=%.1f max_ms=%.1f runs=%d\n",
		took[runs / 2], took[0], took[runs - 1], runs);
	return 0;
}
