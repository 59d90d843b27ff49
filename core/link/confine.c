/*
 * The lists say what is taken away: libgit2, libssh2, SQLite, the resolver and
 * the allocator use more than can be listed for every machine.
 */
#include "link/confine.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>

#include "crier/refusal.h"
#include "link/never.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static const int never_calls[] = { NEVER_CALLS };

static const int child_may_not[] = { SCMP_SYS(kill), SCMP_SYS(tkill),
	SCMP_SYS(pidfd_send_signal) };

static const int closed_may_not[] = { SCMP_SYS(socket), SCMP_SYS(socketpair),
	SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(sendto), SCMP_SYS(sendmsg),
	SCMP_SYS(sendmmsg) };

static int
confine_refuse(scmp_filter_ctx filter, const int *calls, size_t count)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = seccomp_rule_add(
			filter, SCMP_ACT_ERRNO(EPERM), calls[i], 0);
	return rc;
}

/*
 * Threads, but no process: one of its own would outlive the child and its
 * limits, and keep the pipe open on which its parent waits for the end. The
 * flags of clone3 lie in memory, where a filter cannot look; libc falls back
 * to clone.
 */
static int
confine_forks(scmp_filter_ctx filter)
{
#ifdef __SANITIZE_ADDRESS__ /* its leak check is a process */
	(void)filter;
	return 0;
#else
	static const int forks[] = { SCMP_SYS(fork), SCMP_SYS(vfork) };
	int rc = confine_refuse(filter, forks, COUNT(forks));

	if (rc == 0)
		rc = seccomp_rule_add(
			filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
			SCMP_SYS(clone), 1,
			SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
	return rc;
#endif
}

static enum err_code
confine(bool child, bool network, struct err *err)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int rc = filter == NULL ? -ENOMEM
				: prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);

	if (rc == 0)
		rc = confine_refuse(filter, never_calls, COUNT(never_calls));
	if (rc == 0 && child)
		rc = confine_refuse(
			filter, child_may_not, COUNT(child_may_not));
	if (rc == 0 && child)
		rc = confine_forks(filter);
	if (rc == 0 && !network)
		rc = confine_refuse(
			filter, closed_may_not, COUNT(closed_may_not));
	if (rc == 0)
		rc = seccomp_load(filter);
	seccomp_release(filter);
	return rc == 0 ? ERR_OK
		       : refuse(err, REFUSE_SANDBOX, "seccomp", WITH_NONE);
}

enum err_code
confine_program(struct err *err)
{
	return confine(false, true, err);
}

enum err_code
confine_child(bool network, struct err *err)
{
	return confine(true, network, err);
}
