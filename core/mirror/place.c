/*
 * A push: forked, bounded, heard line by line.
 */
#include "mirror/place.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/fault.h"
#include "record/record.h"

enum {
	SECONDS = 3600,
	SILENCE = 60, /* a host that says nothing */
	PROCESSOR = 1800,
	MEMORY = 1024, /* MiB */
	FILE_SIZE = 8191, /* MiB */
	LINE_MOST = 65536,
	PROGRESS_MS = 1000,
	CHUNK = 4096
};

int64_t
place_clock(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_BOOTTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- in the push's process ---- */

static void
push_say(int fd, json_t *doc)
{
	char *text = doc_format(doc), *line = mem_printf("%s\n", text);

	(void)!write(fd, line, strlen(line));
	free(line);
	free(text);
	json_decref(doc);
}

struct push_told {
	int fd;
	int64_t last;
};

/* Nobody reads how far it is: it is heard that it goes on. */
static bool
push_tell(void *ctx, enum progress_step step, int64_t done, int64_t total)
{
	struct push_told *t = ctx;
	int64_t now = place_clock();

	(void)step;
	(void)done;
	(void)total;
	if (now - t->last >= PROGRESS_MS) {
		t->last = now;
		push_say(t->fd, json_object());
	}
	return false;
}

static void
push_bound(int what, rlim_t bound)
{
	const struct rlimit limit = { bound, bound };

	(void)setrlimit((__rlimit_resource_t)what, &limit);
}

static void
push_bounds(void)
{
	push_bound(RLIMIT_CPU, PROCESSOR);
	push_bound(RLIMIT_FSIZE, (rlim_t)FILE_SIZE << 20);
	push_bound(RLIMIT_NOFILE, 256);
#ifndef __SANITIZE_ADDRESS__ /* which maps more than there is */
	push_bound(RLIMIT_DATA, (rlim_t)MEMORY << 20);
#endif
}

static void
push_run(const struct place *p, const struct push_from *from, int fd)
{
	struct push_told told = { fd, 0 };
	const struct progress progress = { push_tell, &told };
	const struct record_way way = { from->key, p->pins };
	struct err err = { .code = ERR_OK };
	struct record_head head = { .seq = 0 };

	if (!confine_push())
		(void)refuse(&err, REFUSE_SANDBOX, "seccomp", WITH_NONE);
	else
		(void)record_push(&head, NULL, from->record, p->address,
			*p->pins ? &way : NULL, &progress, &err);
	if (err.code == ERR_OK)
		push_say(fd,
			json_pack("{s:I,s:s}", "seq", (json_int_t)head.seq,
				"commit", head.commit));
	else
		push_say(fd, json_pack("{s:o}", "fault", fault_to_doc(&err)));
}

/* ---- outside of it ---- */

void
place_start(struct place *p, const struct push_from *from, const char *tips)
{
	pid_t parent = getpid();
	int out[2];

	p->started = p->heard = place_clock();
	p->over = false;
	FIXED_SET(p->tried, tips);
	if (pipe2(out, O_CLOEXEC) != 0)
		return;
	p->pid = fork();
	if (p->pid == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(1);
		(void)dup2(out[1], STDOUT_FILENO);
		(void)close_range(STDERR_FILENO + 1, ~0U, 0);
		push_bounds();
		push_run(p, from, STDOUT_FILENO);
		_exit(0);
	}
	(void)close(out[1]);
	if (p->pid < 0) {
		p->pid = 0;
		(void)close(out[0]);
		return;
	}
	(void)fcntl(out[0], F_SETFL, O_NONBLOCK);
	p->fd = out[0];
	buf_init(&p->in, LINE_MOST);
}

/* Its status, as waitpid gives it. */
static int
place_reap(struct place *p)
{
	int status = 0;

	(void)waitpid(p->pid, &status, 0);
	(void)close(p->fd);
	buf_release(&p->in);
	p->pid = 0;
	p->fd = -1;
	return status;
}

void
place_end(struct place *p)
{
	if (p->pid == 0)
		return;
	(void)kill(p->pid, SIGKILL);
	(void)place_reap(p);
}

/* What the last of its lines says. */
static json_t *
place_last(struct place *p)
{
	json_t *last = NULL, *doc;
	char *nl;

	while ((nl = memchr(p->in.data, '\n', p->in.len)) != NULL) {
		size_t len = (size_t)(nl - p->in.data);

		if (doc_parse(&doc, p->in.data, len, NULL) == ERR_OK) {
			json_decref(last);
			last = doc;
		}
		buf_consume(&p->in, len + 1);
	}
	return last;
}

/* It died of something, or was killed for being silent. */
static json_t *
place_lost(bool slow, int status)
{
	struct err err = { .code = ERR_OK };
	char en[40], zh[40];

	fixed_format(en, sizeof(en), "%s %d",
		WIFSIGNALED(status) ? "signal" : "status",
		WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	fixed_format(zh, sizeof(zh), "%s %d",
		WIFSIGNALED(status) ? "信号" : "状态",
		WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));

	if (slow)
		(void)refuse(&err, REFUSE_TOOK_LONG, "",
			WITH(arg_count(SILENCE), arg_word("s"),
				ARG_BOTH("nothing was heard of it",
					"没有任何回音")));
	else
		(void)refuse(&err, REFUSE_CHILD, "",
			WITH(arg_both(&(const struct both)BOTH(en, zh))));
	return json_pack("{s:o}", "fault", fault_to_doc(&err));
}

json_t *
place_hear(struct place *p)
{
	bool slow = p->over;
	char chunk[CHUNK];
	json_t *said = NULL, *last;
	ssize_t n;

	if (p->pid == 0)
		return NULL;
	while ((n = read(p->fd, chunk, sizeof(chunk))) > 0) {
		p->heard = place_clock();
		if (!buf_try_add(&p->in, chunk, (size_t)n))
			break;
		last = place_last(p);
		if (last != NULL) {
			json_decref(said);
			said = last;
		}
	}
	if (json_object_size(said) > 0) {
		place_end(p);
		return said;
	}
	json_decref(said);
	if (!slow && n != 0)
		return NULL;
	if (slow)
		(void)kill(p->pid, SIGKILL);
	return place_lost(slow, place_reap(p));
}

int
place_tend(struct place *p)
{
	int64_t now = place_clock();
	int64_t whole = p->started + SECONDS * 1000LL - now;
	int64_t quiet = p->heard + SILENCE * 1000LL - now;
	int64_t left = whole < quiet ? whole : quiet;

	if (p->pid == 0)
		return -1;
	if (left <= 0)
		p->over = true;
	return left <= 0 ? 0 : (int)left;
}
