/*
 * Errands under way.
 */
#include "station/errand.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/fault.h"
#include "station/library_reader.h"

enum { ERRANDS_MAX = 4 };

struct station_errand {
	struct station *st;
	struct peer *peer; /* NULL: the station's own */
	errand_done done; /* or NULL */
	json_t *act;
	const char *job;
	struct child *child;
	json_t *brought; /* its answer */
	struct err err; /* or its fault */
	struct station_errand *next;
};

static void
errand_free(struct station_errand *e)
{
	struct station_errand **at = &e->st->errands;

	while (*at != e)
		at = &(*at)->next;
	*at = e->next;
	json_decref(e->act);
	json_decref(e->brought);
	free(e);
}

static void
errand_line(void *ctx, json_t *doc)
{
	struct station_errand *e = ctx;

	if (e->brought != NULL || e->err.code != ERR_OK)
		return;
	if (doc_get(doc, "progress") != NULL && e->peer != NULL)
		peer_progress(e->peer, doc_int(e->act, "id"),
			doc_get(doc, "progress"));
	else if (doc_get(doc, "fault") != NULL)
		fault_from_doc(&e->err, doc_get(doc, "fault"));
	else if (json_is_object(doc_get(doc, "answer")))
		e->brought = json_incref(doc_get(doc, "answer"));
}

static void
errand_ended(void *ctx, const struct err *why)
{
	struct station_errand *e = ctx;

	if (why != NULL)
		e->err = *why;
	else if (e->brought == NULL && e->err.code == ERR_OK)
		(void)refuse(&e->err, REFUSE_CHILD, "",
			WITH(ARG_BOTH("no answer", "没有结果")));
	if (e->brought != NULL) {
		doc_put_str(e->brought, "scratch", child_scratch(e->child));
		/* the station's own word, whatever the child says */
		(void)json_object_del(e->brought, "read");
	}
	if (e->done != NULL)
		e->done(e->st, e->peer, e->act, e->brought,
			e->err.code == ERR_OK ? NULL : &e->err);
	errand_free(e);
}

/* The library is in the cache, or it cannot be read. What is said of it is
 * what the station has seen in it. */
static void
errand_read(void *ctx, json_t *told, const struct err *why)
{
	struct station_errand *e = ctx;

	if (why != NULL)
		e->err = *why;
	(void)json_object_update(e->brought, told);
	doc_put_bool(e->brought, "read", true);
	if (e->done != NULL)
		e->done(e->st, e->peer, e->act, e->brought,
			e->err.code == ERR_OK ? NULL : &e->err);
	errand_free(e);
}

static enum err_code
errand_room(const struct station *st, const char *job, struct err *err)
{
	size_t count = 0;

	for (const struct station_errand *e = st->errands; e;
		e = e->next, count++)
		if (strcmp(e->job, job) == 0)
			return refuse(err, REFUSE_SAME_WORK, "", WITH_NONE);
	return count < ERRANDS_MAX ? ERR_OK
				   : refuse(err, REFUSE_MUCH_WORK, "",
					     WITH(arg_count(ERRANDS_MAX)));
}

enum err_code
errand_start(struct station *st, struct peer *peer, const json_t *act,
	const struct errand_ask *ask, errand_done done, struct err *err)
{
	static const struct child_ops ops = { .line = errand_line,
		.ended = errand_ended };
	const char *name = ask->job ? ask->job : "library";
	enum err_code rc = errand_room(st, name, err);
	struct station_errand *e;

	if (rc != ERR_OK)
		return rc;
	e = mem_new(sizeof(*e));
	e->st = st;
	e->peer = peer;
	e->done = done;
	e->act = json_incref(doc_borrow(act));
	e->job = name;
	e->brought = json_incref(ask->keep);
	e->next = st->errands;
	st->errands = e;
	rc = ask->job != NULL
		? child_start(&e->child, st, ask->job, ask->request,
			  ask->limits, &ops, e, err)
		: library_reader_start(st, ask->library, errand_read, e, err);
	if (rc != ERR_OK)
		errand_free(e);
	return rc;
}

void
errand_closed(struct station *st, struct peer *peer)
{
	struct station_errand *e = st->errands, *next;

	for (; e; e = next) {
		next = e->next;
		if (e->peer != peer)
			continue;
		child_stop(e->child);
		library_reader_forget(st, e);
		errand_free(e);
	}
}
