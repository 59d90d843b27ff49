/*
 * Clocks, paths and signals.
 */
#include "station/env.h"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "link/socket_address.h"
#include "link/turns.h"

static int64_t
env_clock(clockid_t id)
{
	struct timespec ts;

	(void)clock_gettime(id, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t
station_now(void)
{
	return env_clock(CLOCK_REALTIME);
}

int64_t
station_boot(void)
{
	return env_clock(CLOCK_BOOTTIME);
}

char *
station_path(const char *dir, const char *name)
{
	return mem_printf("%s/%s", dir, name);
}

/* PREFIX/libexec/crier/crier-station: three levels up is the prefix. */
char *
station_installed(const char *relative)
{
	char self[STATION_DIR_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	self[n > 0 ? n : 0] = '\0';
	for (int level = 0; level < 3; level++) {
		char *slash = strrchr(self, '/');

		if (slash != NULL)
			*slash = '\0';
	}
	return mem_printf("%s/%s", self, relative);
}

bool
station_is_replaced(void)
{
	static const char gone[] = " (deleted)";
	char self[STATION_DIR_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	size_t len = n > 0 ? (size_t)n : 0, tail = sizeof(gone) - 1;

	self[len] = '\0';
	return len > tail && strcmp(self + len - tail, gone) == 0;
}

void
station_rank(enum station_rank rank)
{
	/* on Linux 0 is this thread, not the process */
	(void)setpriority(PRIO_PROCESS, 0, rank);
	turns_set(rank == RANK_LOOP);
}

void
station_rank_session(enum station_rank rank)
{
	char text[8];
	int fd, len = snprintf(text, sizeof(text), "%d", (int)rank);

	if (getsid(0) != getpid())
		return;
	fd = open("/proc/self/autogroup", O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	(void)!write(fd, text, (size_t)len);
	(void)close(fd);
}

void
station_child(void)
{
	sigset_t none;

	/* a session of its own, or the station's rank would be its rank too */
	(void)setsid();
	station_rank(RANK_OTHERS);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)signal(SIGPIPE, SIG_DFL);
}

bool
station_user_is(const char *wanted, uid_t uid)
{
	const struct passwd *pw = getpwuid(uid);
	char number[24];

	fixed_format(number, sizeof(number), "%lu", (unsigned long)uid);
	return wanted != NULL &&
		(strcmp(wanted, number) == 0 ||
			(pw != NULL && strcmp(wanted, pw->pw_name) == 0));
}
