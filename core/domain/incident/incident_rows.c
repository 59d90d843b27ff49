/*
 * Which projection rows an entry of an incident changes, and what is in them.
 */
#include "domain/incident/incident.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/doc.h"
#include "crier/entry_kind.h"

json_t *
incident_doc(const struct incident *i)
{
	const struct clock *next = clock_next(i), *watch = clock_watched(i);
	json_t *doc = json_object();

	doc_put_str(doc, "id", i->id);
	doc_put_str(doc, "mode", i->drill ? "drill" : "actual");
	doc_put_str(doc, "title", i->title);
	doc_put_str(doc, "playbook", i->playbook);
	doc_put_str(doc, "level", i->level);
	if (i->topic[0])
		doc_put_str(doc, "topic", i->topic);
	doc_put_str(doc, "state", i->closed ? "closed" : "open");
	doc_put_int(doc, "opened", i->opened);
	doc_put_int(doc, "updated", i->updated);
	doc_put_int(doc, "due", next ? next->due : 0);
	if (watch != NULL)
		doc_put_int(doc, "watch", watch->due);
	if (next != NULL) {
		doc_put_str(doc, "due_rule", doc_str(next->row, "rule"));
		doc_put(doc, "due_title",
			json_incref(json_object_get(next->row, "title")));
	}
	doc_put_int(doc, "messages", (json_int_t)i->message_count);
	doc_put_int(doc, "waits", i->waiting);
	return doc;
}

/* Rules that two officers have suspended for this message, by id. */
static void
put_suspended(json_t *doc, const struct message *m)
{
	json_t *list = json_array(), *row;
	size_t n;

	json_array_foreach(m->suspensions, n, row)
	{
		if (*doc_str(row, "second"))
			json_array_append_new(
				list, json_string(doc_str(row, "rule")));
	}
	if (json_array_size(list) > 0)
		doc_put(doc, "suspended", json_incref(list));
	json_decref(list);
}

json_t *
message_doc(const struct incident *i, const struct message *m)
{
	json_t *doc = json_object();

	doc_put_str(doc, "id", m->id);
	doc_put_str(doc, "incident", i->id);
	doc_put_str(doc, "mode", i->drill ? "drill" : "actual");
	doc_put_str(doc, "kind", message_kind_row(m->kind)->word);
	doc_put_str(doc, "lang", m->lang);
	doc_put_str(doc, "state", message_state_row(m->state)->word);
	doc_put_int(doc, "revision", m->revision);
	doc_put_str(doc, "title", m->title);
	doc_put_str(doc, "digest", m->digest);
	doc_put_int(doc, "release", m->release);
	doc_put_int(doc, "number", m->issue);
	doc_put_str(doc, "tier", m->tier);
	doc_put_str(doc, "corrects", m->corrects);
	doc_put_str(doc, "instead_of", m->instead_of);
	doc_put(doc, "waits", json_string(message_waits(m)));
	doc_put_int(doc, "expires", m->armed.by[0] ? m->expires : 0);
	put_suspended(doc, m);
	if (message_owes_signature(m))
		doc_put_int(doc, "supplement", m->supplement_due);
	doc_put_int(doc, "updated", m->updated);
	return doc;
}

json_t *
delivery_doc(const struct incident *i, const struct message *m,
	const struct delivery *d)
{
	char id[MESSAGE_ID + ACCOUNT_ID];
	json_t *doc = json_object();

	(void)snprintf(id, sizeof(id), "%s:%s", m->id, d->account);
	doc_put_str(doc, "id", id);
	doc_put_str(doc, "message", m->id);
	doc_put_str(doc, "incident", i->id);
	doc_put_str(doc, "mode", i->drill ? "drill" : "actual");
	doc_put_str(doc, "account", d->account);
	doc_put_str(doc, "kind", d->kind);
	doc_put_str(doc, "state", delivery_row(d->state)->word);
	doc_put_int(doc, "attempt", d->attempt);
	doc_put_str(doc, "remote", d->remote);
	doc_put_str(doc, "url", d->url);
	doc_put_str(doc, "detail", d->detail);
	doc_put_str(doc, "proved_by", d->proved_by);
	doc_put_int(doc, "due", d->due);
	doc_put_int(doc, "at", d->at);
	doc_put_int(doc, "sent_at", d->sent_at);
	doc_put_int(doc, "updated", d->updated);
	return doc;
}

/* Rows of deliveries stand from arm on and go with a disarm. */
static void
delivery_rows(struct rows *out, const struct incident *i,
	const struct message *m, const struct entry *e)
{
	bool all = entry_is_followed_by(e->kind, ROWS_DELIVERIES);
	bool gone = m->deliveries != NULL && m->state == MESSAGE_APPROVED &&
		entry_is_followed_by(e->kind, DROP_DELIVERIES);
	char id[MESSAGE_ID + ACCOUNT_ID];

	assert(m->deliveries != NULL || m->delivery_count == 0);
	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];

		if (!all && !gone && d->updated != e->seq)
			continue;
		(void)snprintf(id, sizeof(id), "%s:%s", m->id, d->account);
		rows_put(out, PROJ_DELIVERY, id,
			gone ? NULL : delivery_doc(i, m, d));
	}
}

/* The claim itself, or those that this message answers. */
static void
claim_rows(struct rows *out, const struct incident *i, const struct entry *e,
	const struct message *m)
{
	const struct claim *own = incident_claim(i, doc_str(e->body, "claim"));

	if (own != NULL) {
		rows_put(out, PROJ_CLAIM, own->id, claim_doc(i, own));
		return;
	}
	for (size_t n = 0; m && n < i->claim_count; n++)
		if (claim_is_answer(i->claims[n], m->id))
			rows_put(out, PROJ_CLAIM, i->claims[n]->id,
				claim_doc(i, i->claims[n]));
}

void
incident_rows(struct rows *out, const struct incident *i, const struct entry *e)
{
	const struct message *m;

	rows_put(out, PROJ_INCIDENT, i->id, incident_doc(i));
	m = incident_message(i, subject_message(e->body));
	claim_rows(out, i, e, m);
	if (m == NULL)
		return;
	rows_put(out, PROJ_MESSAGE, m->id, message_doc(i, m));
	delivery_rows(out, i, m, e);
}
