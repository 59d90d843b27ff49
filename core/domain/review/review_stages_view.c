/*
 * Stages and gates of a message as a document for people.
 */
#include "domain/review/review_stages.h"

#include "base/doc.h"

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
		if (p->seen)
			doc_put(doc, "seen", json_incref(p->seen));
		if (p->accepts)
			doc_put(doc, "accepts", json_incref(p->accepts));
	}
	return doc;
}

json_t *
review_stages_doc(const struct world *w)
{
	const struct message *m = w->message;
	json_t *list = json_array();

	for (int s = 0; s < STAGE_COUNT; s++) {
		json_t *doc, *gates;
		enum stage stage = (enum stage)s;

		if (!m->stages[s].asked)
			continue;
		doc = json_object();
		gates = json_array();
		for (int g = 0; g < GATE_COUNT; g++)
			if (message_stage_has(m, stage, (enum gate)g))
				json_array_append_new(
					gates, gate_doc(w, (enum gate)g));
		doc_put_str(doc, "stage", stage_row(stage)->word);
		doc_put(doc, "title", doc_both(&stage_row(stage)->title));
		doc_put_bool(doc, "complete", message_stage_complete(m, stage));
		doc_put(doc, "gates", gates);
		json_array_append_new(list, doc);
	}
	return list;
}
