/*
 * Starting a child, hearing it, ending it.
 */
#include "courier/task.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/doc.h"
#include "link/conn.h"

enum { TASK_FILES = 256 };

static int task_seconds = TASK_SECONDS;

void
task_patience(int seconds)
{
	if (seconds > 0 && seconds < TASK_SECONDS)
		task_seconds = seconds;
}

static int64_t
task_clock(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_BOOTTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- in the child ---- */

void
task_say(json_t *doc)
{
	char *text = doc_format(doc);

	(void)printf("%s\n", text);
	(void)fflush(stdout);
	free(text);
	json_decref(doc);
}

static void
task_bound(int what, rlim_t bound)
{
	const struct rlimit limit = { bound, bound };

	(void)setrlimit((__rlimit_resource_t)what, &limit);
}

/*
 * Fewer seconds than it has in all: what computes is told from what waits. At
 * the hard bound the kernel would kill it without saying why.
 */
static void
task_bound_processor(void)
{
	const struct rlimit limit = { TASK_PROCESSOR, TASK_SECONDS };

	(void)setrlimit(RLIMIT_CPU, &limit);
}

static void
task_become(task_fn *fn, const void *what, int out, pid_t parent)
{
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
	/* of the station's connection and the log nothing is left */
	(void)dup2(out, STDOUT_FILENO);
	(void)close(STDIN_FILENO);
	(void)close_range(STDERR_FILENO + 1, ~0U, 0);
	(void)signal(SIGPIPE, SIG_DFL);
	task_bound_processor();
	task_bound(RLIMIT_FSIZE, (rlim_t)TASK_FILE << 20);
	task_bound(RLIMIT_NOFILE, TASK_FILES);
#ifndef __SANITIZE_ADDRESS__ /* which maps more than there is */
	task_bound(RLIMIT_DATA, (rlim_t)TASK_MEMORY << 20);
#endif
	if (!confine_task())
		_exit(EXIT_FAILURE);
	_exit(fn(what));
}

/* ---- hearing ---- */

struct task_ear {
	struct conn conn;
	bool (*hear)(void *ctx, const json_t *doc);
	void *ctx;
	int64_t until; /* boot ms */
};

/* False: no more of it. What is no document was not said. */
static bool
task_line(struct task_ear *e, const char *line, size_t len)
{
	int64_t began = task_clock();
	json_t *doc = NULL;
	bool more = true;

	if (doc_parse(&doc, line, len, NULL) == ERR_OK)
		more = e->hear(e->ctx, doc);
	json_decref(doc);
	e->until += task_clock() - began;
	return more;
}

static enum task_end
task_listen(struct task_ear *e)
{
	const char *line;
	size_t len;

	for (;;) {
		struct pollfd p = { .fd = e->conn.fd, .events = POLLIN };
		int64_t left = e->until - task_clock();
		enum conn_line got = conn_next(&e->conn, &line, &len);

		if (got == CONN_BAD)
			return TASK_LARGE;
		if (got == CONN_LINE && !task_line(e, line, len))
			return TASK_ENDED;
		if (got == CONN_LINE)
			continue;
		if (e->conn.eof)
			return TASK_WELL;
		if (left <= 0)
			return TASK_SLOW;
		if (poll(&p, 1, (int)left) > 0)
			conn_fill(&e->conn);
	}
}

/* One that says nothing more is not yet one that ends. */
static bool
task_ends(const struct task_ear *e, pid_t pid)
{
	const struct timespec pause = { .tv_nsec = 1000000 };
	siginfo_t info;

	for (;;) {
		info.si_pid = 0;
		if (waitid(P_PID, (id_t)pid, &info,
			    WEXITED | WNOHANG | WNOWAIT) != 0 ||
			info.si_pid == pid)
			return true;
		if (task_clock() >= e->until)
			return false;
		(void)nanosleep(&pause, NULL);
	}
}

static enum task_end
task_ending(int status)
{
	int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;

	if (signal == 0 && WEXITSTATUS(status) == 0)
		return TASK_WELL;
	if (signal == SIGXCPU || signal == SIGXFSZ || signal == SIGABRT ||
		(signal == 0 && WEXITSTATUS(status) == TASK_NO_MEMORY))
		return TASK_LARGE;
	return TASK_LOST;
}

enum task_end
task_run(task_fn *fn, const void *what,
	bool (*hear)(void *ctx, const json_t *doc), void *ctx)
{
	struct task_ear e = { .hear = hear, .ctx = ctx };
	pid_t parent = getpid(), pid;
	enum task_end end;
	int out[2], status = 0;

	if (pipe2(out, O_CLOEXEC) != 0)
		return TASK_LOST;
	(void)fflush(stderr);
	pid = fork();
	if (pid == 0)
		task_become(fn, what, out[1], parent);
	(void)close(out[1]);
	conn_init(&e.conn, out[0]);
	e.until = task_clock() + task_seconds * 1000LL;
	end = pid < 0 ? TASK_LOST : task_listen(&e);
	conn_release(&e.conn);
	if (pid < 0)
		return end;
	if (end == TASK_WELL && !task_ends(&e, pid))
		end = TASK_SLOW;
	if (end != TASK_WELL)
		(void)kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return end == TASK_WELL ? task_ending(status) : end;
}
