/*
 * A wall clock that jumps. Loaded with LD_PRELOAD, it adds the milliseconds
 * that stand in the file CLOCK_STEP to CLOCK_REALTIME, read anew at each
 * call; every other clock stays true. So a test steps the clock of one
 * program while it runs, and leaves the machine's alone.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long long
step_ms(void)
{
	const char *path = getenv("CLOCK_STEP");
	char text[32] = "";
	long fd;

	if (path == NULL)
		return 0;
	fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	(void)syscall(SYS_read, fd, text, sizeof(text) - 1);
	(void)syscall(SYS_close, fd);
	return strtoll(text, NULL, 10);
}

int
clock_gettime(clockid_t id, struct timespec *out)
{
	long rc = syscall(SYS_clock_gettime, id, out);
	long long ms;

	if (rc != 0 || (id != CLOCK_REALTIME && id != CLOCK_REALTIME_COARSE))
		return (int)rc;
	ms = (long long)out->tv_sec * 1000 + out->tv_nsec / 1000000 + step_ms();
	out->tv_sec = (time_t)(ms / 1000);
	out->tv_nsec = (long)(ms % 1000) * 1000000 + out->tv_nsec % 1000000;
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
