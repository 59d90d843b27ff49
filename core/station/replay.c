/*
 * Replaying: fold one entry, draw, go on.
 */
#include "station/replay.h"

#include <stdlib.h>
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
	replay_letters_free(r->letters);
	json_decref(r->held);
}

/* The state after this step; the message it was about in full, if asked. */
static json_t *
screen(const struct replay *r, const struct entry *e)
{
	struct world w = {
		.office = &r->office, .incident = &r->incident, .now = e->time
	};
	json_t *doc;

	if (r->incident.id[0] == '\0') /* a letter came before it was opened */
		return json_object();
	doc = view_incident(&w);
	json_object_del(doc, "roster");
	json_object_del(doc, "steps");
	w.message = incident_message(&r->incident, subject_message(e->body));
	if (w.message && (r->only || r->at))
		doc_put(doc, "message", view_message(&w));
	return doc;
}

/* What crossed, and how the joint incident stood behind it. */
static void
part_put_letter(json_t *doc, const struct replay *r, const struct entry *e)
{
	json_t *letter = r->letters
		? replay_letters_doc(r->letters, e->seq, r->zone,
			  r->only != 0 || r->at != 0)
		: NULL;
	json_t *joint;

	if (letter == NULL)
		return;
	doc_put(doc, "summary", json_incref(doc_get(letter, "line")));
	(void)json_object_del(letter, "line");
	doc_put(doc, "letter", letter);
	joint = replay_letters_joint(r->letters);
	if (joint != NULL)
		doc_put(doc, "joint", joint);
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
	part_put_letter(doc, r, e);
	return doc;
}

static void
replay_step(struct replay *r, const struct entry *e)
{
	r->step++;
	if (r->at && e->time <= r->at) {
		json_decref(r->held);
		r->held = part(r, e);
	} else if (!r->at && (!r->only || r->only == r->step)) {
		r->emit(r->ctx, part(r, e));
	}
}

/* The letters up to an entry; 0: all that are left. */
static enum err_code
replay_crossed(struct replay *r, int64_t seq, struct err *err)
{
	const json_t *doc;
	enum err_code rc = ERR_OK;

	while (rc == ERR_OK && r->letters &&
		(doc = replay_letters_next(r->letters, seq)) != NULL) {
		char *line = doc_format(doc);
		struct entry e;

		rc = entry_parse(&e, line, strlen(line), err);
		free(line);
		if (rc != ERR_OK)
			break;
		replay_step(r, &e);
		entry_release(&e);
	}
	return rc;
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
	rc = replay_crossed(r, e.seq, err);
	if (rc == ERR_OK)
		rc = incident_apply(&r->incident, &e, err);
	if (rc == ERR_OK)
		replay_step(r, &e);
	entry_release(&e);
	return rc;
}

json_t *
replay_end(struct replay *r)
{
	json_t *doc = json_object();

	(void)replay_crossed(r, 0, NULL);
	if (r->held) {
		r->emit(r->ctx, r->held);
		r->held = NULL;
	}
	doc_put_int(doc, "steps", r->step);
	if (r->letters)
		replay_letters_put(doc, r->letters);
	return doc;
}
