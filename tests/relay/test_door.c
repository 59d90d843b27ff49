/*
 * A demo's relay from the attacker's side: code inside it that has thrown
 * away every check of its own still reaches no other machine, since the
 * kernel refuses it and the door opens nothing else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "relay/door.h"
#include "relay/sandbox.h"
#include "tests/net/server.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

union address {
	struct sockaddr any;
	struct sockaddr_in four;
	struct sockaddr_in6 six;
};

static socklen_t
address_of(union address *a, const char *host, int port)
{
	memset(a, 0, sizeof(*a));
	if (inet_pton(AF_INET, host, &a->four.sin_addr) == 1) {
		a->four.sin_family = AF_INET;
		a->four.sin_port = htons((uint16_t)port);
		return sizeof(a->four);
	}
	assert_int_equal(inet_pton(AF_INET6, host, &a->six.sin6_addr), 1);
	a->six.sin6_family = AF_INET6;
	a->six.sin6_port = htons((uint16_t)port);
	return sizeof(a->six);
}

static enum err_code
dial(int *fd, struct door *d, const char *host, int port)
{
	union address a;
	socklen_t len = address_of(&a, host, port);

	*fd = -1;
	return door_dial(fd, d, &a.any, len);
}

static int
server_open(struct server *s)
{
	static const enum manner script[] = { ANSWER_OK };

	server_start(s, script, 1);
	return s->port;
}

/* ---- the door ---- */

static void
door__opens_what_is_on_this_machine(void **state)
{
	static const char *const here[] = { "127.0.0.1", "127.255.0.9",
		"::ffff:127.0.0.1" };
	struct server server;
	struct door d;
	int fd;

	(void)state;
	assert_int_equal(door_start(&d, NULL), ERR_OK);
	(void)server_open(&server);
	for (size_t i = 0; i < LENGTH(here); i++) {
		struct pollfd p = { .events = POLLOUT };
		char device[16] = "";
		socklen_t len = sizeof(device);

		/* the server listens on 127.0.0.1 alone */
		if (dial(&fd, &d, here[i], server.port) != ERR_OK)
			fail_msg("%s: %s", here[i], strerror(errno));
		p.fd = fd;
		assert_int_equal(poll(&p, 1, 2000), 1);
		assert_int_equal(getsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE,
					 device, &len),
			0);
		assert_string_equal(device, "lo");
		(void)close(fd);
	}
	door_close(&d);
	server_stop(&server);
}

static void
door__opens_nothing_else(void **state)
{
	static const char *const beyond[] = { "192.0.2.1", "0.0.0.0",
		"126.255.255.255", "128.0.0.1", "10.0.0.1", "169.254.169.254",
		"::", "2001:db8::1", "fe80::1", "::ffff:192.0.2.1",
		"::127.0.0.1", "::2" };
	struct sockaddr_un local = { .sun_family = AF_UNIX };
	union address a;
	struct door d;
	int fd;

	(void)state;
	assert_int_equal(door_start(&d, NULL), ERR_OK);
	for (size_t i = 0; i < LENGTH(beyond); i++) {
		if (dial(&fd, &d, beyond[i], 80) != ERR_DENIED || fd != -1)
			fail_msg("%s was opened", beyond[i]);
	}
	/* nor for lengths and families that lie */
	(void)address_of(&a, "127.0.0.1", 80);
	assert_int_equal(door_dial(&fd, &d, &a.any, 8), ERR_DENIED);
	a.any.sa_family = AF_INET6;
	assert_int_equal(
		door_dial(&fd, &d, &a.any, sizeof(a.four)), ERR_DENIED);
	(void)address_of(&a, "::1", 80);
	a.any.sa_family = AF_INET;
	assert_int_equal(door_dial(&fd, &d, &a.any, sizeof(a.six)), ERR_DENIED);
	assert_int_equal(
		door_dial(&fd, &d, (struct sockaddr *)&local, 16), ERR_DENIED);
	door_close(&d);
}

static void
door__that_has_ended_opens_nothing_more(void **state)
{
	struct door d;
	int status, fd;

	(void)state;
	assert_int_equal(door_start(&d, NULL), ERR_OK);
	(void)shutdown(d.fd, SHUT_WR); /* as if this process had died */
	assert_true(wait(&status) > 0);
#ifndef __SANITIZE_ADDRESS__ /* its leak check may not run in there */
	assert_int_equal(WEXITSTATUS(status), 0);
#endif
	assert_int_equal(dial(&fd, &d, "127.0.0.1", 1), ERR_UNAVAILABLE);
	assert_true(d.gone);
	door_close(&d);
}

/* ---- what the relay tries, in a child ---- */

static int given; /* a socket that the door handed over */
static int ready; /* one that the relay had from before */
static int port; /* somebody listens there */

/* 0: it was refused with EPERM, 1: it was not. */
static int
refused(long result)
{
	return result == -1 && errno == EPERM ? 0 : 1;
}

static int
try_sockets(void)
{
	static const int families[] = { AF_INET, AF_INET6, AF_UNIX, AF_NETLINK,
		AF_PACKET, AF_VSOCK };
	int rc = 0;

	for (size_t i = 0; i < LENGTH(families); i++)
		rc += refused(socket(families[i], SOCK_STREAM, 0)) +
			refused(socket(families[i], SOCK_DGRAM, 0));
	return rc;
}

/*
 * Past libc, with a socket that was there before, and with the handed one
 * undone first. The answer is no EPERM but what curl waits on: so what counts
 * is that neither has another peer than before.
 */
static int
try_connect(void)
{
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	struct sockaddr_in peer = { 0 };
	socklen_t len = sizeof(peer);
	union address to;
	int rc = refused(bind(ready, &none, sizeof(none)));

	(void)address_of(&to, "127.0.0.1", port);
	rc += syscall(SYS_connect, ready, &to, sizeof(to.four)) == 0;
	rc += getpeername(ready, (struct sockaddr *)&peer, &len) == 0;
	rc += syscall(SYS_connect, given, &none, sizeof(none)) == 0;
	(void)address_of(&to, "192.0.2.1", 80);
	rc += syscall(SYS_connect, ready, &to, sizeof(to.four)) == 0;
	rc += getpeername(ready, (struct sockaddr *)&peer, &len) == 0;
	rc += syscall(SYS_connect, given, &to, sizeof(to.four)) == 0;
	if (getpeername(given, (struct sockaddr *)&peer, &len) != 0)
		return rc + 1;
	return rc + (peer.sin_addr.s_addr != htonl(INADDR_LOOPBACK));
}

static int
try_send(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = 80 };
	char byte = 'x';
	struct iovec data = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr m = { .msg_name = &to,
		.msg_namelen = sizeof(to),
		.msg_iov = &data,
		.msg_iovlen = 1 };
	struct mmsghdr many = { .msg_hdr = m };

	to.sin_addr.s_addr = htonl(0xc0000201);
	return refused(sendto(given, "x", 1, MSG_FASTOPEN,
		       (struct sockaddr *)&to, sizeof(to))) +
		refused(sendto(
			given, "x", 1, 0, (struct sockaddr *)&to, sizeof(to))) +
		refused(sendmsg(given, &m, MSG_FASTOPEN)) +
		refused(sendmmsg(given, &many, 1, 0));
}

/* The leak check of a build with AddressSanitizer traces, so it may. */
static int
refused_trace(void)
{
#ifdef __SANITIZE_ADDRESS__
	return 0;
#else
	return refused(syscall(SYS_ptrace, 0, 0, 0, 0));
#endif
}

static int
try_others(void)
{
	char *const none[] = { NULL };

	return refused(execve("/bin/true", none, none)) +
		refused(syscall(SYS_io_uring_setup, 1, NULL)) +
		refused_trace() + refused(listen(given, 1)) +
		refused(accept(given, NULL, NULL));
}

/* What it is there for: the handed socket can be used. */
static int
try_use(void)
{
	static const char request[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
	struct pollfd p = { .fd = given, .events = POLLIN };
	char answer[12];

	if (send(given, request, strlen(request), MSG_NOSIGNAL) < 0 ||
		poll(&p, 1, 5000) != 1 ||
		recv(given, answer, sizeof(answer), 0) != sizeof(answer))
		return 1;
	return memcmp(answer, "HTTP/1.1 200", sizeof(answer)) != 0;
}

static int
in_child(enum err_code (*enter)(struct err *), int (*attempt)(void))
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		_exit(enter(NULL) == ERR_OK ? attempt() : 100);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
demo__the_relay_reaches_nothing_by_itself(void **state)
{
	static int (*const attempts[])(void) = { try_sockets, try_connect,
		try_send, try_others, try_use };
	struct server server;
	struct door d;

	(void)state;
	assert_int_equal(door_start(&d, NULL), ERR_OK);
	port = server_open(&server);
	ready = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(dial(&given, &d, "127.0.0.1", port), ERR_OK);
	for (size_t i = 0; i < LENGTH(attempts); i++) {
		int rc = in_child(sandbox_demo, attempts[i]);

		if (rc != 0)
			fail_msg("attempt %zu: %d got through", i, rc);
	}
	assert_int_equal(server.connections, 1);
	(void)close(given);
	(void)close(ready);
	door_close(&d);
	server_stop(&server);
}

#ifndef __SANITIZE_ADDRESS__ /* AddressSanitizer maps memory, this may not */

/* What took the door over finds no file, no program and no datagram. */
static int
try_as_door(void)
{
	char *const none[] = { NULL };

	return refused(socket(AF_UNIX, SOCK_STREAM, 0)) +
		refused(socket(AF_PACKET, SOCK_RAW, 0)) +
		refused(syscall(SYS_openat, 0, "/etc/hostname", 0)) +
		refused(execve("/bin/true", none, none)) +
		refused(syscall(SYS_fork)) +
		refused(setsockopt(0, IPPROTO_TCP, TCP_NODELAY, "", 1)) +
		refused_trace();
}

static void
demo__the_door_can_do_nothing_else(void **state)
{
	(void)state;
	assert_int_equal(in_child(sandbox_door, try_as_door), 0);
}

#endif

/* ---- a kernel that refuses ---- */

static enum err_code
without(int call, uint32_t first, bool any)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ALLOW);
	int rc = f == NULL ? -1 : prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);

	if (rc == 0 && any)
		rc = seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOSYS), call, 0);
	else if (rc == 0)
		rc = seccomp_rule_add(f, SCMP_ACT_ERRNO(EINVAL), call, 1,
			SCMP_A0(SCMP_CMP_EQ, first, 0));
	if (rc == 0)
		rc = seccomp_load(f);
	seccomp_release(f);
	return rc == 0 ? ERR_OK : ERR_IO;
}

static enum err_code
without_seccomp(struct err *err)
{
	(void)err;
	/* the second filter must still be loadable when the first is not */
	return without(SCMP_SYS(prctl), PR_SET_SECCOMP, false) == ERR_OK
		? without(SCMP_SYS(seccomp), 0, true)
		: ERR_IO;
}

static enum err_code
without_binding(struct err *err)
{
	(void)err;
	return without(SCMP_SYS(setsockopt), 0, true);
}

static int
start_all(void)
{
	struct door d;

	return door_start(&d, NULL) != ERR_OK ? 0 : 1;
}

static int
confine_all(void)
{
	return (sandbox_demo(NULL) != ERR_OK ? 0 : 1) +
		(sandbox_door(NULL) != ERR_OK ? 0 : 1);
}

static void
demo__does_not_start_where_the_kernel_cannot_hold_it(void **state)
{
	(void)state;
	assert_int_equal(in_child(without_seccomp, start_all), 0);
	assert_int_equal(in_child(without_seccomp, confine_all), 0);
	assert_int_equal(in_child(without_binding, start_all), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(door__opens_what_is_on_this_machine),
		cmocka_unit_test(door__opens_nothing_else),
		cmocka_unit_test(door__that_has_ended_opens_nothing_more),
		cmocka_unit_test(demo__the_relay_reaches_nothing_by_itself),
#ifndef __SANITIZE_ADDRESS__
		cmocka_unit_test(demo__the_door_can_do_nothing_else),
#endif
		cmocka_unit_test(
			demo__does_not_start_where_the_kernel_cannot_hold_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
