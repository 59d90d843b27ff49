/*
 * A clock that stands. Loaded with LD_PRELOAD, it takes the wall clock and
 * the boot clock from the file STILL, "WALL BOOT" in milliseconds; every
 * other clock stays true. The boot clock is the one that belonged to the last
 * look at the wall clock in the same thread, so that a file that is replaced
 * between the two is no step of the clock. Sixteen random bytes (an act's id)
 * are made of the wall clock and a count; thirty-two (a key) are the next of
 * STILL_SEEDS, in hex, while there are any. A call of access(2) for a station's
 * socket, with which it begins to look at its deadlines, adds a byte to the
 * file STILL_LOOKS.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static _Thread_local long long wall, boot;

static void
look(void)
{
	const char *path = getenv("STILL");
	char text[64] = "", *end = text;
	long fd;

	if (path == NULL)
		abort();
	fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		abort();
	(void)syscall(SYS_read, fd, text, sizeof(text) - 1);
	(void)syscall(SYS_close, fd);
	wall = strtoll(text, &end, 10);
	boot = strtoll(end, NULL, 10);
}

int
clock_gettime(clockid_t id, struct timespec *out)
{
	long long ms;

	if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) {
		look();
		ms = wall;
	} else if (id == CLOCK_BOOTTIME) {
		if (boot == 0)
			look();
		ms = boot;
	} else {
		return (int)syscall(SYS_clock_gettime, id, out);
	}
	out->tv_sec = (time_t)(ms / 1000);
	out->tv_nsec = (long)(ms % 1000) * 1000000;
	return 0;
}

int
gettimeofday(struct timeval *restrict out, void *restrict zone)
{
	struct timespec t;

	(void)zone;
	(void)clock_gettime(CLOCK_REALTIME, &t);
	out->tv_sec = t.tv_sec;
	out->tv_usec = t.tv_nsec / 1000;
	return 0;
}

time_t
time(time_t *out)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_REALTIME, &t);
	if (out != NULL)
		*out = t.tv_sec;
	return t.tv_sec;
}

/* The next of the kept keys; false if none is left. */
static int
next_seed(unsigned char *out)
{
	static size_t used;
	const char *seeds = getenv("STILL_SEEDS");
	char pair[3] = "";

	if (seeds == NULL || strlen(seeds) < (used + 1) * 64)
		return 0;
	for (size_t n = 0; n < 32; n++) {
		memcpy(pair, seeds + used * 64 + 2 * n, 2);
		out[n] = (unsigned char)strtoul(pair, NULL, 16);
	}
	used++;
	return 1;
}

ssize_t
getrandom(void *out, size_t len, unsigned flags)
{
	static long long last;
	static unsigned char count;
	unsigned char id[16] = "frozen";

	if (len == 32 && next_seed(out))
		return 32;
	if (len != sizeof(id))
		return syscall(SYS_getrandom, out, len, flags);
	look();
	count = wall == last ? (unsigned char)(count + 1) : 0;
	last = wall;
	for (int n = 0; n < 8; n++)
		id[6 + n] = (unsigned char)((uint64_t)wall >> (56 - 8 * n));
	id[15] = count;
	memcpy(out, id, sizeof(id));
	return (ssize_t)len;
}

int
access(const char *path, int mode)
{
	const char *log = getenv("STILL_LOOKS");
	size_t len = strlen(path);
	int fd;

	if (log != NULL && len > 5 && strcmp(path + len - 5, "/sock") == 0) {
		fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
		if (fd >= 0) {
			(void)!write(fd, ".", 1);
			(void)close(fd);
		}
	}
	return faccessat(AT_FDCWD, path, mode, 0);
}
