/*
 * Starting children, hearing them, ending them. The child's own side is in
 * child_jobs.c.
 */
#include "station/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/bounded.h"
#include "link/protocol.h"
#include "station/env.h"
#include "station/scratch.h"

enum {
	CHUNK = 65536,
	GRACE_MS = 2000 /* from the end of its output to its own end */
};

struct child {
	struct station *st;
	struct child_limits limits;
	const struct child_ops *ops;
	void *ctx;
	pid_t pid;
	int fd;
	struct buf in;
	size_t output; /* bytes so far */
	int64_t started, heard, closed; /* boot ms; closed: 0 while open */
	bool paused, reaped, gone;
	int status;
	struct err why; /* what ended it early */
	char *scratch;
	struct child *next;
};

/* ---- ending ---- */

static void
child_free(struct child *c)
{
	struct child **at = &c->st->children;

	while (*at != c)
		at = &(*at)->next;
	*at = c->next;
	if (c->fd >= 0) {
		server_unwatch(c->st->server, c->fd);
		(void)close(c->fd);
	}
	if (!c->reaped)
		(void)kill(c->pid, SIGKILL);
	if (c->scratch != NULL)
		scratch_remove_later(c->scratch);
	buf_release(&c->in);
	free(c);
}

void
child_drop(struct child *c)
{
	if (c != NULL)
		child_free(c);
}

/* Kills it for this reason; the first one counts. */
static void
child_over(struct child *c, struct arg what, long long bound, const char *unit)
{
	if (c->why.code == ERR_OK)
		(void)refuse(&c->why, REFUSE_TOOK_LONG, "",
			WITH(arg_count(bound), arg_word(unit), what));
	if (!c->reaped)
		(void)kill(c->pid, SIGKILL);
}

static struct arg
child_ending(int status)
{
	char en[40], zh[40];

	if (WIFSIGNALED(status)) {
		fixed_format(en, sizeof(en), "signal %d", WTERMSIG(status));
		fixed_format(zh, sizeof(zh), "信号 %d", WTERMSIG(status));
	} else {
		fixed_format(en, sizeof(en), "status %d", WEXITSTATUS(status));
		fixed_format(zh, sizeof(zh), "状态 %d", WEXITSTATUS(status));
	}
	return arg_both(&(const struct both)BOTH(en, zh));
}

/* What the kernel ended it for. */
static void
child_explain(struct child *c)
{
	int signal = WIFSIGNALED(c->status) ? WTERMSIG(c->status) : 0;

	if (c->why.code != ERR_OK || (signal == 0 && c->status == 0))
		return;
	if (signal == SIGXCPU)
		child_over(c, ARG_BOTH("processor time", "处理器时间"),
			c->limits.processor, "s");
	else if (signal == SIGXFSZ)
		child_over(
			c, ARG_BOTH("a file", "文件"), c->limits.file, "MiB");
	else if (signal == SIGABRT && c->limits.memory)
		child_over(
			c, ARG_BOTH("memory", "内存"), c->limits.memory, "MiB");
	else
		(void)refuse(&c->why, REFUSE_CHILD, "",
			WITH(child_ending(c->status)));
}

/* Both its output and the process are at their end. */
static void
child_end(struct child *c)
{
	child_explain(c);
	c->ops->ended(c->ctx, c->why.code == ERR_OK ? NULL : &c->why);
	child_free(c);
}

static void
child_shut(struct child *c)
{
	server_unwatch(c->st->server, c->fd);
	(void)close(c->fd);
	c->fd = -1;
	c->closed = station_boot();
}

static void
nobody_hears(void *ctx, json_t *doc)
{
	(void)ctx;
	(void)doc;
}

static void
nobody_waits(void *ctx, const struct err *why)
{
	(void)ctx;
	(void)why;
}

void
child_stop(struct child *c)
{
	static const struct child_ops nobody = { .line = nobody_hears,
		.ended = nobody_waits };

	if (c == NULL)
		return;
	c->ops = &nobody;
	c->ctx = NULL;
	if (c->reaped) {
		child_free(c);
		return;
	}
	(void)kill(c->pid, SIGTERM);
	if (c->fd >= 0)
		child_shut(c);
}

void
children_drop(struct station *st)
{
	while (st->children != NULL)
		child_free(st->children);
}

/* ---- hearing ---- */

static void
child_line(struct child *c, const char *line, size_t len)
{
	json_t *doc = NULL;

	if (doc_parse(&doc, line, len, NULL) != ERR_OK)
		return;
	c->ops->line(c->ctx, doc);
	json_decref(doc);
}

static void
child_lines(struct child *c)
{
	char *nl;

	while (!c->paused &&
		(nl = memchr(c->in.data, '\n', c->in.len)) != NULL) {
		size_t len = (size_t)(nl - c->in.data);

		child_line(c, c->in.data, len);
		buf_consume(&c->in, len + 1);
	}
}

static void
child_ready(void *ctx, int fd, short revents)
{
	struct child *c = ctx;
	size_t most = (size_t)c->limits.output << 20;
	char chunk[CHUNK];
	ssize_t n;

	(void)revents;
	n = read(fd, chunk, sizeof(chunk));
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	c->heard = station_boot();
	if (n > 0) {
		c->output += (size_t)n;
		if ((most != 0 && c->output > most) ||
			!buf_try_add(&c->in, chunk, (size_t)n))
			child_over(c, ARG_BOTH("output", "输出"),
				c->limits.output, "MiB");
		else
			child_lines(c);
	} else {
		c->gone = true;
	}
	if (c->paused)
		return;
	if (c->gone || c->why.code != ERR_OK)
		child_shut(c);
	if (c->fd < 0 && c->reaped)
		child_end(c);
}

void
child_pause(struct child *c)
{
	c->paused = true;
	server_unwatch(c->st->server, c->fd);
}

void
child_resume(struct child *c)
{
	c->paused = false;
	c->heard = station_boot();
	child_lines(c);
	if (!c->paused)
		server_watch(c->st->server, c->fd, POLLIN, child_ready, c);
}

bool
child_is_paused(const struct child *c)
{
	return c->paused;
}

const char *
child_scratch(const struct child *c)
{
	return c->scratch ? c->scratch : "";
}

bool
children_reaped(struct station *st, pid_t pid, int status)
{
	struct child *c = st->children;

	while (c != NULL && (c->pid != pid || c->reaped))
		c = c->next;
	if (c == NULL)
		return false;
	c->reaped = true;
	c->status = status;
	if (c->fd < 0)
		child_end(c);
	return true;
}

/* ---- time ---- */

/* Ms until this bound; a huge number where there is none. */
static int64_t
left(int64_t from, int64_t bound, int64_t now)
{
	return bound == 0 ? INT32_MAX : from + bound - now;
}

static int64_t
child_tend(struct child *c, int64_t now)
{
	int64_t whole = c->reaped
		? INT32_MAX
		: left(c->started, c->limits.seconds * 1000LL, now);
	int64_t quiet = c->reaped || c->paused
		? INT32_MAX
		: left(c->heard, c->limits.silence * 1000LL, now);
	int64_t end = c->closed && !c->reaped ? left(c->closed, GRACE_MS, now)
					      : INT32_MAX;

	if (whole <= 0)
		child_over(c, ARG_BOTH("time", "时间"), c->limits.seconds, "s");
	else if (quiet <= 0)
		child_over(c,
			ARG_BOTH("nothing was heard of it", "没有任何回音"),
			c->limits.silence, "s");
	if (whole <= 0 || quiet <= 0 || end <= 0) {
		(void)kill(c->pid, SIGKILL);
		return GRACE_MS;
	}
	if (quiet < whole)
		whole = quiet;
	return end < whole ? end : whole;
}

int
children_tend(struct station *st)
{
	int64_t now = station_boot(), wait = INT32_MAX;

	for (struct child *c = st->children; c; c = c->next) {
		int64_t own = child_tend(c, now);

		if (own < wait)
			wait = own < 0 ? 0 : own;
	}
	return wait == INT32_MAX ? -1 : (int)wait;
}

void
children_sweep(const char *dir)
{
	char *all = station_path(dir, "scratch");

	scratch_clear(all);
	free(all);
}

/* ---- starting ---- */

/* Where memory ends, it is a child that goes, not the station. */
static void
child_goes_first(void)
{
	static const char most[] = "1000";
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	(void)!write(fd, most, sizeof(most) - 1);
	(void)close(fd);
}

/* Between fork and exec: only calls that are safe there. */
static void
child_become(
	const struct child *c, const char *job, int in, int out, pid_t parent)
{
	const struct child_limits *l = &c->limits;
	const struct bounds bounds = { l->processor, l->memory, l->file,
		l->files };
	char self[] = "/proc/self/exe";

	station_child();
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
	(void)dup2(in, STDIN_FILENO);
	(void)dup2(out, STDOUT_FILENO);
	(void)close_range(STDERR_FILENO + 1, ~0U, 0);
	station_rank(RANK_HEAVY);
	station_rank_session(RANK_HEAVY);
	child_goes_first();
	bounds_take(&bounds);
	(void)execl(self, "crier-station", "--child", job, c->st->dir,
		c->limits.network ? "network" : "closed", (char *)NULL);
	_exit(127);
}

/* The request as a file without a name, to be read from its start. */
static enum err_code
child_request(
	int *out, const struct child *c, const json_t *request, struct err *err)
{
	json_t *doc = json_copy(doc_borrow(request));
	enum err_code rc = ERR_OK;
	size_t len;
	char *text;

	if (c->scratch != NULL)
		doc_put_str(doc, "scratch", c->scratch);
	text = doc_format(doc);
	len = strlen(text);
	*out = memfd_create("request", MFD_CLOEXEC);
	if (len > CHILD_REQUEST)
		rc = refuse(err, REFUSE_TOO_LARGE, "",
			WITH(ARG_BOTH("the request", "请求"),
				arg_bytes(65536)));
	else if (*out < 0 || write(*out, text, len) != (ssize_t)len ||
		lseek(*out, 0, SEEK_SET) != 0)
		rc = refuse_system(err,
			&(const struct both)BOTH(
				"way to hand a request on", "移交请求的通道"));
	free(text);
	json_decref(doc);
	return rc;
}

static enum err_code
child_fork(struct child *c, const char *job, const json_t *request,
	struct err *err)
{
	pid_t parent = getpid();
	int in = -1, out[2] = { -1, -1 };
	enum err_code rc = child_request(&in, c, request, err);

	if (rc == ERR_OK && pipe2(out, O_CLOEXEC) != 0)
		rc = refuse_system(
			err, &(const struct both)BOTH("pipe", "管道"));
	if (rc == ERR_OK) {
		c->pid = fork();
		if (c->pid == 0)
			child_become(c, job, in, out[1], parent);
		if (c->pid < 0)
			rc = refuse_system(err,
				&(const struct both)BOTH(
					"child process", "子进程"));
	}
	if (in >= 0)
		(void)close(in);
	if (out[1] >= 0)
		(void)close(out[1]);
	if (rc == ERR_OK)
		(void)fcntl(out[0], F_SETFL, O_NONBLOCK);
	else if (out[0] >= 0)
		(void)close(out[0]);
	c->fd = rc == ERR_OK ? out[0] : -1;
	return rc;
}

enum err_code
child_start(struct child **out, struct station *st, const char *job,
	const json_t *request, const struct child_limits *limits,
	const struct child_ops *ops, void *ctx, struct err *err)
{
	struct child *c = mem_new(sizeof(*c));
	enum err_code rc = ERR_OK;

	*c = (struct child){ .st = st,
		.limits = *limits,
		.ops = ops,
		.ctx = ctx,
		.fd = -1,
		.reaped = true,
		.started = station_boot(),
		.heard = station_boot() };
	buf_init(&c->in, 2 * LINK_LINE_MAX);
	c->next = st->children;
	st->children = c;
	if (limits->scratch)
		rc = scratch_make(&c->scratch, st->dir, err);
	if (rc == ERR_OK)
		rc = child_fork(c, job, request, err);
	if (rc != ERR_OK) {
		child_free(c);
		return rc;
	}
	c->reaped = false;
	server_watch(st->server, c->fd, POLLIN, child_ready, c);
	if (out != NULL)
		*out = c;
	return ERR_OK;
}
