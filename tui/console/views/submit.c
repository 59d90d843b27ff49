/*
 * The dialogs and acts of submitting.
 */
#include "tui/console/views/submit.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/console/views/gates.h"

static void
ask_course(struct dialog *g)
{
	struct dialog_field *f = dialog_choice(g, "course", _("Course"));

	dialog_option(f, "tier", _("as its tier says"), "");
	dialog_option(f, "lane", _("emergency lane"),
		_("Two persons: you, and one who approves. Somebody who may "
		  "sign signs afterwards, in time."));
}

static bool
is_unsaid(const struct form_field *field)
{
	return field->carried && !field->affirmed;
}

/* The names of those that are as in the same bulletin as this one; "" where
 * one before it is. */
static void
names_as_in(
	char *out, size_t size, const struct form *f, int from, enum lang lang)
{
	const char *mark = f->field[from].mark;

	out[0] = '\0';
	for (int i = 0; i < f->count; i++) {
		const struct form_field *field = &f->field[i];

		if (!is_unsaid(field) || strcmp(field->mark, mark) != 0)
			continue;
		if (i < from)
			return;
		(void)say_add(out, size, _(", "),
			say_both(field->def, "label", lang));
	}
}

/* What goes out as a bulletin before has told it, without anybody's word. */
static void
note_carried(struct dialog *g, const struct form *f, enum lang lang)
{
	char names[SAY * 2];

	for (int i = 0; i < f->count; i++) {
		if (!is_unsaid(&f->field[i]))
			continue;
		names_as_in(names, sizeof(names), f, i, lang);
		if (*names)
			dialog_note(g, STYLE_WARN, _("Still %s: %s."),
				f->field[i].mark, names);
	}
}

void
submit_ask(
	struct view *v, int tag, const json_t *preview, const struct form *form)
{
	size_t accounts = json_array_size(json_object_get(preview, "variants"));
	struct dialog *g = dialog_open(v, tag, _("Submit for review"));

	dialog_note(g, STYLE_TEXT,
		say_n("The text is fitted to %zu account and fixed.",
			"The text is fitted to %zu accounts and fixed.",
			accounts),
		accounts);
	dialog_note(g, STYLE_TEXT, "%s",
		_("Reviewers judge exactly this. A change after that begins "
		  "again."));
	note_carried(g, form, v->app->lang);
	if (doc_bool(preview, "lane"))
		ask_course(g);
}

bool
submit_is_lane(const json_t *values)
{
	return strcmp(doc_str(values, "course"), "lane") == 0;
}

void
submit_send(struct view *v, int tag, int64_t revision, bool lane)
{
	json_t *fields = json_pack("{s:s,s:I}", "message", v->id, "revision",
		(json_int_t)revision);

	if (lane)
		doc_put_bool(fields, "lane", true);
	app_act(v->app, v, tag, "message.submit", fields);
}

bool
submit_refused(
	struct view *v, int tag, const struct reply *r, const json_t *preview)
{
	json_t *page;

	if (strcmp(r->code, "explain") != 0)
		return false;
	page = json_object();
	doc_put(page, "found",
		json_incref(json_object_get(preview, "findings")));
	gates_say(v, tag, page, false);
	json_decref(page);
	return true;
}

void
submit_reason(struct view *v, int tag, const json_t *values)
{
	json_t *fields = json_object();

	doc_put_str(fields, "message", v->id);
	doc_put_str(fields, "rule", doc_str(values, "rule"));
	doc_put_str(fields, "reason", doc_str(values, "reason"));
	app_act(v->app, v, tag, "message.explain", fields);
}

static void
waits_of_gate(char *out, size_t size, const json_t *gate, enum lang lang)
{
	const json_t *may = json_object_get(gate, "may");
	char one[SAY * 3], people[SAY * 2] = "";
	size_t n = json_array_size(may);

	(void)say_person(people, sizeof(people), json_array_get(may, 0), lang);
	if (n == 0)
		fixed_cut(people, sizeof(people),
			_("nobody on duty may pass it"));
	else if (n > 1)
		fixed_cut_format(people + strlen(people),
			sizeof(people) - strlen(people),
			say_n(" or %zu other", " or %zu others", (long)n - 1),
			n - 1);
	fixed_cut_format(one, sizeof(one), _("%s: %s"),
		say_gate(doc_str(gate, "gate"), lang), people);
	(void)say_add(out, size, _("; "), one);
}

void
submit_waits(char *out, size_t size, const json_t *page, enum lang lang)
{
	const json_t *stages = json_object_get(page, "stages"), *stage, *gate;
	size_t n, k;

	out[0] = '\0';
	json_array_foreach(stages, n, stage)
	{
		if (doc_bool(stage, "complete"))
			continue;
		json_array_foreach(json_object_get(stage, "gates"), k, gate)
		{
			if (strcmp(doc_str(gate, "state"), "open") == 0)
				waits_of_gate(out, size, gate, lang);
		}
		return;
	}
}
