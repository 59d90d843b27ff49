/*
 * The two lists. The drill's says what is allowed, so a system call that
 * nobody thought of is refused; the other says what is taken away, since
 * libcurl's resolver and TLS use more than can be listed for every machine.
 */
#include "relay/sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "link/nodump.h"

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

static const int actual_may_not[] = { SCMP_SYS(execve), SCMP_SYS(execveat),
	SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(bpf),
	SCMP_SYS(perf_event_open), SCMP_SYS(io_uring_setup),
	SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(init_module),
	SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(mount),
	SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot),
	SCMP_SYS(setns), SCMP_SYS(unshare), SCMP_SYS(keyctl), SCMP_SYS(add_key),
	SCMP_SYS(request_key), SCMP_SYS(userfaultfd), SCMP_SYS(personality),
	SCMP_SYS(open_by_handle_at), SCMP_SYS(listen), SCMP_SYS(accept),
	SCMP_SYS(accept4), SCMP_SYS(pidfd_getfd),
#ifndef __SANITIZE_ADDRESS__ /* its leak check traces the program */
	SCMP_SYS(ptrace)
#endif
};

static const unsigned long families_may_not[] = { AF_PACKET, AF_ALG, AF_VSOCK,
	AF_KEY, AF_BLUETOOTH };

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

enum err_code
sandbox_drill(struct err *err)
{
	scmp_filter_ctx filter;
	int rc = 0;

	if (sandbox_close_up(err) != ERR_OK)
		return ERR_IO;
	filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	if (filter == NULL)
		return sandbox_failed(err);
	for (size_t i = 0; rc == 0 && i < LENGTH(drill_may); i++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, drill_may[i], 0);
	return sandbox_load(filter, rc, err);
}

enum err_code
sandbox_actual(struct err *err)
{
	scmp_filter_ctx filter;
	int rc = 0;

	if (sandbox_close_up(err) != ERR_OK)
		return ERR_IO;
	filter = seccomp_init(SCMP_ACT_ALLOW);
	if (filter == NULL)
		return sandbox_failed(err);
	for (size_t i = 0; rc == 0 && i < LENGTH(actual_may_not); i++)
		rc = seccomp_rule_add(
			filter, SCMP_ACT_ERRNO(EPERM), actual_may_not[i], 0);
	for (size_t i = 0; rc == 0 && i < LENGTH(families_may_not); i++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
			SCMP_SYS(socket), 1,
			SCMP_A0(SCMP_CMP_EQ, families_may_not[i], 0));
	return sandbox_load(filter, rc, err);
}
