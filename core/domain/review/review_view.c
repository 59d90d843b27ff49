/*
 * The review page: for each gate what the machine found for it, what a person
 * vouches for, and who may; with all that was said about findings, what other
 * units answered, and what changed since this reviewer last looked.
 */
#include "domain/review/review_view.h"

#include <string.h>

#include "base/doc.h"
#include "domain/waiver/waiver.h"
#include "domain/guards.h"
#include "domain/review/review_lane.h"
#include "domain/bulletin/bulletin.h"
#include "domain/message/message_view.h"

/* What submit found; of a draft what it would find now. */
static json_t *
found_now(const struct world *w)
{
	const struct message *m = w->message;
	struct composition c;
	struct review_findings e;
	struct facts facts;
	json_t *found = NULL, *since;

	if (m->found) { /* with what others have published since */
		found = json_deep_copy(m->found);
		since = bulletins_since(w);
		json_array_extend(found, since);
		json_decref(since);
		return found;
	}
	if (m->state != MESSAGE_DRAFT || world_playbook(w) == NULL)
		return json_array();
	facts_of(&facts, m);
	composition_init(&c);
	if (compose(&c, w, &facts, NULL) == ERR_OK) {
		review_findings_run(&e, w, &facts, &c);
		found = waiver_found(&e, m);
		review_findings_release(&e);
	}
	composition_release(&c);
	return found ? found : json_array();
}

static json_t *
found_for(const struct message *m, const json_t *found, enum gate gate)
{
	json_t *list = json_array(), *f;
	size_t n;

	json_array_foreach(found, n, f)
	{
		if (waiver_gate(m, f) == gate)
			json_array_append(list, f);
	}
	return list;
}

/* Officers on duty whom no guard keeps from passing this gate. */
static json_t *
who_may(const struct world *w, enum gate gate, enum stage stage)
{
	enum act act = stage == STAGE_FINAL ? ACT_APPROVE : ACT_REVIEW;
	json_t *list = json_array(), *doc = json_object();

	doc_put_str(doc, "gate", gate_row(gate)->word);
	doc_put_str(doc, "verdict", "pass");
	for (size_t n = 0; n < w->office->officer_count; n++) {
		const struct officer *f = &w->office->officers[n];

		if (!officer_on_duty(f) || !guards_may(w, act, doc, f))
			continue;
		json_array_append_new(list, officer_contact(f));
	}
	json_decref(doc);
	return list;
}

/* The stages of view_message with what belongs to each gate. */
static void
fill_stages(json_t *stages, const struct world *w, const json_t *found)
{
	json_t *row, *gate_doc;
	enum stage stage;
	enum gate gate;
	size_t n, k;

	json_array_foreach(stages, n, row)
	{
		if (!stage_parse(&stage, doc_str(row, "stage")))
			continue;
		json_array_foreach(json_object_get(row, "gates"), k, gate_doc)
		{
			if (!gate_parse(&gate, doc_str(gate_doc, "gate")))
				continue;
			doc_put(gate_doc, "found",
				found_for(w->message, found, gate));
			if (w->library)
				doc_put(gate_doc, "may",
					who_may(w, gate, stage));
		}
	}
}

/* All that could be asked, for a dialog: [{organ, title, phone}]. */
static json_t *
organs_doc(const struct world *w)
{
	json_t *list = json_array();

	for (size_t n = 0; w->library && n < w->library->rules.organ_count;
		n++) {
		const struct organ *o = &w->library->rules.organs[n];
		json_t *row = json_object();

		doc_put_str(row, "organ", o->id);
		doc_put(row, "title", doc_both(&o->title));
		doc_put_str(row, "phone", o->phone);
		json_array_append_new(list, row);
	}
	return list;
}

json_t *
view_review(const struct world *w, int looked)
{
	static const char *const copied[] = { "id", "incident", "mode", "kind",
		"state", "title", "digest", "revision", "tier", "authors",
		"contractors", "stages", "assumed", "affirmed", "carried",
		"reasons", "suspensions", "concurrences", "approved",
		"supplement_due", "supplemented" };
	json_t *whole = view_message(w), *doc = json_object();
	json_t *found = found_now(w);
	const struct tier *tier = w->library
		? rules_tier_named(&w->library->rules, w->message->tier)
		: NULL;

	for (size_t n = 0; n < sizeof(copied) / sizeof(copied[0]); n++)
		if (json_object_get(whole, copied[n]))
			doc_put(doc, copied[n],
				json_incref(json_object_get(whole, copied[n])));
	if (tier != NULL)
		doc_put(doc, "tier_title", doc_both(&tier->title));
	if (tier != NULL && tier->supplement)
		doc_put(doc, "signers",
			office_with_roles(w->office, LANE_SIGNS));
	fill_stages(json_object_get(doc, "stages"), w, found);
	doc_put(doc, "found", found);
	doc_put(doc, "organs", organs_doc(w));
	doc_put(doc, "outside", bulletins_doc(w->incident));
	doc_put_int(doc, "looked", looked);
	if (looked > 0 && looked < w->message->revision)
		doc_put(doc, "changed",
			view_diff(w, looked, w->message->revision));
	json_decref(whole);
	return doc;
}
