/*
 * flock on a side file. The number written into it is for people only: what
 * counts is the kernel's lock.
 */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"

enum { PATIENCE_MS = 1000, PAUSE_MS = 20 };

static enum err_code
held(int fd, const char *path, struct err *err)
{
	char who[24] = "";
	ssize_t n = pread(fd, who, sizeof(who) - 1, 0);
	long pid = n > 0 ? strtol(who, NULL, 10) : 0;

	if (pid > 0)
		fixed_format(who, sizeof(who), "%ld", pid);
	return refuse(
		err, REFUSE_RUNNING, path, WITH(arg_word(pid > 0 ? who : "?")));
}

static void
lock_sign(int fd)
{
	char who[24];
	int n = snprintf(who, sizeof(who), "%ld\n", (long)getpid());

	/* on a full disk the lock holds all the same, without a name in it */
	if (ftruncate(fd, 0) != 0 || pwrite(fd, who, (size_t)n, 0) != n)
		return;
}

/*
 * A process that was killed still has its lock for a moment after its sockets
 * are gone, and so has a child of its that is about to run another program.
 */
static int
lock_patiently(int fd)
{
	const struct timespec pause = { .tv_nsec = PAUSE_MS * 1000000L };
	int rc = flock(fd, LOCK_EX | LOCK_NB);

	for (int ms = 0; rc != 0 && errno == EWOULDBLOCK && ms < PATIENCE_MS;
		ms += PAUSE_MS) {
		(void)nanosleep(&pause, NULL);
		rc = flock(fd, LOCK_EX | LOCK_NB);
	}
	return rc;
}

enum err_code
lock_take(int *out, const char *dir, struct err *err)
{
	char *path = mem_printf("%s/lock", dir);
	enum err_code rc = ERR_OK;
	int fd;

	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0) {
		rc = refuse_errno(err, REFUSE_WRITE, path);
		goto out;
	}
	if (lock_patiently(fd) != 0) {
		rc = errno == EWOULDBLOCK
			? held(fd, path, err)
			: refuse_errno(err, REFUSE_WRITE, path);
		(void)close(fd);
		goto out;
	}
	lock_sign(fd);
	*out = fd;
out:
	free(path);
	return rc;
}
