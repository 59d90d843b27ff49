/*
 * Workers: starting them and passing on what they say.
 */
#include "station/worker.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/fault.h"
#include "link/protocol.h"

enum { WORKERS_MAX = 8 };

struct worker {
	struct station *st;
	struct peer *peer; /* NULL: the station asked */
	worker_told told; /* NULL, or who else hears the answer */
	int64_t id;
	struct child *child;
	bool answered;
	struct worker *next;
};

static void
worker_free(struct worker *r)
{
	struct worker **at = &r->st->workers;

	while (*at != r)
		at = &(*at)->next;
	*at = r->next;
	free(r);
}

static void
worker_refuse(struct worker *r, const struct err *err)
{
	if (!r->answered && r->peer)
		peer_refuse(r->peer, r->id, err);
	r->answered = true;
}

/* One document of the worker's, under the request's id. */
static void
worker_line(void *ctx, json_t *doc)
{
	struct worker *r = ctx;
	json_t *part = doc_get(doc, "part"), *answer = doc_get(doc, "answer");
	struct err err;

	if (doc_get(doc, "fault") != NULL) {
		fault_from_doc(&err, doc_get(doc, "fault"));
		worker_refuse(r, &err);
	}
	if (r->answered)
		return;
	if (r->peer && doc_get(doc, "progress") != NULL)
		peer_progress(r->peer, r->id, doc_get(doc, "progress"));
	r->answered = answer != NULL;
	if (r->told && answer)
		r->told(r->st, answer);
	if (r->peer && (part || answer))
		peer_reply(r->peer, r->id, part ? "part" : "answer",
			json_incref(part ? part : answer));
	if (r->peer && peer_unread(r->peer) > LINK_UNREAD_MAX / 2)
		child_pause(r->child);
}

static void
worker_ended(void *ctx, const struct err *why)
{
	struct worker *r = ctx;
	struct err err;

	(void)refuse(&err, REFUSE_CHILD, "",
		WITH(ARG_BOTH("no answer", "没有结果")));
	worker_refuse(r, why ? why : &err);
	worker_free(r);
}

enum err_code
worker_start(struct station *st, struct peer *peer, const json_t *doc,
	worker_told told, struct err *err)
{
	static const struct child_ops ops = { .line = worker_line,
		.ended = worker_ended };
	struct worker *r;
	json_t *ask;
	size_t count = 0;
	enum err_code rc;

	for (r = st->workers; r; r = r->next)
		count++;
	if (count >= WORKERS_MAX && peer != NULL)
		return refuse(err, REFUSE_MUCH_ASKED, "",
			WITH(arg_count(WORKERS_MAX)));
	r = mem_new(sizeof(*r));
	*r = (struct worker){
		.st = st, .peer = peer, .told = told, .id = doc_int(doc, "id")
	};
	r->next = st->workers;
	st->workers = r;
	ask = json_copy(doc_borrow(doc));
	doc_put_str(ask, "library", st->office.library);
	doc_put_str(ask, "lang",
		peer ? lang_word(peer_lang(peer)) : st->office.lang);
	rc = child_start(&r->child, st, "question", ask,
		worker_limits(doc_str(doc, "question")), &ops, r, err);
	json_decref(ask);
	if (rc != ERR_OK)
		worker_free(r);
	return rc;
}

void
worker_closed(struct station *st, struct peer *peer)
{
	struct worker *r = st->workers, *next;

	for (; r; r = next) {
		next = r->next;
		if (r->peer != peer)
			continue;
		child_drop(r->child);
		worker_free(r);
	}
}

void
worker_drained(struct station *st, struct peer *peer)
{
	for (struct worker *r = st->workers; r; r = r->next)
		if (r->peer == peer && child_is_paused(r->child))
			child_resume(r->child);
}
