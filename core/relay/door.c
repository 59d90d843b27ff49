/*
 * A request is the bytes of a socket address; the answer is an errno, and
 * with 0 the socket. The relay waits for it: to open a socket to loopback
 * takes no longer than the two messages.
 */
#include "relay/door.h"

#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <unistd.h>

#include "relay/sandbox.h"

enum { PATIENCE_S = 10, FDS = 1024 };

union door_address {
	struct sockaddr any;
	struct sockaddr_in four;
	struct sockaddr_in6 six;
};

union door_control {
	struct cmsghdr head;
	char room[CMSG_SPACE(sizeof(int))];
};

/* ---- the process that opens ---- */

static bool
door_is_loopback(const union door_address *a, size_t len)
{
	if (len == sizeof(a->four) && a->any.sa_family == AF_INET)
		return ntohl(a->four.sin_addr.s_addr) >> 24 == 127;
	if (len != sizeof(a->six) || a->any.sa_family != AF_INET6)
		return false;
	return IN6_IS_ADDR_LOOPBACK(&a->six.sin6_addr) ||
		(IN6_IS_ADDR_V4MAPPED(&a->six.sin6_addr) &&
			a->six.sin6_addr.s6_addr[12] == 127);
}

/* Bound to the interface: wherever it is sent, nothing leaves the machine. */
static int
door_socket(int family)
{
	int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd >= 0 &&
		setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, "lo",
			sizeof("lo")) == 0)
		return fd;
	if (fd >= 0)
		(void)close(fd);
	return -1;
}

static int
door_open(int *out, const union door_address *a, size_t len)
{
	int error;

	if (!door_is_loopback(a, len))
		return EPERM;
	*out = door_socket(a->any.sa_family);
	if (*out < 0)
		return errno ? errno : EIO;
	if (connect(*out, &a->any, (socklen_t)len) == 0 || errno == EINPROGRESS)
		return 0;
	error = errno;
	(void)close(*out);
	*out = -1;
	return error;
}

static bool
door_answer(int fd, int error, int opened)
{
	union door_control control = { .room = { 0 } };
	struct iovec data = { .iov_base = &error, .iov_len = sizeof(error) };
	struct msghdr m = { .msg_iov = &data, .msg_iovlen = 1 };

	if (opened >= 0) {
		m.msg_control = control.room;
		m.msg_controllen = sizeof(control.room);
		control.head.cmsg_level = SOL_SOCKET;
		control.head.cmsg_type = SCM_RIGHTS;
		control.head.cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(&control.head), &opened, sizeof(int));
	}
	return sendmsg(fd, &m, MSG_NOSIGNAL) == (ssize_t)sizeof(error);
}

static void
door_serve(int fd)
{
	union door_address a;
	ssize_t n;

	while ((n = recv(fd, &a, sizeof(a), 0)) > 0) {
		int opened = -1, error = door_open(&opened, &a, (size_t)n);

		if (!door_answer(fd, error, opened))
			return;
		if (opened >= 0)
			(void)close(opened);
	}
}

/* Its first answer says that it is confined and can open what it should. */
static _Noreturn void
door_become(int fd)
{
	struct err err = { 0 };
	int probe = door_socket(AF_INET);

	for (int i = 3; i < FDS; i++)
		if (i != fd)
			(void)close(i);
	(void)prctl(PR_SET_NAME, "crier-door", 0, 0, 0);
	if (probe < 0 || sandbox_door(&err) != ERR_OK ||
		!door_answer(fd, 0, -1))
		_exit(1);
	door_serve(fd);
	_exit(0);
}

/* ---- the relay's side ---- */

static bool
door_hear(struct door *d, int *error, int *opened)
{
	union door_control control = { .room = { 0 } };
	struct iovec data = { .iov_base = error, .iov_len = sizeof(*error) };
	struct msghdr m = { .msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control.room,
		.msg_controllen = sizeof(control.room) };
	ssize_t n;

	do
		n = recvmsg(d->fd, &m, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n != (ssize_t)sizeof(*error))
		return false;
	*opened = -1;
	if (m.msg_controllen >= CMSG_LEN(sizeof(int)) &&
		control.head.cmsg_type == SCM_RIGHTS)
		memcpy(opened, CMSG_DATA(&control.head), sizeof(int));
	return true;
}

enum err_code
door_start(struct door *out, struct err *err)
{
	struct timeval patience = { .tv_sec = PATIENCE_S };
	int pair[2], error = 0, opened;
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return err_errno(err, "", "", "cannot make the relay's door");
	pid = fork();
	if (pid == 0)
		door_become(pair[1]);
	(void)close(pair[1]);
	*out = (struct door){ .fd = pair[0],
		.gone = pid < 0,
		.lock = PTHREAD_MUTEX_INITIALIZER };
	(void)setsockopt(
		out->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	if (!out->gone && door_hear(out, &error, &opened))
		return ERR_OK;
	door_close(out);
	return err_set(err, ERR_UNAVAILABLE, "",
		"A demo's relay does not run without it.",
		"the kernel refuses to confine a demo to this machine");
}

void
door_close(struct door *d)
{
	(void)close(d->fd);
	*d = (struct door){ .fd = -1, .gone = true };
}

enum err_code
door_dial(int *out, void *door, const struct sockaddr *address, socklen_t len)
{
	struct door *d = door;
	int error = 0, opened = -1;

	bool gone;

	assert(len <= sizeof(union door_address));
	(void)pthread_mutex_lock(&d->lock);
	if (!d->gone)
		d->gone = send(d->fd, address, len, MSG_NOSIGNAL) !=
				(ssize_t)len ||
			!door_hear(d, &error, &opened);
	gone = d->gone;
	(void)pthread_mutex_unlock(&d->lock);
	if (gone)
		return ERR_UNAVAILABLE;
	if (error != 0 || opened < 0) {
		errno = error;
		return error == EPERM ? ERR_DENIED : ERR_IO;
	}
	*out = opened;
	return ERR_OK;
}
