/*
 * Documents of playbooks.
 */
#include "domain/library/playbook_view.h"

#include <string.h>

#include "base/doc.h"
#include "domain/library/playbook_lock.h"

json_t *
view_kinds(kind_set kinds)
{
	json_t *list = json_array();

	for (int k = 0; k < KIND_COUNT; k++)
		if (kinds & (1u << k))
			json_array_append_new(list,
				json_string(
					message_kind_row((enum message_kind)k)
						->word));
	return list;
}

json_t *
view_playbook_row(const struct playbook *p)
{
	json_t *doc = json_object(), *kinds = json_array();

	doc_put_str(doc, "id", p->id);
	doc_put_str(doc, "version", p->version);
	doc_put_str(doc, "class", class_row(p->class)->word);
	doc_put(doc, "title", doc_both(&p->title));
	doc_put(doc, "summary", doc_both(&p->summary));
	for (int k = 0; k < KIND_COUNT; k++)
		if (p->kinds[k].present)
			json_array_append_new(kinds,
				json_string(
					message_kind_row((enum message_kind)k)
						->word));
	doc_put(doc, "kinds", kinds);
	return doc;
}

static json_t *
slot_doc(const struct slot *s)
{
	static const char *const types[] = { "text", "lines", "time", "phone",
		"url", "choice", "service" };
	json_t *doc = json_object(), *choices = json_array();

	_Static_assert(
		sizeof(types) / sizeof(types[0]) == SLOT_TYPES, "a word each");

	doc_put_str(doc, "id", s->id);
	doc_put(doc, "label", doc_both(&s->label));
	doc_put(doc, "help", doc_both(&s->help));
	doc_put(doc, "example", doc_both(&s->example));
	doc_put_str(doc, "type", types[s->type]);
	doc_put_int(doc, "max", (json_int_t)s->max);
	doc_put_str(doc, "default", s->preset);
	doc_put(doc, "kinds", view_kinds(s->kinds));
	doc_put(doc, "required", view_kinds(s->required));
	doc_put(doc, "must", view_kinds(s->must));
	for (size_t n = 0; n < s->choice_count; n++) {
		json_t *c = json_object();

		doc_put_str(c, "word", s->choices[n].word);
		doc_put(c, "text", doc_both(&s->choices[n].text));
		json_array_append_new(choices, c);
	}
	doc_put(doc, "choices", choices);
	return doc;
}

/* Whether a text was approved beforehand, and the hash of its fixed part. */
static void
put_locks(json_t *doc, const struct playbook *p, enum message_kind kind,
	int64_t now)
{
	json_t *locks = json_object(), *fixed = json_object();

	for (int l = 0; l < LANG_COUNT; l++) {
		enum lock lock = playbook_lock(p, kind, (enum lang)l, now);

		doc_put_str(
			locks, lang_word((enum lang)l), lock_row(lock)->word);
		doc_put_str(fixed, lang_word((enum lang)l),
			p->kinds[kind].fixed[l]);
	}
	doc_put(doc, "lock", locks);
	doc_put(doc, "fixed", fixed);
	doc_put_str(doc, "approved_by", p->kinds[kind].approved.by);
}

static json_t *
kind_doc(const struct library *lib, const struct playbook *p,
	enum message_kind kind, int64_t now)
{
	const struct playbook_kind *k = &p->kinds[kind];
	const struct deadline *d = rules_deadline(&lib->rules, k->deadline);
	const struct tier_row row = playbook_tier(
		lib, p, kind, LEVEL_NONE, rules_topic(&lib->rules, p->topic));
	json_t *doc = json_object();

	for (size_t n = 0; d == NULL && n < p->deadline_count; n++)
		if (strcmp(p->deadlines[n].id, k->deadline) == 0)
			d = &p->deadlines[n];
	doc_put_str(doc, "kind", message_kind_row(kind)->word);
	doc_put(doc, "title", doc_both(&message_kind_row(kind)->title));
	doc_put_str(doc, "tier", row.tier->id);
	doc_put_str(doc, "deadline", k->deadline);
	put_locks(doc, p, kind, now);
	if (d != NULL) {
		doc_put_int(doc, "minutes", d->minutes);
		doc_put_str(doc, "citation", d->citation);
	}
	return doc;
}

json_t *
view_playbook(const struct library *lib, const struct playbook *p, int64_t now)
{
	json_t *doc = view_playbook_row(p), *list = json_array();

	for (size_t n = 0; n < p->step_count; n++) {
		json_t *s = json_object();

		doc_put_str(s, "id", p->steps[n].id);
		doc_put_str(s, "kind",
			p->steps[n].is_message
				? message_kind_row(p->steps[n].kind)->word
				: "");
		doc_put(s, "title", doc_both(&p->steps[n].title));
		doc_put(s, "help", doc_both(&p->steps[n].help));
		json_array_append_new(list, s);
	}
	doc_put(doc, "steps", list);
	list = json_array();
	for (size_t n = 0; n < p->slot_count; n++)
		json_array_append_new(list, slot_doc(&p->slots[n]));
	doc_put(doc, "slots", list);
	list = json_array();
	for (size_t n = 0; n < p->figure_count; n++) {
		json_t *f = json_object();

		doc_put_str(f, "id", p->figures[n].id);
		doc_put(f, "label", doc_both(&p->figures[n].label));
		doc_put_str(f, "role", figure_role_word(p->figures[n].role));
		doc_put_bool(f, "never_falls", p->figures[n].never_falls);
		/* what is passed on has no figures of ours */
		doc_put(f, "kinds",
			view_kinds(((1u << KIND_COUNT) - 1) &
				~(1u << KIND_REPOST | 1u << KIND_ANSWER)));
		json_array_append_new(list, f);
	}
	doc_put(doc, "figures", list);
	list = json_array();
	for (int k = 0; k < KIND_COUNT; k++)
		if (p->kinds[k].present)
			json_array_append_new(list,
				kind_doc(lib, p, (enum message_kind)k, now));
	doc_put(doc, "kinds", list);
	return doc;
}
