/*
 * Words that two sessions typed at one message are merged by a person: what
 * only the other changed since the revision is taken over on request, and
 * what both changed stays as it is here, and there.
 */
#include "tui/console/views/others.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/console/views/clash.h"

/* Does the draft say what the form says? */
static bool
draft_says_the_same(const struct compose *c, const json_t *draft)
{
	static const char *const parts[] = { "slots", "figures", "variants" };
	json_t *mine = compose_typed(c);
	bool same = true;

	for (size_t i = 0; i < 3; i++)
		same &= json_equal(json_object_get(mine, parts[i]),
			json_object_get(draft, parts[i]));
	json_decref(mine);
	return same;
}

/* This session's own, or the one that it goes on from and replaces. */
static bool
is_ours(const struct compose *c, const json_t *one)
{
	const char *session = doc_str(one, "session");

	if (strcmp(session, c->session) == 0)
		return true;
	return c->over_at != 0 && strcmp(session, c->over) == 0 &&
		doc_int(one, "at") <= c->over_at;
}

static void
add_other(struct compose *c, json_t *one)
{
	const json_t *draft = json_object_get(one, "draft");

	if (draft && !is_ours(c, one) && !draft_says_the_same(c, draft))
		json_array_append(c->others, one);
}

static const char *
who(const struct compose *c, const json_t *one)
{
	const char *by = doc_str(one, "by");

	return strcmp(by, c->v.app->officer) == 0 ? _("you, in another console")
						  : say_who(one, "by");
}

static void
others_tell(struct compose *c)
{
	const json_t *one = json_array_get(c->others, 0);
	int64_t at = doc_int(one, "at");
	char when[SAY];

	if (one == NULL || at <= c->told_at)
		return;
	c->told_at = at;
	say_clock(when, at, app_now(c->v.app), c->v.app->zone);
	app_say(c->v.app, STYLE_WARN,
		_("Other words for this message were kept at %s (%s). Both "
		  "stay: F3 shows where they differ."),
		when, who(c, one));
}

bool
others_line(char *out, size_t size, const struct compose *c)
{
	const json_t *one = json_array_get(c->others, 0);
	int64_t base = doc_int(doc_get(one, "draft"), "base");
	char when[SAY];

	if (one == NULL)
		return false;
	say_clock(when, doc_int(one, "at"), app_now(c->v.app), c->v.app->zone);
	if (base != 0 && base != c->base)
		fixed_cut_format(out, size,
			_("! Draft by %s, %s, of revision %lld: F3"),
			who(c, one), when, (long long)base);
	else
		fixed_cut_format(out, size,
			_("! Draft by %s, %s, says otherwise: F3"), who(c, one),
			when);
	return true;
}

void
others_take(struct compose *c, const json_t *answer)
{
	json_t *one;
	size_t i;

	json_decref(c->others);
	c->others = json_array();
	add_other(c, doc_borrow(answer));
	json_array_foreach(json_object_get(answer, "others"), i, one)
	{
		add_other(c, one);
	}
	others_tell(c);
}

static json_t *
figures_by_name(const json_t *draft)
{
	json_t *out = json_object(), *row;
	size_t i;

	json_array_foreach(json_object_get(draft, "figures"), i, row)
	{
		json_object_set(out, doc_str(row, "name"), row);
	}
	return out;
}

/* As it was typed, whether or not it is a number and a time. */
static char *
say_typed(const json_t *figure)
{
	return mem_printf("%s  %s  %s  %s %s", doc_str(figure, "value"),
		doc_str(figure, "source"), doc_str(figure, "as_of"),
		doc_str(figure, "reason"),
		doc_bool(figure, "verified") ? "[x]" : "[ ]");
}

static int
note_typed_figures(
	struct dialog *g, const struct compose *c, const json_t *draft)
{
	json_t *typed = compose_typed(c), *mine = figures_by_name(typed);
	json_t *theirs = figures_by_name(draft);
	char *a, *b;
	int differ = 0;

	for (int i = 0; i < c->form.count; i++) {
		const struct form_field *field = &c->form.field[i];

		if (!field->figure ||
			json_equal(json_object_get(mine, field->id),
				json_object_get(theirs, field->id)))
			continue;
		a = say_typed(json_object_get(theirs, field->id));
		b = say_typed(json_object_get(mine, field->id));
		clash_note_one(
			g, say_both(field->def, "label", c->v.app->lang), a, b);
		free(a);
		free(b);
		differ++;
	}
	json_decref(typed);
	json_decref(mine);
	json_decref(theirs);
	return differ;
}

void
others_ask(struct compose *c)
{
	const json_t *one = json_array_get(c->others, 0);
	const json_t *draft = json_object_get(one, "draft");
	struct dialog_field *f;
	struct dialog *g;
	char when[SAY];

	if (one == NULL) {
		app_say(c->v.app, STYLE_TEXT, "%s",
			_("No other console has kept other words for this "
			  "message."));
		return;
	}
	say_clock(when, doc_int(one, "at"), app_now(c->v.app), c->v.app->zone);
	g = dialog_open(&c->v, COMPOSE_OTHERS, _("Two drafts of one message"));
	dialog_note(g, STYLE_TEXT, _("Theirs: %s, %s. Revision %lld."),
		who(c, one), when, (long long)doc_int(draft, "base"));
	if (clash_note_slots(g, c, draft) + note_typed_figures(g, c, draft) ==
		0)
		dialog_note(g, STYLE_TEXT, "%s",
			_("They differ in texts written by hand alone."));
	f = dialog_choice(g, "do", _("Do"));
	dialog_option(f, "leave", _("leave both"),
		_("Nothing changes; both drafts stay."));
	/* of another revision's draft nobody knows what only they changed */
	if (doc_int(draft, "base") == doc_int(c->show, "revision"))
		dialog_option(f, "merge", _("take over what only they changed"),
			_("Where both changed a field, yours stays here and "
			  "theirs there."));
	dialog_option(f, "theirs", _("go on from theirs"),
		_("Yours stays as a draft of its own."));
	dialog_option(f, "drop", _("drop theirs"),
		_("Their words are lost, and are not in the ledger."));
}

/* By name: theirs where mine is as it was in the revision, else mine. */
static json_t *
merge_objects(const json_t *base, const json_t *mine, const json_t *theirs)
{
	json_t *out = json_deep_copy(mine), *value;
	const char *key;

	json_object_foreach(doc_borrow(theirs), key, value)
	{
		const json_t *was = json_object_get(base, key);
		const json_t *here = json_object_get(mine, key);

		if (here == was || json_equal(here, was))
			json_object_set(out, key, value);
	}
	return out;
}

static json_t *
merge_figures(const json_t *base, const json_t *mine, const json_t *theirs)
{
	json_t *was = figures_by_name(base), *here = figures_by_name(mine);
	json_t *there = figures_by_name(theirs);
	json_t *all = merge_objects(was, here, there), *list = json_array();
	json_t *row;
	const char *key;

	json_object_foreach(all, key, row)
	{
		json_array_append(list, row);
	}
	json_decref(was);
	json_decref(here);
	json_decref(there);
	json_decref(all);
	return list;
}

static void
others_fill(struct compose *c, const json_t *slots, const json_t *figures,
	const json_t *variants)
{
	form_fill(&c->form, slots, figures);
	form_mark_unsaid(&c->form, c->show);
	json_decref(c->variants);
	c->variants = json_is_object(variants) ? json_deep_copy(variants)
					       : json_object();
}

static void
others_merge(struct compose *c, const json_t *theirs)
{
	json_t *mine = compose_typed(c), *base, *slots, *figures, *variants;

	/* the form says how the revision would stand in a draft */
	others_fill(c, json_object_get(c->show, "slots"),
		json_object_get(c->show, "figures"),
		json_object_get(c->show, "by_hand"));
	base = compose_typed(c);
	slots = merge_objects(json_object_get(base, "slots"),
		json_object_get(mine, "slots"),
		json_object_get(theirs, "slots"));
	figures = merge_figures(base, mine, theirs);
	variants = merge_objects(json_object_get(base, "variants"),
		json_object_get(mine, "variants"),
		json_object_get(theirs, "variants"));
	others_fill(c, slots, figures, variants);
	json_decref(mine);
	json_decref(base);
	json_decref(slots);
	json_decref(figures);
	json_decref(variants);
}

/* Mine stays as a draft of its own, of a session that has ended. */
static void
go_on_from(struct compose *c, const json_t *one)
{
	const json_t *draft = json_object_get(one, "draft");

	if (c->edits > 0)
		compose_keep_aside(c);
	c->stored = false;
	app_new_session(c->session);
	fixed_cut(c->over, sizeof(c->over), doc_str(one, "session"));
	c->over_at = doc_int(one, "at");
	if (doc_int(draft, "base") != 0)
		c->base = doc_int(draft, "base"); /* so that a save asks */
	others_fill(c, json_object_get(draft, "slots"),
		json_object_get(draft, "figures"),
		json_object_get(draft, "variants"));
}

void
others_do(struct compose *c, const char *what)
{
	json_t *one = json_incref(json_array_get(c->others, 0));

	if (one == NULL)
		return;
	if (strcmp(what, "drop") == 0)
		compose_send_drop(c, COMPOSE_ASIDE, doc_str(one, "session"));
	else if (strcmp(what, "theirs") == 0)
		go_on_from(c, one);
	else if (strcmp(what, "merge") == 0)
		others_merge(c, json_object_get(one, "draft"));
	if (strcmp(what, "theirs") == 0 || strcmp(what, "merge") == 0)
		compose_touch(c);
	json_decref(one);
}
