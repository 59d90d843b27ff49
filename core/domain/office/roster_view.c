/*
 * The roster as a document: who could do what, and whom to telephone.
 */
#include "domain/office/roster.h"

#include <string.h>

#include "base/doc.h"
#include "domain/office/outsider.h"
#include "lint/lint_rules.h"

static const char *
need_word(const struct roster_need *n)
{
	static const char *const words[] = { [NEED_DRAFT] = "draft",
		[NEED_GATE] = "gate",
		[NEED_RELEASE] = "release" };

	return words[n->what];
}

static json_t *
need_doc(const struct roster_need *n)
{
	json_t *doc = json_object();

	doc_put_str(doc, "need", need_word(n));
	if (n->what == NEED_GATE) {
		doc_put_str(doc, "gate", gate_row(n->gate)->word);
		doc_put_str(doc, "stage", stage_row(n->stage)->word);
	}
	doc_put(doc, "roles", roles_format(n->roles));
	if (n->by != NULL) {
		doc_put_str(doc, "by", n->by->id);
		doc_put_str(doc, "name", n->by->name);
		if (officer_is_contractor(n->by))
			doc_put_str(doc, "employer", n->by->employer);
	}
	return doc;
}

static json_t *
phone_doc(const char *name, const char *phone)
{
	json_t *doc = json_object();

	doc_put_str(doc, "name", name);
	doc_put_str(doc, "phone", phone);
	return doc;
}

/* Whom to call for a role: its officers off duty, else its duty desk. */
static json_t *
phones_doc(const struct world *w, role_set roles)
{
	const struct lint_rules *r = w->library->rules.lint;
	json_t *list = json_array();

	for (size_t n = 0; n < w->office->officer_count; n++) {
		const struct officer *f = &w->office->officers[n];

		if ((f->roles & roles) && f->active && !officer_on_duty(f))
			json_array_append_new(
				list, phone_doc(f->name, f->phone));
	}
	for (size_t n = 0; n < lint_contact_count(r); n++) {
		const struct lint_contact *c = lint_contact_at(r, n);

		json_t *doc;

		if (!(c->roles & roles))
			continue;
		doc = phone_doc(c->title.in[LANG_ZH], c->number);
		doc_put(doc, "title", doc_both(&c->title));
		json_array_append_new(list, doc);
	}
	return list;
}

static json_t *
roster_missing_doc(const struct world *w, const struct roster_need *n)
{
	json_t *doc = need_doc(n);

	doc_put(doc, "phones", phones_doc(w, n->roles));
	return doc;
}

static json_t *
tier_doc(const struct world *w, const struct tier *tier)
{
	json_t *doc = json_object(), *needs = json_array(),
	       *missing = json_array();
	struct roster r;

	roster_check(
		&r, w->office, &w->library->rules, tier, w->incident->drill);
	for (size_t n = 0; n < r.count; n++) {
		json_array_append_new(needs, need_doc(&r.needs[n]));
		if (r.needs[n].by == NULL)
			json_array_append_new(
				missing, roster_missing_doc(w, &r.needs[n]));
	}
	doc_put_str(doc, "tier", tier->id);
	doc_put(doc, "title", doc_both(&tier->title));
	doc_put_bool(doc, "satisfied", r.missing == 0);
	doc_put(doc, "kinds", json_array());
	doc_put(doc, "needs", needs);
	doc_put(doc, "missing", missing);
	return doc;
}

json_t *
roster_doc(const struct world *w)
{
	const struct playbook *p = world_playbook(w);
	json_t *doc = json_object(), *list = json_array(), *row;
	bool satisfied = p != NULL;

	for (int k = 0; p && k < KIND_COUNT; k++) {
		const struct tier *tier;

		if (!p->kinds[k].present)
			continue;
		tier = world_tier(w, (enum message_kind)k).tier;
		row = doc_find(list, "tier", tier->id);
		if (row == NULL) {
			row = tier_doc(w, tier);
			json_array_append_new(list, row);
			satisfied = satisfied && doc_bool(row, "satisfied");
		}
		json_array_append_new(json_object_get(row, "kinds"),
			json_string(
				message_kind_row((enum message_kind)k)->word));
	}
	doc_put_str(doc, "incident", w->incident->id);
	doc_put_bool(doc, "satisfied", satisfied);
	doc_put(doc, "tiers", list);
	return doc;
}
