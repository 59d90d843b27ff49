/*
 * System calls that no program of ours has a use for, and that whoever took
 * one over would: for the seccomp filters of the relay (relay/sandbox.c) and of
 * all others (confine.c). A list of SCMP_SYS numbers: who uses it has included
 * the header of libseccomp.
 */
#ifndef CRIER_LINK_NEVER_H
#define CRIER_LINK_NEVER_H

#ifdef __SANITIZE_ADDRESS__ /* its leak check traces the program */
#define NEVER_TRACES
#else
#define NEVER_TRACES , SCMP_SYS(ptrace)
#endif

#define NEVER_CALLS                                                            \
	SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(pidfd_getfd),           \
		SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),       \
		SCMP_SYS(bpf), SCMP_SYS(perf_event_open),                      \
		SCMP_SYS(io_uring_setup), SCMP_SYS(kexec_load),                \
		SCMP_SYS(kexec_file_load), SCMP_SYS(init_module),              \
		SCMP_SYS(finit_module), SCMP_SYS(delete_module),               \
		SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root),      \
		SCMP_SYS(chroot), SCMP_SYS(setns), SCMP_SYS(unshare),          \
		SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),    \
		SCMP_SYS(userfaultfd), SCMP_SYS(personality),                  \
		SCMP_SYS(open_by_handle_at), SCMP_SYS(listen),                 \
		SCMP_SYS(accept), SCMP_SYS(accept4) NEVER_TRACES

#endif
