/*
 * The preview of a message and the difference between its revisions.
 */
#include "domain/message/message_view.h"

#include <string.h>

#include "base/doc.h"
#include "domain/figure/figure.h"
#include "domain/message/message_amend.h"
#include "domain/service/service.h"
#include "domain/waiver/waiver.h"
#include "domain/review/review_lane.h"

static json_t *
preview_error_doc(const struct err *e)
{
	json_t *doc = json_object(), *says = json_object();
	json_t *mends = json_object();

	doc_put_str(doc, "rule", e->id);
	doc_put_str(doc, "severity", "block");
	doc_put_str(doc, "where", e->where);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const char *word = lang_word((enum lang)lang);
		char what[400], remedy[300];

		refusal_format(what, sizeof(what), remedy, sizeof(remedy), e,
			(enum lang)lang);
		doc_put_str(says, word, what);
		doc_put_str(mends, word, remedy);
	}
	doc_put(doc, "what", says);
	doc_put(doc, "mend", mends);
	return doc;
}

static json_t *
cut_doc(const struct fitted *f)
{
	json_t *list = json_array();

	for (size_t n = 0; n < f->cut_count; n++)
		json_array_append_new(
			list, json_integer((json_int_t)f->cut[n]));
	return list;
}

static json_t *
variant_doc(const struct composed_variant *v)
{
	json_t *doc = json_object();

	doc_put_str(doc, "account", v->account->id);
	doc_put_str(doc, "name", v->account->name);
	doc_put_str(doc, "kind", v->account->kind);
	doc_put_str(doc, "platform", v->account->platform);
	doc_put_str(doc, "title", v->fitted.title ? v->fitted.title : "");
	doc_put_str(doc, "text", v->fitted.text ? v->fitted.text : "");
	doc_put_int(doc, "count", v->fitted.count);
	doc_put_int(doc, "limit", v->fitted.limit);
	doc_put_str(doc, "unit", text_unit_word(v->fitted.unit));
	doc_put_bool(doc, "by_hand", v->by_hand);
	if (v->target != NULL) {
		doc_put_str(doc, "act", amend_row(v->act)->word);
		doc_put(doc, "act_title", doc_both(&amend_row(v->act)->title));
		doc_put_str(doc, "target_url", v->target_url);
	}
	doc_put(doc, "cut", cut_doc(&v->fitted));
	if (v->err.code != ERR_OK)
		doc_put(doc, "error", preview_error_doc(&v->err));
	return doc;
}

static json_t *
preview_missing_doc(const struct rendered *r)
{
	json_t *list = json_array();

	for (size_t n = 0; n < r->missing_count; n++) {
		json_t *doc = json_object();

		doc_put_str(doc, "slot", r->missing[n].slot);
		doc_put(doc, "label", doc_both(&r->missing[n].label));
		json_array_append_new(list, doc);
	}
	return list;
}

/*
 * What the rules find, and what fits nowhere. A text that is out is not judged
 * again by what was told after it: what was found then stands with its gates.
 */
static json_t *
findings_doc(const struct composition *c, const struct world *w,
	const struct facts *facts)
{
	struct review_findings e;
	json_t *list;

	if (w->message && w->message->state >= MESSAGE_FIRED)
		return json_array();
	review_findings_run(&e, w, facts, c);
	list = review_findings_doc(&e);
	review_findings_release(&e);
	if (w->message)
		waiver_mark(list, w->message);
	for (size_t n = 0; n < c->count; n++)
		if (c->variants[n].err.code != ERR_OK)
			json_array_append_new(
				list, preview_error_doc(&c->variants[n].err));
	return list;
}

/* What is typed half is left out and named, so that the rest can be seen. */
static json_t *
whole_slots(json_t *faults, const struct world *w, const json_t *slots,
	enum lang lang)
{
	const struct playbook *p = world_playbook(w);
	json_t *whole = json_object(), *value, *given, *one;
	const char *slot;
	struct err err;

	json_object_foreach(doc_borrow(slots), slot, value)
	{
		given = json_object();
		doc_put(given, slot, json_incref(value));
		one = service_slots(w, p, given,
			w->message ? w->message->slots : NULL, lang, &err);
		if (one != NULL &&
			(p == NULL ||
				playbook_check_slots(p, one, w->office->zone,
					&err) == ERR_OK))
			(void)json_object_update(whole, one);
		else
			json_array_append_new(faults, preview_error_doc(&err));
		json_decref(one);
		json_decref(given);
	}
	return whole;
}

static json_t *
whole_figures(json_t *faults, const struct world *w, const json_t *figures)
{
	const struct playbook *p = world_playbook(w);
	json_t *whole = json_array(), *row, *one;
	struct err err;
	size_t n;

	json_array_foreach(figures, n, row)
	{
		one = json_pack("[O]", row);
		if (p == NULL || figure_check(p, one, w->now, &err) == ERR_OK)
			json_array_append(whole, row);
		else
			json_array_append_new(faults, preview_error_doc(&err));
		json_decref(one);
	}
	return whole;
}

static enum err_code
view_whole(json_t **out, const struct world *w, const struct facts *facts,
	const json_t *faults, struct err *err)
{
	struct composition c;
	struct err ignored;
	json_t *doc, *list, *found;
	enum err_code rc;

	composition_init(&c);
	rc = compose(&c, w, facts, err);
	if (rc != ERR_OK)
		goto done;
	doc = json_object();
	list = json_array();
	for (size_t n = 0; n < c.count; n++)
		json_array_append_new(list, variant_doc(&c.variants[n]));
	doc_put_str(doc, "title", c.rendered.title);
	doc_put_str(doc, "text", c.text);
	doc_put_str(doc, "page", c.page);
	doc_put_int(doc, "number", c.issue);
	doc_put_str(doc, "digest", w->message ? w->message->digest : "");
	doc_put(doc, "variants", list);
	doc_put(doc, "missing", preview_missing_doc(&c.rendered));
	found = json_deep_copy(faults);
	list = findings_doc(&c, w, facts);
	json_array_extend(found, list);
	json_decref(list);
	doc_put(doc, "findings", found);
	doc_put_bool(doc, "lane",
		w->message && lane_check(w, facts, &ignored) == ERR_OK);
	*out = doc;
done:
	composition_release(&c);
	return rc;
}

enum err_code
view_preview(json_t **out, const struct world *w, const struct facts *facts,
	struct err *err)
{
	json_t *faults = json_array();
	json_t *slots = whole_slots(faults, w, facts->slots, facts->lang);
	json_t *figures = whole_figures(faults, w, facts->figures);
	struct facts whole = *facts;
	enum err_code rc;

	whole.slots = slots;
	whole.figures = figures;
	rc = view_whole(out, w, &whole, faults, err);
	json_decref(figures);
	json_decref(slots);
	json_decref(faults);
	return rc;
}

static json_t *
revision_named(const struct message *m, int number)
{
	json_t *row;
	size_t n;

	json_array_foreach(m->revisions, n,
		row) if (doc_int(row, "revision") == number) return row;
	return NULL;
}

static void
change(json_t *list, const char *part, const char *key, const json_t *was,
	const json_t *is)
{
	json_t *doc;

	if (was == is || (was && is && json_equal(was, is)))
		return;
	doc = json_object();
	doc_put(doc, "field", json_sprintf("%s.%s", part, key));
	if (was)
		doc_put(doc, "old", json_incref(doc_borrow(was)));
	if (is)
		doc_put(doc, "new", json_incref(doc_borrow(is)));
	json_array_append_new(list, doc);
}

static void
changes_in(json_t *list, const char *part, const json_t *was, const json_t *is)
{
	const char *key;
	json_t *v;

	json_object_foreach(doc_borrow(was), key, v)
		change(list, part, key, v, json_object_get(is, key));
	json_object_foreach(
		doc_borrow(is), key, v) if (json_object_get(was, key) == NULL)
		change(list, part, key, NULL, v);
}

/* Figures as an object by name, so that they compare as slots do. */
static json_t *
by_name(const json_t *figures)
{
	json_t *doc = json_object(), *row;
	size_t n;

	json_array_foreach(figures, n, row)
		json_object_set(doc, doc_str(row, "name"), row);
	return doc;
}

/* What people call the field that changed, beside its key. */
static void
name_change(json_t *doc, const struct world *w)
{
	static const struct both title = BOTH("title", "标题"),
				 text = BOTH("text", "正文");
	const struct playbook *p = world_playbook(w);
	const char *field = doc_str(doc, "field");
	const char *id = field + strcspn(field, ".") + 1;
	const struct account *account = office_account(w->office, id);
	const struct slot *slot = p ? playbook_slot(p, id) : NULL;
	const struct figure_def *figure = p ? playbook_figure(p, id) : NULL;

	if (strncmp(field, "slots.", 6) == 0 && slot)
		doc_put(doc, "title", doc_both(&slot->label));
	else if (strncmp(field, "figures.", 8) == 0 && figure)
		doc_put(doc, "title", doc_both(&figure->label));
	else if (strncmp(field, "variants.", 9) == 0 && account)
		doc_put_str(doc, "name", account->name);
	else if (strncmp(field, "message.", 8) == 0)
		doc_put(doc, "title",
			doc_both(strcmp(id, "title") == 0 ? &title : &text));
}

json_t *
view_diff(const struct world *w, int from, int to)
{
	const struct message *m = w->message;
	json_t *one;
	size_t n;
	json_t *doc = json_object(), *list = json_array(), *a, *b, *fa, *fb;

	if (to == 0)
		to = m->revision;
	if (from == 0)
		from = to > 1 ? to - 1 : to;
	a = revision_named(m, from);
	b = revision_named(m, to);
	changes_in(list, "slots", doc_get(a, "slots"), doc_get(b, "slots"));
	fa = by_name(doc_get(a, "figures"));
	fb = by_name(doc_get(b, "figures"));
	changes_in(list, "figures", fa, fb);
	changes_in(list, "variants", doc_get(a, "variants"),
		doc_get(b, "variants"));
	change(list, "message", "title", doc_get(a, "title"),
		doc_get(b, "title"));
	change(list, "message", "text", doc_get(a, "text"), doc_get(b, "text"));
	json_decref(fa);
	json_decref(fb);
	json_array_foreach(list, n, one) name_change(one, w);
	doc_put_int(doc, "from", from);
	doc_put_int(doc, "to", to);
	doc_put(doc, "changes", list);
	return doc;
}
