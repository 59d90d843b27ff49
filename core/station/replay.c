/*
 * Replaying: fold one entry, draw, go on.
 */
#include "station/replay.h"

#include <string.h>

#include "base/doc.h"
#include "base/instant.h"
#include "crier/refusal.h"
#include "domain/incident/incident_view.h"
#include "domain/message/message.h"
#include "domain/message/message_view.h"
#include "domain/entry_view.h"

void
replay_init(struct replay *r, void (*emit)(void *ctx, json_t *part), void *ctx)
{
	memset(r, 0, sizeof(*r));
	incident_init(&r->incident);
	office_init(&r->office);
	r->emit = emit;
	r->ctx = ctx;
}

void
replay_release(struct replay *r)
{
	incident_release(&r->incident);
	office_release(&r->office);
	json_decref(r->held);
}

/* The state after this step; the message it was about in full, if asked. */
static json_t *
screen(const struct replay *r, const struct entry *e)
{
	struct world w = {
		.office = &r->office, .incident = &r->incident, .now = e->time
	};
	json_t *doc = view_incident(&w);

	json_object_del(doc, "roster");
	json_object_del(doc, "steps");
	w.message = incident_message(&r->incident, subject_message(e->body));
	if (w.message && (r->only || r->at))
		doc_put(doc, "message", view_message(&w));
	return doc;
}

static json_t *
part(const struct replay *r, const struct entry *e)
{
	json_t *doc = json_object();

	doc_put_int(doc, "step", r->step);
	doc_put_int(doc, "seq", e->seq);
	doc_put_int(doc, "time", e->time);
	doc_put_str(doc, "by", e->by);
	doc_put_str(doc, "kind", e->kind);
	doc_put_str(doc, "message", doc_str(e->body, "message"));
	doc_put(doc, "summary", view_summary(e, r->zone));
	doc_put(doc, "screen", screen(r, e));
	return doc;
}

enum err_code
replay_zone(
	void *zone, int64_t seq, const char *line, size_t len, struct err *err)
{
	struct entry e;
	enum err_code rc = entry_parse(&e, line, len, err);

	(void)seq;
	if (rc != ERR_OK)
		return rc;
	if (!zone_parse(zone, doc_str(e.body, "zone")))
		rc = refuse(err, REFUSE_NO_ZONE, "entry 1", WITH_NONE);
	entry_release(&e);
	return rc;
}

enum err_code
replay_line(void *replay, int64_t seq, const char *line, size_t len,
	struct err *err)
{
	struct replay *r = replay;
	struct entry e;
	enum err_code rc;

	(void)seq;
	rc = entry_parse(&e, line, len, err);
	if (rc != ERR_OK)
		return rc;
	rc = incident_apply(&r->incident, &e, err);
	if (rc == ERR_OK) {
		r->step++;
		if (r->at && e.time <= r->at) {
			json_decref(r->held);
			r->held = part(r, &e);
		} else if (!r->at && (!r->only || r->only == r->step)) {
			r->emit(r->ctx, part(r, &e));
		}
	}
	entry_release(&e);
	return rc;
}

json_t *
replay_end(struct replay *r)
{
	json_t *doc = json_object();

	if (r->held) {
		r->emit(r->ctx, r->held);
		r->held = NULL;
	}
	doc_put_int(doc, "steps", r->step);
	return doc;
}
