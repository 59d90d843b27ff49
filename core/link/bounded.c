/*
 * Starting such a process and ending it; who started it hears it.
 */
#include "link/bounded.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/doc.h"
#include "link/boot.h"
#include "link/confine.h"

static void
bounds_set(int what, rlim_t bound)
{
	/* a second more than the signal that says which bound it was */
	const struct rlimit limit = { bound, bound + (what == RLIMIT_CPU) };

	if (bound != 0)
		(void)setrlimit((__rlimit_resource_t)what, &limit);
}

void
bounds_take(const struct bounds *b)
{
	bounds_set(RLIMIT_CPU, (rlim_t)b->processor);
	bounds_set(RLIMIT_FSIZE, (rlim_t)b->file << 20);
	bounds_set(RLIMIT_NOFILE, (rlim_t)b->files);
#ifndef __SANITIZE_ADDRESS__ /* which maps more than there is */
	bounds_set(RLIMIT_DATA, (rlim_t)b->memory << 20);
#endif
}

void
bounded_say(json_t *doc)
{
	char *text = doc_format(doc);

	(void)printf("%s\n", text);
	(void)fflush(stdout);
	free(text);
	json_decref(doc);
}

static void
bounded_become(const struct bounds *b, int out, pid_t parent)
{
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
	/* of its parent's connections nothing is left but the log */
	(void)dup2(out, STDOUT_FILENO);
	(void)close(STDIN_FILENO);
	(void)close_range(STDERR_FILENO + 1, ~0U, 0);
	bounds_take(b);
	if (confine_child(true, NULL) != ERR_OK)
		_exit(BOUNDED_UNCONFINED);
}

pid_t
bounded_start(
	int *out, const struct bounds *b, bounded_fn *fn, const void *what)
{
	pid_t parent = getpid(), pid;
	int pair[2];

	if (pipe2(pair, O_CLOEXEC) != 0)
		return -1;
	(void)fflush(stderr);
	pid = fork();
	if (pid == 0) {
		bounded_become(b, pair[1], parent);
		_exit(fn(what));
	}
	(void)close(pair[1]);
	if (pid < 0)
		(void)close(pair[0]);
	else
		*out = pair[0];
	return pid;
}

bool
bounded_end(int *status, pid_t pid, int64_t until)
{
	const struct timespec pause = { .tv_nsec = 1000000 };
	pid_t got;

	*status = 0;
	while ((got = waitpid(pid, status, WNOHANG)) == 0 &&
		boot_clock() < until)
		(void)nanosleep(&pause, NULL);
	if (got != 0)
		return true;
	(void)kill(pid, SIGKILL);
	while (waitpid(pid, status, 0) < 0 && errno == EINTR)
		;
	return false;
}
