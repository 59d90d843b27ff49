/*
 * Carrying over, and keeping apart what somebody has said since.
 */
#include "domain/message/message_carry.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "crier/refusal.h"
#include "domain/figure/figure.h"
#include "domain/message/message.h"

enum { TOLD_MAX = 200 };

/* Who goes on telling the same story, and so begins with what was told. */
static bool
kind_carries(enum message_kind kind)
{
	return kind == KIND_UPDATE || kind == KIND_CLOSING;
}

/* Where it is, what it is, what to do and whom to ring: it stays as it was
 * until somebody says otherwise. All else is news, or a time. */
static bool
slot_carries(const struct slot *s)
{
	static const char *const names[] = { "place", "event", "instruction" };

	if (s->type == SLOT_PHONE)
		return true;
	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++)
		if (strcmp(names[n], s->id) == 0)
			return true;
	return false;
}

static json_t *
carried_row(const char *name, const char *message, int64_t number)
{
	json_t *row = json_object();

	doc_put_str(row, "name", name);
	doc_put_str(row, "message", message);
	doc_put_int(row, "number", number);
	return row;
}

/* The newest words of a slot, and where they stand; NULL if none are out. */
static const struct message *
told_slot(const struct message *const *told, size_t count, const struct slot *s,
	const char *lang)
{
	for (size_t n = count; n > 0; n--) {
		const struct message *m = told[n - 1];

		if ((m->kind == KIND_TRUTH || m->kind == KIND_UPDATE) &&
			strcmp(m->lang, lang) == 0 && *doc_str(m->slots, s->id))
			return m;
	}
	return NULL;
}

static void
carry_slots(json_t *rows, json_t *slots, const struct world *w,
	const struct facts *facts, const json_t *act)
{
	const struct playbook *p = world_playbook(w);
	const struct message *told[TOLD_MAX];
	size_t count = incident_published(told, TOLD_MAX, w->incident, NULL);

	for (size_t n = 0; n < p->slot_count; n++) {
		const struct slot *s = &p->slots[n];
		const struct message *m = NULL;

		if ((s->kinds >> facts->kind & 1) && slot_carries(s) &&
			!json_object_get(doc_get(act, "slots"), s->id))
			m = told_slot(told, count, s, lang_word(facts->lang));
		if (m == NULL)
			continue;
		doc_put_str(slots, s->id, doc_str(m->slots, s->id));
		json_array_append_new(
			rows, carried_row(s->id, m->id, m->issue));
	}
}

static void
carry_figures(
	json_t *rows, json_t *figures, const struct world *w, const json_t *act)
{
	json_t *told = figures_published(w->incident, NULL), *row, *copy;
	size_t n;

	json_array_foreach(told, n, row)
	{
		const char *name = doc_str(row, "name");

		if (figure_row(doc_get(act, "figures"), name) ||
			!playbook_figure(world_playbook(w), name))
			continue;
		copy = carried_row(
			name, doc_str(row, "message"), doc_int(row, "number"));
		doc_put_bool(copy, "figure", true);
		json_array_append_new(rows, copy);
		copy = json_copy(row);
		(void)json_object_del(copy, "message");
		(void)json_object_del(copy, "number");
		(void)json_object_del(copy, "reason");
		json_array_append_new(figures, copy);
	}
	json_decref(told);
}

json_t *
carried_at_first(json_t *slots, json_t *figures, const struct world *w,
	const struct facts *facts, const json_t *act)
{
	json_t *rows = json_array();

	if (world_playbook(w) == NULL || !kind_carries(facts->kind))
		return rows;
	carry_slots(rows, slots, w, facts, act);
	carry_figures(rows, figures, w, act);
	return rows;
}

/* ---- what somebody has said since -------------------------------------- */

static bool
is_touched(const json_t *row, const struct facts *old, const json_t *act)
{
	const char *name = doc_str(row, "name");
	const json_t *over, *under;

	if (doc_bool(row, "figure")) {
		over = figure_row(doc_get(act, "figures"), name);
		under = figure_row(old->figures, name);
	} else {
		over = json_object_get(doc_get(act, "slots"), name);
		under = json_object_get(old->slots, name);
	}
	return over != NULL && !json_equal(over, under);
}

/* As of when the text says that its figures are; else as of now. */
static int64_t
told_as_of(const json_t *body, const struct world *w)
{
	int64_t at;

	if (instant_parse(&at, doc_str(doc_get(body, "slots"), "as_of"),
		    w->office->zone) &&
		at <= w->now)
		return at;
	return w->now;
}

/* It is no longer only what was said in No. 3: it is so, as of then. */
static void
affirm_figure(json_t *body, const char *name, const struct world *w)
{
	const json_t *row = figure_row(doc_get(body, "figures"), name);
	json_t *copy, *list, *over;

	if (row == NULL)
		return;
	copy = json_copy(doc_borrow(row));
	doc_put_int(copy, "as_of", told_as_of(body, w));
	over = json_array();
	json_array_append_new(over, copy);
	list = figure_overlay(doc_get(body, "figures"), over);
	doc_put(body, "figures", list);
	json_decref(over);
}

void
carried_put(json_t *body, const json_t *was, const struct facts *old,
	const json_t *act, const struct world *w)
{
	json_t *rows = json_array(), *row, *copy;
	size_t n;

	json_array_foreach(was, n, row)
	{
		const char *name = doc_str(row, "name");

		if (is_touched(row, old, act))
			continue;
		copy = json_copy(row);
		json_array_append_new(rows, copy);
		if (!doc_list_has(doc_get(act, "affirmed"), name) ||
			*doc_str(row, "by") || w->officer == NULL)
			continue;
		doc_put_str(copy, "by", w->officer->id);
		if (doc_bool(row, "figure"))
			affirm_figure(body, name, w);
	}
	if (json_array_size(rows) > 0)
		doc_put(body, "carried", json_incref(rows));
	json_decref(rows);
}

static const struct both *
carried_label(const struct world *w, const json_t *row)
{
	const struct playbook *p = world_playbook(w);
	const char *name = doc_str(row, "name");
	const struct figure_def *f = p ? playbook_figure(p, name) : NULL;
	const struct slot *s = p ? playbook_slot(p, name) : NULL;

	if (doc_bool(row, "figure"))
		return f ? &f->label : NULL;
	return s ? &s->label : NULL;
}

static enum err_code
carried_refuse(
	const struct world *w, const json_t *row, bool taken, struct err *err)
{
	const struct both *label = carried_label(w, row);
	const char *name = doc_str(row, "name");
	char where[100];

	fixed_cut_format(where, sizeof(where), "%s.%.80s",
		doc_bool(row, "figure") ? "figures" : "slots", name);
	return refuse(err, taken ? REFUSE_CARRIED_TAKEN : REFUSE_CARRIED, where,
		WITH(label ? arg_slot(name, label) : arg_key(name),
			arg_id(doc_str(row, "message"))));
}

enum err_code
carried_check(const struct world *w, struct err *err)
{
	json_t *row;
	size_t n;
	bool taken;

	json_array_foreach(w->message->carried, n, row)
	{
		taken = message_is_taken_back(w->incident,
			incident_message(w->incident, doc_str(row, "message")));
		if (!*doc_str(row, "by") && (taken || doc_bool(row, "figure")))
			return carried_refuse(w, row, taken, err);
	}
	return ERR_OK;
}

json_t *
carried_doc(const struct world *w)
{
	json_t *list = json_array(), *row, *doc;
	const struct officer *f;
	const struct both *label;
	size_t n;

	json_array_foreach(w->message->carried, n, row)
	{
		doc = json_copy(row);
		label = carried_label(w, row);
		f = office_officer(w->office, doc_str(row, "by"));
		if (label)
			doc_put(doc, "label", doc_both(label));
		if (f)
			doc_put_str(doc, "by", f->name);
		json_array_append_new(list, doc);
	}
	return list;
}
