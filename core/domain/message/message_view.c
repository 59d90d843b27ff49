/*
 * A message as a document for people: its text and revisions, what was decided
 * about it by whom, and what goes to each account.
 */
#include "domain/message/message_view.h"

#include "base/doc.h"
#include "domain/concurrence/concurrence.h"
#include "domain/library/rules.h"
#include "domain/message/message.h"
#include "domain/message/message_assumed.h"
#include "domain/message/message_carry.h"
#include "domain/message/message_standing.h"
#include "domain/mirror/mirror_asked.h"
#include "domain/office/outsider.h"
#include "domain/review/review_stages.h"
#include "domain/quota/quota_follow.h"
#include "domain/release/appointed.h"
#include "domain/release/delivery.h"
#include "domain/release/delivery_view.h"
#include "domain/release/delivery_wait.h"
#include "domain/waiver/waiver.h"

static json_t *
mark_doc(const struct act_mark *m)
{
	json_t *doc;

	if (m->by[0] == '\0')
		return json_null();
	doc = json_object();
	doc_put_str(doc, "by", m->by);
	doc_put_int(doc, "time", m->time);
	return doc;
}

static json_t *
returned_doc(const struct office *o, const struct returned *r)
{
	const struct officer *f = office_officer(o, r->by);
	json_t *doc = json_object();

	doc_put_str(doc, "gate", gate_row(r->gate)->word);
	doc_put_str(doc, "by", r->by);
	doc_put_str(doc, "by_name", f ? f->name : r->by);
	doc_put_int(doc, "time", r->time);
	doc_put_str(doc, "reason", r->reason);
	return doc;
}

static json_t *
revisions_doc(const struct message *m)
{
	json_t *list = json_array(), *row;
	size_t n;

	json_array_foreach(m->revisions, n, row)
	{
		json_t *doc = json_object();

		doc_put_int(doc, "revision", doc_int(row, "revision"));
		doc_put_str(doc, "by", doc_str(row, "by"));
		doc_put_int(doc, "time", doc_int(row, "time"));
		json_array_append_new(list, doc);
	}
	return list;
}

static json_t *
incref_or(json_t *doc, json_t *(*empty)(void))
{
	return doc ? json_incref(doc) : empty();
}

/* Its tier is the emergency lane: a text approved beforehand. */
static bool
is_by_lane(const struct world *w)
{
	const struct tier *tier = w->library
		? rules_tier_named(&w->library->rules, w->message->tier)
		: NULL;

	return tier && tier->supplement > 0;
}

/* Which of its authors work here for another unit. */
static void
put_contractors(json_t *doc, const struct world *w)
{
	json_t *list = json_array(), *id;
	const struct officer *f;
	size_t n;

	json_array_foreach(w->message->authors, n, id)
	{
		f = office_officer(w->office, json_string_value(id));
		if (f && officer_is_contractor(f))
			json_array_append_new(list, officer_contact(f));
	}
	if (json_array_size(list) > 0)
		doc_put(doc, "contractors", json_incref(list));
	json_decref(list);
}

static void
put_quotas(json_t *doc, const struct world *w)
{
	const struct message *m = w->message;
	json_t *quotas = m->manifest ? quota_docs(w, m) : NULL;

	if (quotas != NULL)
		doc_put(doc, "quotas", quotas);
	if (m->last_allowed.by[0])
		doc_put(doc, "last_allowed", mark_doc(&m->last_allowed));
	if (world_playbook(w) && world_playbook(w)->lead_first)
		doc_put_bool(doc, "lead_first", true);
}

/* What was decided about it, and what became of it. */
static void
put_course(json_t *doc, const struct world *w)
{
	const struct message *m = w->message;
	json_t *list = json_array(), *armed;

	doc_put(doc, "submitted", mark_doc(&m->submitted));
	doc_put(doc, "approved", mark_doc(&m->approved));
	armed = mark_doc(&m->armed);
	if (json_is_object(armed))
		doc_put_int(armed, "expires", m->expires);
	doc_put(doc, "armed", armed);
	if (m->supplement_due) {
		doc_put_int(doc, "supplement_due", m->supplement_due);
		doc_put(doc, "supplemented", mark_doc(&m->supplemented));
		doc_put_str(doc, "agreed", m->agreed);
	}
	doc_put(doc, "fired", mark_doc(&m->fired));
	doc_put(doc, "halted", mark_doc(&m->halted));
	doc_put_str(doc, "gaps", m->gaps);
	if (message_skew(m) >= 0)
		doc_put_int(doc, "skew_ms", message_skew(m));
	for (size_t n = 0; n < m->delivery_count; n++)
		json_array_append_new(
			list, delivery_doc(w->incident, m, &m->deliveries[n]));
	doc_put(doc, "deliveries", list);
	list = delivery_wait_docs(w);
	if (list != NULL)
		doc_put(doc, "waiting", list);
}

json_t *
view_message(const struct world *w)
{
	const struct message *m = w->message;
	json_t *doc = message_doc(w->incident, m), *master = json_object();
	char word[32];

	incident_fire_word(word, w->incident);
	doc_put_str(doc, "fire_word", word);
	doc_put(doc, "standing",
		message_standing_doc(w->incident, m, w->office));
	if (is_by_lane(w))
		doc_put_bool(doc, "lane", true);
	doc_put_str(master, "title", m->title);
	doc_put_str(master, "text", m->text);
	if (m->manifest) {
		json_decref(master);
		master = json_incref(json_object_get(m->manifest, "master"));
	}
	doc_put(doc, "master", master);
	doc_put(doc, "authors", json_incref(m->authors));
	put_contractors(doc, w);
	doc_put(doc, "slots", incref_or(m->slots, json_object));
	doc_put(doc, "assumed", assumed_doc(w));
	doc_put(doc, "affirmed", affirmed_doc(w));
	doc_put(doc, "carried", carried_doc(w));
	doc_put(doc, "figures", incref_or(m->figures, json_array));
	doc_put(doc, "by_hand", incref_or(m->variants, json_object));
	if (m->accounts)
		doc_put(doc, "accounts", json_incref(m->accounts));
	doc_put(doc, "revisions", revisions_doc(m));
	doc_put(doc, "stages", review_stages_doc(w));
	doc_put(doc, "found", incref_or(m->found, json_array));
	doc_put(doc, "reasons", waiver_reasons_doc(m));
	doc_put(doc, "suspensions", waiver_suspensions_doc(m));
	doc_put(doc, "concurrences", concurrence_doc(w));
	doc_put(doc, "variants", variants_doc(w));
	if (m->manifest)
		doc_put(doc, "manifest", json_incref(m->manifest));
	if (m->returned.by[0])
		doc_put(doc, "returned", returned_doc(w->office, &m->returned));
	put_course(doc, w);
	appointed_put(doc, m);
	mirror_asked_put(doc, w);
	put_quotas(doc, w);
	return doc;
}
