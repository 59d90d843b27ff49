/*
 * A relay that has been taken over. Loaded with LD_PRELOAD, it makes the relay
 * ignore every check of its own: each time it performs requests, it tries to
 * reach the address OUTWARDS (of four numbers and a port) by all ways that it
 * has, past libc, and writes what each came to into the file OUTWARDS_LOG. The
 * relay clears its environment, so both are read when it is loaded.
 */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct sockaddr_in target;
static int report = -1;

__attribute__((constructor)) static void
outwards_load(void)
{
	const char *to = getenv("OUTWARDS"), *file = getenv("OUTWARDS_LOG");
	char host[32] = "";
	unsigned port = 0;

	if (strcmp(program_invocation_short_name, "crier-relay") != 0 ||
		to == NULL || file == NULL ||
		sscanf(to, "%31[0-9.]:%u", host, &port) != 2)
		return;
	target.sin_family = AF_INET;
	target.sin_port = htons((unsigned short)port);
	(void)inet_pton(AF_INET, host, &target.sin_addr);
	report = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	(void)dup2(report, 1); /* the relay closes all but the first three */
}

static void
outwards_tell(const char *way, int reached)
{
	char line[80];
	int n = snprintf(line, sizeof(line), "%s %s\n", way,
		reached ? "REACHED" : "refused");

	(void)!write(1, line, (size_t)n);
}

static int
outwards_is_there(int fd)
{
	struct sockaddr_in peer = { 0 };
	socklen_t len = sizeof(peer);

	return getpeername(fd, (struct sockaddr *)&peer, &len) == 0 &&
		peer.sin_family == AF_INET &&
		peer.sin_addr.s_addr == target.sin_addr.s_addr &&
		peer.sin_port == target.sin_port;
}

/* A socket of its own, as stream and as datagram. */
static void
outwards_own(const char *way, int type)
{
	long fd = syscall(SYS_socket, AF_INET, type, 0);

	if (fd >= 0)
		(void)syscall(SYS_connect, fd, &target, sizeof(target));
	outwards_tell(way, fd >= 0 && outwards_is_there((int)fd));
	if (fd >= 0)
		(void)close((int)fd);
}

/* What it has been handed, turned elsewhere. */
static void
outwards_turned(void)
{
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	int reached = 0;

	for (int fd = 3; fd < 256; fd++) {
		struct sockaddr_in peer = { 0 };
		socklen_t len = sizeof(peer);

		if (getpeername(fd, (struct sockaddr *)&peer, &len) != 0 ||
			peer.sin_family != AF_INET || outwards_is_there(fd))
			continue;
		(void)syscall(SYS_connect, fd, &none, sizeof(none));
		(void)syscall(SYS_connect, fd, &target, sizeof(target));
		reached |= outwards_is_there(fd);
	}
	outwards_tell("turned", reached);
}

/* The door, asked in its own words by who has thrown away the question. */
static void
outwards_by_door(void)
{
	for (int fd = 3; fd < 256; fd++) {
		char room[64], answer[sizeof(int)];
		struct iovec data = { answer, sizeof(answer) };
		struct msghdr m = { .msg_iov = &data,
			.msg_iovlen = 1,
			.msg_control = room,
			.msg_controllen = sizeof(room) };
		int type = 0;
		socklen_t len = sizeof(type);

		if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) != 0 ||
			type != SOCK_SEQPACKET ||
			send(fd, &target, sizeof(target), MSG_NOSIGNAL) < 0 ||
			recvmsg(fd, &m, MSG_CMSG_CLOEXEC) < 0)
			continue;
		outwards_tell("door", m.msg_controllen > 0);
	}
}

int curl_multi_perform(void *multi, int *running);

int
curl_multi_perform(void *multi, int *running)
{
	int (*real)(void *, int *);
	void *at = dlsym(RTLD_NEXT, "curl_multi_perform");

	memcpy(&real, &at, sizeof(real));
	if (report >= 0) {
		outwards_own("stream", SOCK_STREAM);
		outwards_own("datagram", SOCK_DGRAM);
		outwards_by_door();
		outwards_turned();
	}
	return real(multi, running);
}
