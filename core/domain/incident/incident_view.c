/*
 * Documents of incidents and messages. The documents of playbooks and
 * previews are in playbook_view.c and message_preview.c.
 */
#include "domain/incident/incident_view.h"

#include <stdio.h>
#include <string.h>

#include "base/doc.h"
#include "domain/concurrence/concurrence.h"
#include "domain/message/message_amend.h"
#include "domain/office/roster.h"
#include "domain/bulletin/bulletin.h"
#include "domain/message/message_prepared.h"

static json_t *
clock_doc(const struct clock *c, int64_t now)
{
	json_t *doc = json_object();

	doc_put_str(doc, "rule", doc_str(c->row, "rule"));
	doc_put_str(doc, "citation", doc_str(c->row, "citation"));
	doc_put(doc, "title", json_incref(json_object_get(c->row, "title")));
	doc_put_int(doc, "due", c->due);
	doc_put_int(doc, "stopped", c->stopped);
	doc_put_bool(doc, "missed", c->missed);
	doc_put_bool(doc, "internal", clock_is_internal(c));
	doc_put_bool(doc, "by_hand", clock_is_by_hand(c));
	doc_put_str(doc, "state",
		c->stopped && !c->done && clock_is_by_hand(c) ? "ended"
			: c->stopped	? c->stopped > c->due ? "late" : "met"
			: c->due <= now ? "overdue"
					: "running");
	return doc;
}

/* The newest message of a step's kind, released or not. */
static const struct message *
step_message(const struct incident *i, const struct step *s)
{
	for (size_t n = i->message_count; s->is_message && n > 0; n--)
		if (i->messages[n - 1]->kind == s->kind)
			return i->messages[n - 1];
	return NULL;
}

static json_t *
steps_doc(const struct playbook *p, const struct incident *i)
{
	json_t *list = json_array();

	for (size_t n = 0; p && n < p->step_count; n++) {
		const struct step *s = &p->steps[n];
		const struct message *m = step_message(i, s);
		json_t *doc = json_object();

		doc_put_str(doc, "id", s->id);
		doc_put_str(doc, "kind",
			s->is_message ? message_kind_row(s->kind)->word : "");
		doc_put(doc, "title", doc_both(&s->title));
		doc_put(doc, "help", doc_both(&s->help));
		doc_put_str(doc, "message", m ? m->id : "");
		doc_put_str(doc, "state",
			m ? message_state_row(m->state)->word : "");
		json_array_append_new(list, doc);
	}
	return list;
}

/* All that it could be about, for a dialog: [{topic, title}]. */
static json_t *
topics_doc(const struct rules *r)
{
	json_t *list = json_array();

	for (size_t n = 0; n < r->topic_count; n++) {
		json_t *row = json_object();

		doc_put_str(row, "topic", r->topics[n].id);
		doc_put(row, "title", doc_both(&r->topics[n].title));
		json_array_append_new(list, row);
	}
	return list;
}

json_t *
view_incident(const struct world *w)
{
	const struct incident *i = w->incident;
	json_t *doc = incident_doc(i), *clocks = json_array(),
	       *messages = json_array();
	char word[32];

	incident_fire_word(word, i);
	doc_put_str(doc, "fire_word", word);
	doc_put_str(doc, "commit", i->commit);
	doc_put_str(doc, "opened_by", i->opened_by);
	doc_put_int(doc, "occurred", i->occurred);
	doc_put_int(doc, "reported", i->reported);
	doc_put_int(doc, "found", i->found);
	doc_put_int(doc, "closed", i->closed);
	if (i->proposed)
		doc_put(doc, "proposed", json_incref(i->proposed));
	if (w->library)
		doc_put(doc, "topics", topics_doc(&w->library->rules));
	for (size_t n = 0; n < i->clock_count; n++)
		json_array_append_new(clocks, clock_doc(&i->clocks[n], w->now));
	doc_put(doc, "clocks", clocks);
	doc_put(doc, "lines", lines_doc(i));
	doc_put(doc, "outside", bulletins_doc(i));
	for (size_t n = 0; n < i->message_count; n++)
		json_array_append_new(messages, message_doc(i, i->messages[n]));
	doc_put_int(doc, "message_count", (json_int_t)i->message_count);
	doc_put(doc, "messages", messages);
	doc_put(doc, "steps", steps_doc(world_playbook(w), i));
	doc_put(doc, "prepared", prepared_docs(w));
	if (world_playbook(w) != NULL)
		doc_put(doc, "roster", roster_doc(w));
	return doc;
}

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

/* The last word on a gate, passed or returned, of the manifest at hand. */
static const struct pass *
last_word(const struct message *m, enum gate gate)
{
	for (size_t n = m->pass_count; n > 0; n--)
		if (m->passes[n - 1].gate == gate)
			return &m->passes[n - 1];
	return NULL;
}

static json_t *
gate_doc(const struct world *w, enum gate gate)
{
	const struct pass *p = last_word(w->message, gate);
	json_t *doc = json_object();

	doc_put_str(doc, "gate", gate_row(gate)->word);
	doc_put(doc, "title", doc_both(&gate_row(gate)->title));
	if (w->library) {
		const struct gate_rule *rule = &w->library->rules.gates[gate];

		doc_put(doc, "roles",
			roles_format(message_gate_roles(
				w->library, w->message, gate)));
		doc_put(doc, "attests", doc_both(&rule->attests));
		doc_put_str(doc, "citation", rule->citation);
	}
	doc_put_str(doc, "state",
		p == NULL	      ? "open"
			: p->returned ? "returned"
				      : "passed");
	if (p != NULL) {
		doc_put_str(doc, "by", p->by);
		doc_put_int(doc, "time", p->time);
		doc_put_str(doc, "reason", p->reason);
		if (p->accepts)
			doc_put(doc, "accepts", json_incref(p->accepts));
	}
	return doc;
}

static json_t *
stages_doc(const struct world *w)
{
	json_t *list = json_array(), *row, *word;
	enum stage stage;
	enum gate gate;
	size_t n, k;

	json_array_foreach(w->message->stages, n, row)
	{
		json_t *doc = json_object(), *gates = json_array();

		(void)stage_parse(&stage, doc_str(row, "stage"));
		json_array_foreach(json_object_get(row, "gates"), k,
			word) if (gate_parse(&gate, json_string_value(word)))
			json_array_append_new(gates, gate_doc(w, gate));
		doc_put_str(doc, "stage", stage_row(stage)->word);
		doc_put(doc, "title", doc_both(&stage_row(stage)->title));
		doc_put_bool(doc, "complete",
			message_stage_complete(w->message, stage));
		doc_put(doc, "gates", gates);
		json_array_append_new(list, doc);
	}
	return list;
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

/* What it does to the text that is out, where there is one. */
static void
put_act(json_t *doc, const json_t *row)
{
	enum amend act;

	if (!amend_parse(&act, doc_str(row, "act")))
		return;
	doc_put_str(doc, "act", amend_row(act)->word);
	doc_put(doc, "act_title", doc_both(&amend_row(act)->title));
	doc_put_str(doc, "target_url", doc_str(row, "target_url"));
}

static json_t *
variants_doc(const struct world *w)
{
	const struct message *m = w->message;
	json_t *list = json_array(), *row, *accounts;
	const char *id;

	accounts = json_object_get(m->manifest, "accounts");
	json_object_foreach(accounts, id, row)
	{
		const struct account *a = office_account(w->office, id);
		json_t *doc = json_object();
		json_t *text =
			json_object_get(m->texts, doc_str(row, "variant"));

		doc_put_str(doc, "account", id);
		doc_put_str(doc, "name", a ? a->name : id);
		doc_put_str(doc, "kind", doc_str(row, "kind"));
		doc_put_str(doc, "digest", doc_str(row, "variant"));
		doc_put_str(doc, "title", doc_str(text, "title"));
		doc_put_str(doc, "text", doc_str(text, "text"));
		doc_put_bool(doc, "by_hand", *doc_str(m->variants, id) != '\0');
		put_act(doc, row);
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

json_t *
view_message(const struct world *w)
{
	const struct message *m = w->message;
	json_t *doc = message_doc(w->incident, m), *list = json_array(),
	       *master = json_object(), *armed;
	char word[32];

	incident_fire_word(word, w->incident);
	doc_put_str(doc, "fire_word", word);
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
	doc_put(doc, "slots", incref_or(m->slots, json_object));
	doc_put(doc, "figures", incref_or(m->figures, json_array));
	doc_put(doc, "by_hand", incref_or(m->variants, json_object));
	if (m->accounts)
		doc_put(doc, "accounts", json_incref(m->accounts));
	doc_put(doc, "revisions", revisions_doc(m));
	doc_put(doc, "stages", stages_doc(w));
	doc_put(doc, "found", incref_or(m->found, json_array));
	doc_put(doc, "reasons", json_incref(m->reasons));
	doc_put(doc, "suspensions", json_incref(m->suspensions));
	doc_put(doc, "concurrences", concurrence_doc(w));
	doc_put(doc, "variants", variants_doc(w));
	if (m->manifest)
		doc_put(doc, "manifest", json_incref(m->manifest));
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
	return doc;
}

json_t *
view_delivery(const struct world *w, const struct delivery *d)
{
	const struct account *a = office_account(w->office, d->account);
	json_t *doc = delivery_doc(w->incident, w->message, d), *row, *text;

	row = json_object_get(
		json_object_get(w->message->manifest, "accounts"), d->account);
	text = json_object_get(w->message->texts, doc_str(row, "variant"));
	doc_put_str(doc, "name", a ? a->name : d->account);
	put_act(doc, row);
	doc_put_str(doc, "title", doc_str(text, "title"));
	doc_put_str(doc, "text", doc_str(text, "text"));
	doc_put(doc, "state_title", doc_both(&delivery_row(d->state)->title));
	return doc;
}
