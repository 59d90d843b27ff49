/*
 * What is taken away: libgit2, libssh2 and the resolver use more than can be
 * listed for every machine.
 */
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>

#include "courier/task.h"
#include "link/never.h"

static const int courier_may_not[] = { NEVER_CALLS };

static bool
confine_load(scmp_filter_ctx filter, const int *calls, size_t count)
{
	int rc = filter == NULL ? -ENOMEM
				: prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);

	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = seccomp_rule_add(
			filter, SCMP_ACT_ERRNO(EPERM), calls[i], 0);
	if (rc == 0)
		rc = seccomp_load(filter);
	seccomp_release(filter);
	return rc == 0;
}

bool
confine_courier(void)
{
	return confine_load(seccomp_init(SCMP_ACT_ALLOW), courier_may_not,
		sizeof(courier_may_not) / sizeof(courier_may_not[0]));
}

bool
confine_task(void)
{
#ifdef __SANITIZE_ADDRESS__ /* its leak check is a process */
	return true;
#else
	static const int task_may_not[] = { SCMP_SYS(kill), SCMP_SYS(tkill),
		SCMP_SYS(pidfd_send_signal), SCMP_SYS(fork), SCMP_SYS(vfork) };
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	/* threads, but no process that would outlive the child's bounds */
	if (filter != NULL &&
		(seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
			 SCMP_SYS(clone3), 0) != 0 ||
			seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
				SCMP_SYS(clone), 1,
				SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) !=
				0)) {
		seccomp_release(filter);
		return false;
	}
	return confine_load(filter, task_may_not,
		sizeof(task_may_not) / sizeof(task_may_not[0]));
#endif
}
