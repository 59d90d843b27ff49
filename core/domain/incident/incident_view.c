/*
 * An incident with its clocks, lines, messages and the steps of its playbook.
 */
#include "domain/incident/incident_view.h"

#include <string.h>

#include "base/doc.h"
#include "domain/incident/incident_past.h"
#include "domain/incident/incident_steps.h"
#include "domain/office/roster.h"
#include "domain/bulletin/bulletin.h"
#include "domain/message/message_prepared.h"
#include "domain/message/message.h"
#include "domain/message/message_standing.h"
#include "domain/line/line.h"

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

/* As in a list, but that people are called by name. */
static json_t *
message_row_doc(const struct incident *i, const struct message *m,
	const struct office *o)
{
	json_t *doc = message_doc(i, m);

	doc_put(doc, "standing", message_standing_doc(i, m, o));
	return doc;
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
	if (i->grade.waits)
		doc_put(doc, "proposed", second_doc(&i->grade));
	if (w->library)
		doc_put(doc, "topics", topics_doc(&w->library->rules));
	for (size_t n = 0; n < i->clock_count; n++)
		if (!clock_is_wait(&i->clocks[n]) || i->clocks[n].missed)
			json_array_append_new(
				clocks, clock_doc(&i->clocks[n], w->now));
	doc_put(doc, "clocks", clocks);
	doc_put(doc, "lines", lines_doc(i));
	doc_put(doc, "outside", bulletins_doc(i));
	for (size_t n = 0; n < i->message_count; n++)
		json_array_append_new(messages,
			message_row_doc(i, i->messages[n], w->office));
	doc_put_int(doc, "message_count", (json_int_t)i->message_count);
	doc_put(doc, "messages", messages);
	doc_put(doc, "steps", incident_steps_doc(w));
	doc_put(doc, "past", incident_past_doc(w));
	doc_put(doc, "prepared", prepared_docs(w));
	if (world_playbook(w) != NULL)
		doc_put(doc, "roster", roster_doc(w));
	return doc;
}
