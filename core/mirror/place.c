/*
 * A push: forked, bounded, heard line by line.
 */
#include "mirror/place.h"

#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "link/boot.h"
#include "link/bounded.h"
#include "link/fault.h"
#include "record/record.h"

enum {
	SECONDS = 3600,
	SILENCE = 60, /* a host that says nothing */
	GRACE_MS = 500, /* from the end of its output to its own */
	LINE_MOST = 65536,
	PROGRESS_MS = 1000,
	CHUNK = 4096
};

/* ---- in the push's process ---- */

/* Nobody reads how far it is: it is heard that it goes on. */
static bool
push_tell(void *ctx, enum progress_step step, int64_t done, int64_t total)
{
	int64_t *last = ctx, now = boot_clock();

	(void)step;
	(void)done;
	(void)total;
	if (now - *last >= PROGRESS_MS) {
		*last = now;
		bounded_say(json_object());
	}
	return false;
}

struct push_what {
	const struct place *place;
	const struct push_from *from;
};

static int
push_run(const void *what)
{
	const struct push_what *push = what;
	int64_t last = 0;
	const struct progress progress = { push_tell, &last };
	const struct place *p = push->place;
	const struct record_way way = { push->from->key, p->pins };
	struct err err = { .code = ERR_OK };
	struct record_head head = { .seq = 0 };

	if (record_push(&head, NULL, push->from->record, p->address,
		    *p->pins ? &way : NULL, &progress, &err) == ERR_OK)
		bounded_say(json_pack("{s:I,s:s}", "seq", (json_int_t)head.seq,
			"commit", head.commit));
	else
		bounded_say(json_pack("{s:o}", "fault", fault_to_doc(&err)));
	return 0;
}

/* ---- outside of it ---- */

void
place_start(struct place *p, const struct push_from *from, const char *tips)
{
	static const struct bounds bounds = {
		.processor = 1800, .memory = 1024, .file = 8191, .files = 256
	};
	const struct push_what push = { p, from };
	pid_t pid;

	p->started = p->heard = boot_clock();
	p->over = false;
	FIXED_SET(p->tried, tips);
	pid = bounded_start(&p->fd, &bounds, push_run, &push);
	if (pid < 0)
		return;
	p->pid = pid;
	(void)fcntl(p->fd, F_SETFL, O_NONBLOCK);
	buf_init(&p->in, LINE_MOST);
}

/* Its status, as waitpid gives it; it ends until then, or is ended. */
static int
place_reap(struct place *p, int64_t until)
{
	int status;

	(void)bounded_end(&status, p->pid, until);
	(void)close(p->fd);
	buf_release(&p->in);
	p->pid = 0;
	p->fd = -1;
	return status;
}

void
place_end(struct place *p)
{
	if (p->pid != 0)
		(void)place_reap(p, 0);
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
	else if (WIFEXITED(status) && WEXITSTATUS(status) == BOUNDED_UNCONFINED)
		(void)refuse(&err, REFUSE_SANDBOX, "seccomp", WITH_NONE);
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
		p->heard = boot_clock();
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
	return place_lost(
		slow, place_reap(p, slow ? 0 : boot_clock() + GRACE_MS));
}

int
place_tend(struct place *p)
{
	int64_t now = boot_clock();
	int64_t whole = p->started + SECONDS * 1000LL - now;
	int64_t quiet = p->heard + SILENCE * 1000LL - now;
	int64_t left = whole < quiet ? whole : quiet;

	if (p->pid == 0)
		return -1;
	if (left <= 0)
		p->over = true;
	return left <= 0 ? 0 : (int)left;
}
