/*
 * Ends a program at a chosen point, from outside. Loaded with LD_PRELOAD, it
 * counts the calls that make something durable or let something leave
 * (fsync, fdatasync, rename, and writes to sockets) and kills the process
 * just before the Nth. The product has no hook for this.
 *
 *   KILL_PROGRAM  only in the program of this name (the file's last part)
 *   KILL_AT       N; 0 or absent only counts
 *   KILL_ARMED    counting begins once this file exists
 *   KILL_DONE     file created at the kill; while it exists nothing is
 *                 killed again, so a restarted process lives
 *   KILL_LOG      file that gets one line a point: N CALL
 *
 * SIGKILL leaves the page cache whole, so this tests the order of steps, not
 * a disk that lies.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long points;
static bool ours;
static const char *log_path, *done_path, *armed_path;
static long kill_at;

__attribute__((constructor)) static void
begin(void)
{
	const char *program = getenv("KILL_PROGRAM");
	const char *at = getenv("KILL_AT");
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	const char *name;

	if (n <= 0 || program == NULL)
		return;
	self[n] = '\0';
	name = strrchr(self, '/');
	ours = name != NULL && strcmp(name + 1, program) == 0;
	log_path = getenv("KILL_LOG");
	done_path = getenv("KILL_DONE");
	armed_path = getenv("KILL_ARMED");
	kill_at = at ? strtol(at, NULL, 10) : 0;
}

static bool
exists(const char *path)
{
	return path != NULL &&
		syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
}

/* Raw system calls only: our own must not count themselves. */
static void
append(const char *path, long n, const char *call)
{
	char line[64];
	int len = snprintf(line, sizeof(line), "%ld %s\n", n, call);
	long fd;

	if (path == NULL)
		return;
	fd = syscall(SYS_openat, AT_FDCWD, path,
		O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (fd < 0)
		return;
	(void)syscall(SYS_write, fd, line, (size_t)len);
	(void)syscall(SYS_close, fd);
}

static void
point(const char *call)
{
	long n;

	if (!ours || (armed_path != NULL && !exists(armed_path)) ||
		exists(done_path))
		return;
	n = atomic_fetch_add(&points, 1) + 1;
	append(log_path, n, call);
	if (n != kill_at)
		return;
	append(done_path, n, call);
	(void)syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
	for (;;)
		(void)syscall(SYS_pause);
}

static bool
is_socket(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISSOCK(st.st_mode);
}

/* A call of the same name further along the search order. */
#define REAL(type, name, ...)                                                  \
	static type (*real)(__VA_ARGS__);                                      \
	if (real == NULL)                                                      \
	*(void **)&real = dlsym(RTLD_NEXT, name)

int
fsync(int fd)
{
	REAL(int, "fsync", int);
	point("fsync");
	return real(fd);
}

int
fdatasync(int fd)
{
	REAL(int, "fdatasync", int);
	point("fdatasync");
	return real(fd);
}

int
rename(const char *from, const char *to)
{
	REAL(int, "rename", const char *, const char *);
	point("rename");
	return real(from, to);
}

ssize_t
send(int fd, const void *data, size_t len, int flags)
{
	REAL(ssize_t, "send", int, const void *, size_t, int);
	point("send");
	return real(fd, data, len, flags);
}

ssize_t
sendto(int fd, const void *data, size_t len, int flags, __CONST_SOCKADDR_ARG to,
	socklen_t to_len)
{
	REAL(ssize_t, "sendto", int, const void *, size_t, int,
		__CONST_SOCKADDR_ARG, socklen_t);
	point("sendto");
	return real(fd, data, len, flags, to, to_len);
}

ssize_t
sendmsg(int fd, const struct msghdr *message, int flags)
{
	REAL(ssize_t, "sendmsg", int, const struct msghdr *, int);
	point("sendmsg");
	return real(fd, message, flags);
}

ssize_t
write(int fd, const void *data, size_t len)
{
	REAL(ssize_t, "write", int, const void *, size_t);
	if (ours && is_socket(fd))
		point("write");
	return real(fd, data, len);
}

ssize_t
writev(int fd, const struct iovec *parts, int count)
{
	REAL(ssize_t, "writev", int, const struct iovec *, int);
	if (ours && is_socket(fd))
		point("writev");
	return real(fd, parts, count);
}
