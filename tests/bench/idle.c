/*
 * What programs cost that nobody touches: `idle COUNT SECONDS READY PROGRAM
 * ARG…` runs COUNT of them, each on a pseudo terminal of 80x24, waits until
 * each has written READY (empty: anything) and three seconds more, and prints
 * the CPU of all in percent of one core over SECONDS, the memory of the largest
 * (resident, and its own share of what several map), and what they wrote.
 */
#include "tests/bench/pty.h"

enum { COUNT_MAX = 64, SETTLE_MS = 3000 };

static int fds[COUNT_MAX];
static pid_t pids[COUNT_MAX];

/* In ticks. */
static long
cpu_of(pid_t pid)
{
	char path[64], line[1024], *at;
	long user = 0, kernel = 0;
	FILE *f;

	(void)snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	f = fopen(path, "re");
	if (f == NULL || fgets(line, sizeof(line), f) == NULL)
		exit(1);
	(void)fclose(f);
	at = strrchr(line, ')');
	if (at == NULL ||
		sscanf(at + 2,
			"%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld",
			&user, &kernel) != 2)
		exit(1);
	return user + kernel;
}

/* Of a line "NAME: N kB" of a file in /proc. */
static long
kb_of(pid_t pid, const char *file, const char *name)
{
	char path[64], line[256];
	long kb = 0;
	FILE *f;

	(void)snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, file);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof(line), f))
		if (strncmp(line, name, strlen(name)) == 0)
			kb = strtol(line + strlen(name), NULL, 10);
	if (f)
		(void)fclose(f);
	return kb;
}

/* Reads whatever they write; returns how much it was. */
static long
let_run(int count, double ms)
{
	static char bytes[PTY_OUT_MAX];
	double start = pty_now();
	struct pollfd p[COUNT_MAX];
	long all = 0;

	while (pty_now() - start < ms) {
		for (int i = 0; i < count; i++)
			p[i] = (struct pollfd){ fds[i], POLLIN, 0 };
		if (poll(p, (nfds_t)count, 100) <= 0)
			continue;
		for (int i = 0; i < count; i++) {
			ssize_t n = p[i].revents & POLLIN
				? read(fds[i], bytes, sizeof(bytes))
				: 0;

			all += n > 0 ? n : 0;
		}
	}
	return all;
}

int
main(int argc, char **argv)
{
	int count = argc > 4 ? pty_number(argv[1]) : 0, i;
	double seconds = argc > 4 ? strtod(argv[2], NULL) : 0;
	long cpu = 0, bytes, rss = 0, pss = 0, kb;
	struct pty_read r;

	if (count < 1 || count > COUNT_MAX || seconds <= 0) {
		fputs("usage: idle COUNT SECONDS READY PROGRAM ARG...\n",
			stderr);
		return 64;
	}
	for (i = 0; i < count; i++) {
		pids[i] = pty_begin(&fds[i], argv + 4);
		if (pids[i] < 0 ||
			!pty_watch(&r, fds[i], argv[3], 0, PTY_LIMIT_MS)) {
			fprintf(stderr, "'%s' never came\n", argv[3]);
			return 1;
		}
	}
	(void)let_run(count, SETTLE_MS);
	for (i = 0; i < count; i++)
		cpu -= cpu_of(pids[i]);
	bytes = let_run(count, seconds * 1000);
	for (i = 0; i < count; i++) {
		cpu += cpu_of(pids[i]);
		kb = kb_of(pids[i], "status", "VmHWM:");
		rss = kb > rss ? kb : rss;
		kb = kb_of(pids[i], "smaps_rollup", "Pss:");
		pss = kb > pss ? kb : pss;
	}
	for (i = 0; i < count; i++)
		pty_end(pids[i], fds[i]);
	printf("percent=%.3f rss_mb=%.1f pss_mb=%.1f bytes=%ld count=%d\n",
		(double)cpu * 100 / (double)sysconf(_SC_CLK_TCK) / seconds,
		(double)rss / 1024, (double)pss / 1024, bytes, count);
	return 0;
}
