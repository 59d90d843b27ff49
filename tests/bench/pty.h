/*
 * A program on a pseudo terminal of 80x24, as the benches of the console run
 * one: begun, typed to, and read with its time.
 */
#ifndef CRIER_TESTS_BENCH_PTY_H
#define CRIER_TESTS_BENCH_PTY_H

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
	PTY_OUT_MAX = 1 << 20,
	PTY_LIMIT_MS = 10000,
	PTY_REST_MS = 900,
	PTY_KEY_MS = 500
};

static inline double
pty_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Returns the process; -1 if there is none. */
static inline pid_t
pty_begin(int *fd, char **argv)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	pid_t pid = forkpty(fd, NULL, NULL, &size);

	if (pid == 0) {
		(void)setenv("TERM", "xterm-256color", 1);
		execvp(argv[0], argv);
		_exit(127);
	}
	return pid;
}

/* Waits at most a second, half of it before it insists. */
static inline void
pty_end(pid_t pid, int fd)
{
	kill(pid, SIGHUP);
	close(fd);
	for (int i = 0; i < 100 && waitpid(pid, NULL, WNOHANG) == 0; i++) {
		(void)usleep(10000);
		if (i == 50)
			kill(pid, SIGKILL);
	}
}

static inline void
pty_type(int fd, const char *keys)
{
	if (write(fd, keys, strlen(keys)) < 0)
		perror("write");
}

struct pty_read {
	double first; /* ms from the beginning to the first byte */
	double last; /* ms from the beginning to the last byte after it came */
	long bytes;
};

/*
 * Reads until `text` (NULL or empty: anything) came and `quiet` ms of silence
 * followed, or for `limit` ms. False: it never came.
 */
static inline int
pty_watch(
	struct pty_read *out, int fd, const char *text, int quiet, double limit)
{
	static char bytes[PTY_OUT_MAX];
	double start = pty_now();
	size_t len = 0;
	int came = 0;

	*out = (struct pty_read){ 0 };
	while (pty_now() - start < limit && len < sizeof(bytes) - 1) {
		struct pollfd p = { fd, POLLIN, 0 };
		ssize_t n;

		if (came && quiet == 0)
			break;
		if (poll(&p, 1, came ? quiet : 20) == 0) {
			if (came)
				break;
			continue;
		}
		n = read(fd, bytes + len, sizeof(bytes) - 1 - len);
		if (n <= 0)
			break;
		if (len == 0)
			out->first = pty_now() - start;
		len += (size_t)n;
		came = came || text == NULL || *text == '\0' ||
			memmem(bytes, len, text, strlen(text));
		if (came)
			*out = (struct pty_read){ out->first, pty_now() - start,
				(long)len };
	}
	return came;
}

/* For so long, whatever comes. */
static inline void
pty_rest(int fd, int ms)
{
	static char bytes[PTY_OUT_MAX];
	double start = pty_now();

	while (pty_now() - start < ms) {
		struct pollfd p = { fd, POLLIN, 0 };

		if (poll(&p, 1, 20) > 0 && read(fd, bytes, sizeof(bytes)) <= 0)
			return;
	}
}

/* To a place: READY, then each key of OPEN. False: READY never came. */
static inline int
pty_come(int fd, const char *ready, const char *open)
{
	struct pty_read r;

	if (!pty_watch(&r, fd, ready, 0, PTY_LIMIT_MS))
		return 0;
	pty_rest(fd, PTY_REST_MS);
	for (const char *key = open; *key; key++) {
		pty_type(fd, (char[]){ *key, '\0' });
		pty_rest(fd, PTY_KEY_MS);
	}
	return 1;
}

static inline int
pty_number(const char *text)
{
	return (int)strtol(text, NULL, 10);
}

static inline int
pty_by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

#endif
