/*
 * Hearing a child, and why it ended.
 */
#include "courier/task.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include "base/doc.h"
#include "link/boot.h"
#include "link/conn.h"

static const struct bounds bounds = { .processor = TASK_PROCESSOR,
	.memory = TASK_MEMORY,
	.file = TASK_FILE,
	.files = 256 };

static int task_seconds = TASK_SECONDS;

void
task_patience(int seconds)
{
	if (seconds > 0 && seconds < TASK_SECONDS)
		task_seconds = seconds;
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
	int64_t began = boot_clock();
	json_t *doc = NULL;
	bool more = true;

	if (doc_parse(&doc, line, len, NULL) == ERR_OK)
		more = e->hear(e->ctx, doc);
	json_decref(doc);
	e->until += boot_clock() - began;
	return more;
}

static enum task_end
task_listen(struct task_ear *e)
{
	const char *line;
	size_t len;

	for (;;) {
		struct pollfd p = { .fd = e->conn.fd, .events = POLLIN };
		int64_t left = e->until - boot_clock();
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
task_run(bounded_fn *fn, const void *what,
	bool (*hear)(void *ctx, const json_t *doc), void *ctx)
{
	struct task_ear e = { .hear = hear, .ctx = ctx };
	int out, status;
	pid_t pid = bounded_start(&out, &bounds, fn, what);
	enum task_end end;

	if (pid < 0)
		return TASK_LOST;
	conn_init(&e.conn, out);
	e.until = boot_clock() + task_seconds * 1000LL;
	end = task_listen(&e);
	conn_release(&e.conn);
	if (!bounded_end(&status, pid, end == TASK_WELL ? e.until : 0) &&
		end == TASK_WELL)
		return TASK_SLOW;
	return end == TASK_WELL ? task_ending(status) : end;
}
