/*
 * Which projection rows an entry of an incident changes, and what is in them;
 * and the word that fires its releases.
 */
#include "domain/incident/incident.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/message/message.h"
#include "domain/message/message_standing.h"
#include "domain/release/delivery.h"

/* Its newest message, said by the words that every list has for it. */
static json_t *
latest_doc(const struct incident *i)
{
	const struct message *m = i->messages[i->message_count - 1];
	json_t *doc = json_object();

	doc_put_str(doc, "id", m->id);
	doc_put_str(doc, "kind", message_kind_row(m->kind)->word);
	doc_put_str(doc, "state", message_state_row(m->state)->word);
	doc_put(doc, "standing", message_standing_doc(i, m, NULL));
	return doc;
}

static bool
is_out(const struct message *m)
{
	for (size_t n = 0; n < m->delivery_count; n++)
		if (delivery_row(m->deliveries[n].state)->truth == TRUTH_YES)
			return true;
	return false;
}

/* The last one that the public has seen: which number it has, and since when
 * it was to be seen. NULL where nothing was. */
static json_t *
out_doc(const struct incident *i)
{
	for (size_t n = i->message_count; n > 0; n--) {
		const struct message *m = i->messages[n - 1];

		if (is_out(m))
			return json_pack("{s:s,s:i,s:I}", "id", m->id, "issue",
				m->issue, "time", (json_int_t)m->fired.time);
	}
	return NULL;
}

static int
open_claims(const struct incident *i)
{
	int count = 0;

	for (size_t n = 0; n < i->claim_count; n++)
		count += claim_is_open(i, i->claims[n]);
	return count;
}

json_t *
incident_doc(const struct incident *i)
{
	json_t *out = out_doc(i);
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
	if (i->message_count > 0)
		doc_put(doc, "latest", latest_doc(i));
	if (out != NULL)
		doc_put(doc, "out", out);
	if (open_claims(i) > 0)
		doc_put_int(doc, "claims", open_claims(i));
	doc_put_int(doc, "waits", i->waiting);
	return doc;
}

void
incident_rows(struct rows *out, const struct incident *i, const struct entry *e)
{
	const struct message *m, *before;

	rows_put(out, PROJ_INCIDENT, i->id, incident_doc(i));
	m = incident_message(i, subject_message(e->body));
	claim_rows(out, i, e, m);
	if (m == NULL)
		return;
	rows_put(out, PROJ_MESSAGE, m->id, message_doc(i, m));
	before = incident_message(i, m->corrects);
	if (before != NULL) /* what it is depends on what follows it */
		rows_put(out, PROJ_MESSAGE, before->id, message_doc(i, before));
	delivery_rows(out, i, m, e);
}

void
incident_fire_word(char out[32], const struct incident *i)
{
	if (i->drill)
		fixed_format(out, 32, "drill-%s",
			i->id[0] == 'D' ? i->id + 1 : i->id);
	else
		fixed_format(out, 32, "live-%s", i->id);
}
