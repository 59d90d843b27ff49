/*
 * The lists. The drill's and the door's say what is allowed, so a system call
 * that nobody thought of is refused; the actual relay's says what is taken
 * away, since libcurl's resolver and TLS use more than can be listed for every
 * machine. A demo's relay loses beside it every way to open a socket or to
 * give one another address.
 */
#include "relay/sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "link/nodump.h"
#include "link/never.h"

static const int drill_may[] = { SCMP_SYS(read), SCMP_SYS(write),
	SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(recvfrom), SCMP_SYS(sendto),
	SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(close), SCMP_SYS(mmap),
	SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(brk),
	SCMP_SYS(madvise), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday),
	SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(gettid),
	SCMP_SYS(getuid), SCMP_SYS(futex), SCMP_SYS(exit), SCMP_SYS(exit_group),
	SCMP_SYS(fstat), SCMP_SYS(lseek), SCMP_SYS(tgkill),
	SCMP_SYS(restart_syscall), SCMP_SYS(shutdown), SCMP_SYS(fcntl),
	SCMP_SYS(sched_yield) };

static const int actual_may_not[] = { NEVER_CALLS };

static const unsigned long families_may_not[] = { AF_PACKET, AF_ALG, AF_VSOCK,
	AF_KEY, AF_BLUETOOTH };

/* sendmsg: its address is not in a register; fast open connects by it. */
static const int demo_may_not[] = { SCMP_SYS(socket), SCMP_SYS(bind),
	SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg) };

static const int door_may[] = { SCMP_SYS(recvfrom), SCMP_SYS(sendmsg),
	SCMP_SYS(connect), SCMP_SYS(close), SCMP_SYS(exit),
	SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn),
	SCMP_SYS(restart_syscall) };

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

static enum err_code
sandbox_failed(struct err *err)
{
	return err_set(err, ERR_UNAVAILABLE, "seccomp",
		"The relay does not run without it.",
		"the kernel refuses the sandbox");
}

/* No core file with credentials in it, no debugger of the same user. */
static enum err_code
sandbox_close_up(struct err *err)
{
	if (!nodump() || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return err_errno(err, "", "", "cannot close up the process");
	return ERR_OK;
}

static enum err_code
sandbox_load(scmp_filter_ctx filter, int rc, struct err *err)
{
	if (rc == 0)
		rc = seccomp_load(filter);
	seccomp_release(filter);
	return rc == 0 ? ERR_OK : sandbox_failed(err);
}

/* A filter with this answer to what no rule names; NULL if there is none. */
static scmp_filter_ctx
sandbox_begin(uint32_t otherwise, struct err *err)
{
	scmp_filter_ctx filter;

	if (sandbox_close_up(err) != ERR_OK)
		return NULL;
	filter = seccomp_init(otherwise);
	if (filter == NULL)
		(void)sandbox_failed(err);
	return filter;
}

static int
sandbox_rules(
	scmp_filter_ctx filter, uint32_t what, const int *calls, size_t count)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = seccomp_rule_add(filter, what, calls[i], 0);
	return rc;
}

enum err_code
sandbox_drill(struct err *err)
{
	scmp_filter_ctx filter = sandbox_begin(SCMP_ACT_ERRNO(EPERM), err);

	if (filter == NULL)
		return ERR_UNAVAILABLE;
	return sandbox_load(filter,
		sandbox_rules(
			filter, SCMP_ACT_ALLOW, drill_may, LENGTH(drill_may)),
		err);
}

static int
sandbox_actual_rules(scmp_filter_ctx filter)
{
	return sandbox_rules(filter, SCMP_ACT_ERRNO(EPERM), actual_may_not,
		LENGTH(actual_may_not));
}

enum err_code
sandbox_actual(struct err *err)
{
	scmp_filter_ctx filter = sandbox_begin(SCMP_ACT_ALLOW, err);
	int rc;

	if (filter == NULL)
		return ERR_UNAVAILABLE;
	rc = sandbox_actual_rules(filter);
	for (size_t i = 0; rc == 0 && i < LENGTH(families_may_not); i++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
			SCMP_SYS(socket), 1,
			SCMP_A0(SCMP_CMP_EQ, families_may_not[i], 0));
	return sandbox_load(filter, rc, err);
}

enum err_code
sandbox_demo(struct err *err)
{
	scmp_filter_ctx filter = sandbox_begin(SCMP_ACT_ALLOW, err);
	int rc;

	if (filter == NULL)
		return ERR_UNAVAILABLE;
	rc = sandbox_actual_rules(filter);
	if (rc == 0)
		rc = sandbox_rules(filter, SCMP_ACT_ERRNO(EPERM), demo_may_not,
			LENGTH(demo_may_not));
	/*
	 * curl calls it on the socket that it was handed, which is being
	 * connected: in no other way would it wait for that. Nothing is done.
	 */
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINPROGRESS),
			SCMP_SYS(connect), 0);
	if (rc == 0) /* without an address it is send() */
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
			SCMP_SYS(sendto), 1, SCMP_A4(SCMP_CMP_NE, 0, 0));
	return sandbox_load(filter, rc, err);
}

enum err_code
sandbox_door(struct err *err)
{
	static const unsigned long families[] = { AF_INET, AF_INET6 };
	scmp_filter_ctx filter = sandbox_begin(SCMP_ACT_ERRNO(EPERM), err);
	int rc;

	if (filter == NULL)
		return ERR_UNAVAILABLE;
	rc = sandbox_rules(filter, SCMP_ACT_ALLOW, door_may, LENGTH(door_may));
	for (size_t i = 0; rc == 0 && i < LENGTH(families); i++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket),
			1, SCMP_A0(SCMP_CMP_EQ, families[i], 0));
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW,
			SCMP_SYS(setsockopt), 2,
			SCMP_A1(SCMP_CMP_EQ, SOL_SOCKET, 0),
			SCMP_A2(SCMP_CMP_EQ, SO_BINDTODEVICE, 0));
	return sandbox_load(filter, rc, err);
}
