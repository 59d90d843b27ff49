/*
 * The list says what is taken away: libgit2, SQLite and the allocator use more
 * than can be listed for every machine.
 */
#include "station/child_sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>

static const int child_may_not[] = {
	SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(kill), SCMP_SYS(tkill),
	SCMP_SYS(pidfd_send_signal), SCMP_SYS(pidfd_getfd),
	SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(bpf),
	SCMP_SYS(perf_event_open), SCMP_SYS(io_uring_setup),
	SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(init_module),
	SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(mount),
	SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot),
	SCMP_SYS(setns), SCMP_SYS(unshare), SCMP_SYS(keyctl), SCMP_SYS(add_key),
	SCMP_SYS(request_key), SCMP_SYS(userfaultfd), SCMP_SYS(personality),
	SCMP_SYS(open_by_handle_at), SCMP_SYS(listen), SCMP_SYS(accept),
	SCMP_SYS(accept4),
#ifndef __SANITIZE_ADDRESS__ /* its leak check traces the program */
	SCMP_SYS(ptrace)
#endif
};

static const int closed_may_not[] = { SCMP_SYS(socket), SCMP_SYS(socketpair),
	SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(sendto), SCMP_SYS(sendmsg),
	SCMP_SYS(sendmmsg) };

static int
child_refuse(scmp_filter_ctx filter, const int *calls, size_t count)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = seccomp_rule_add(
			filter, SCMP_ACT_ERRNO(EPERM), calls[i], 0);
	return rc;
}

enum err_code
child_sandbox(bool network, struct err *err)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int rc = filter == NULL ? -ENOMEM
				: prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);

	if (rc == 0)
		rc = child_refuse(filter, child_may_not,
			sizeof(child_may_not) / sizeof(child_may_not[0]));
	if (rc == 0 && !network)
		rc = child_refuse(filter, closed_may_not,
			sizeof(closed_may_not) / sizeof(closed_may_not[0]));
	if (rc == 0)
		rc = seccomp_load(filter);
	seccomp_release(filter);
	return rc == 0 ? ERR_OK
		       : err_set(err, ERR_UNAVAILABLE, "seccomp",
				 "The station does this in no other way.",
				 "the kernel refuses the sandbox");
}
