/*
 * Drawing what the station found for each gate, and the two dialogs.
 */
#include "tui/console/views/gates.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/console/dialog.h"
#include "tui/pages/carried.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/console/views/outside.h"
#include "tui/pages/waivers.h"

enum { WORDS = 900 };

/* An older station says only the key. */
static const char *
change_name(const json_t *change, enum lang lang)
{
	const char *title = say_both(change, "title", lang);

	if (*title == '\0')
		title = doc_str(change, "name");
	return *title ? title : doc_str(change, "field");
}

int
gates_changes(const struct app *app, const json_t *diff, struct area a, int row)
{
	const json_t *changes = json_object_get(diff, "changes");
	struct area in = area_sub(a, 0, 2, -1, -1);
	int from = row;
	size_t i;
	json_t *change;

	if (json_array_size(changes) == 0)
		return area_wrap(a, row, 0, STYLE_DIM,
			_("Nothing to compare: this is the first revision."));
	row += area_wrap(a, row, 0, STYLE_DIM,
		_("- is what stood there, + what stands there now"));
	json_array_foreach(changes, i, change)
	{
		row += area_wrap(
			a, row, 0, STYLE_TITLE, change_name(change, app->lang));
		for (size_t k = 0; k < 2; k++) {
			char *words = say_change(
				json_object_get(change, k ? "new" : "old"),
				app_now(app), app->zone);

			(void)area_put(a, row, 0, k ? STYLE_GOOD : STYLE_BAD,
				k ? "+" : "-");
			row += area_wrap(
				in, row, 0, k ? STYLE_TEXT : STYLE_DIM, words);
			free(words);
		}
	}
	return row - from;
}

/* ---- gates ------------------------------------------------------------- */

static int
gates_draw_found(const json_t *found, struct area a, int row, enum lang lang)
{
	struct area in = area_sub(a, 0, 2, -1, -1);
	char words[WORDS];
	int from = row;
	size_t i;
	json_t *f;

	json_array_foreach(found, i, f)
	{
		waivers_head(words, sizeof(words), f, lang);
		row += area_wrap(in, row, 0, waivers_look(f)->style, words);
		waivers_words(words, sizeof(words), f);
		if (*words)
			row += area_wrap(in, row, 0, STYLE_TEXT, words);
	}
	if (i == 0)
		row += area_wrap(
			in, row, 0, STYLE_DIM, _("the machine found nothing"));
	return row - from;
}

/* How it was read, in the words of the console of who passed it. */
static int
gates_draw_seen(const json_t *seen, struct area a, int row)
{
	char words[WORDS], span[SAY];

	if (seen == NULL)
		return 0;
	say_span(span, doc_int(seen, "read_seconds") * 1000);
	fixed_cut_format(words, sizeof(words),
		_("their console says: %s, %s, %s on the screen"),
		doc_bool(seen, "read_end") ? _("shown to its end")
					   : _("NOT shown to its end"),
		doc_bool(seen, "read_evidence") ? _("findings opened")
						: _("findings not opened"),
		span);
	return area_wrap(a, row, 0,
		doc_bool(seen, "read_end") ? STYLE_DIM : STYLE_WARN, words);
}

static int
gates_draw_row(const json_t *g, struct area a, int row, enum lang lang)
{
	struct area in = area_sub(a, 0, 2, -1, -1);
	bool open = strcmp(doc_str(g, "state"), "open") == 0;
	char names[WORDS], words[WORDS + 100];
	int from = row;

	fixed_cut_format(words, sizeof(words), "%s %s",
		open						     ? "[ ]"
			: strcmp(doc_str(g, "state"), "passed") == 0 ? "[x]"
								     : "[!]",
		say_gate(doc_str(g, "gate"), lang));
	row += area_wrap(a, row, 0, STYLE_TITLE, words);
	row += gates_draw_found(json_object_get(g, "found"), a, row, lang);
	fixed_cut_format(words, sizeof(words), "%s: %s",
		_("by passing you confirm"), say_both(g, "attests", lang));
	row += area_wrap(in, row, 0, STYLE_TEXT, words);
	row += gates_draw_seen(doc_get(g, "seen"), in, row);
	if (open) {
		say_people(
			names, sizeof(names), json_object_get(g, "may"), lang);
		fixed_cut_format(words, sizeof(words), _("may sign: %s"),
			*names ? names : _("NOBODY on duty"));
		row += area_wrap(in, row, 0, STYLE_DIM, words);
	}
	return row - from;
}

/* By when a unit answers, and whom to telephone; "" when it has answered. */
static void
unit_deadline(char out[WORDS], const struct app *app, const json_t *u)
{
	bool asked = strcmp(doc_str(u, "state"), "asked") == 0;
	bool silent = strcmp(doc_str(u, "state"), "silent") == 0;
	char at[SAY];

	out[0] = '\0';
	if (!asked && !silent)
		return;
	say_clock(at, doc_int(u, "deadline"), app_now(app), app->zone);
	fixed_cut_format(out, WORDS,
		asked ? _("asked, to answer by %s, phone %s")
		      : _("NO ANSWER by %s, phone %s"),
		at, *doc_str(u, "phone") ? doc_str(u, "phone") : "-");
}

static int
draw_units(const struct app *app, const json_t *units, struct area a, int row)
{
	char words[2 * WORDS], until[WORDS];
	int from = row;
	size_t i;
	json_t *u;

	json_array_foreach(units, i, u)
	{
		bool agreed = strcmp(doc_str(u, "state"), "agreed") == 0;

		unit_deadline(until, app, u);
		fixed_cut_format(words, sizeof(words), "%s %s: %s %s%s",
			doc_bool(u, "needed") && !agreed ? "!" : "-",
			say_both(u, "title", app->lang),
			*until ? until : say_both(u, "state_title", app->lang),
			*until ? "" : doc_str(u, "who"),
			say_silence(doc_str(u, "silence")));
		row += area_wrap(
			a, row, 0, agreed ? STYLE_GOOD : STYLE_WARN, words);
	}
	return row - from;
}

/* Words of the playbook that state a fact: said by nobody, or by whom. */
static int
gates_draw_assumed(
	const struct app *app, const json_t *page, struct area a, int row)
{
	char words[WORDS];
	int from = row;
	json_t *s;
	size_t i;

	json_array_foreach(json_object_get(page, "assumed"), i, s)
	{
		fixed_cut_format(words, sizeof(words),
			_("! %s: the playbook's words, nobody has said them "
			  "yet"),
			say_both(s, "label", app->lang));
		row += area_wrap(a, row, 0, STYLE_BAD, words);
	}
	json_array_foreach(json_object_get(page, "affirmed"), i, s)
	{
		fixed_cut_format(words, sizeof(words),
			_("%s: the playbook's words, confirmed by %s"),
			say_both(s, "label", app->lang), say_who(s, "by"));
		row += area_wrap(a, row, 0, STYLE_TEXT, words);
	}
	return row - from;
}

/* What the bulletins before have said: still so by whose word, or by none. */
static int
gates_draw_carried(
	const struct app *app, const json_t *page, struct area a, int row)
{
	char words[CARRIED_WORDS];
	int from = row;
	json_t *r;
	size_t i;

	json_array_foreach(json_object_get(page, "carried"), i, r)
	{
		bool said = *doc_str(r, "by") != '\0';

		carried_say(words, r, app->lang);
		(void)area_put(a, row, 0, STYLE_WARN, said ? " " : "!");
		row += area_wrap(
			a, row, 2, said ? STYLE_TEXT : STYLE_WARN, words);
	}
	return row - from;
}

int
gates_draw(const struct app *app, const json_t *page, struct area a, int row)
{
	json_t *stages = json_object_get(page, "stages"), *stage, *gate;
	int from = row;
	size_t i, k;

	json_array_foreach(stages, i, stage)
	{
		json_array_foreach(json_object_get(stage, "gates"), k, gate)
		{
			row += gates_draw_row(gate, a, row, app->lang);
		}
	}
	if (i == 0)
		row += gates_draw_found(
			json_object_get(page, "found"), a, row, app->lang);
	row += gates_draw_assumed(app, page, a, row);
	row += gates_draw_carried(app, page, a, row);
	row += draw_units(app, json_object_get(page, "concurrences"), a, row);
	row += outside_draw(app, json_object_get(page, "outside"), a, row);
	return row - from;
}

/* ---- dialogs ----------------------------------------------------------- */

/* One place of a rule is enough. */
static bool
has_option(const struct dialog_field *f, const json_t *finding)
{
	for (int i = 0; i < f->list.count; i++)
		if (strcmp(f->option[i].word, doc_str(finding, "rule")) == 0)
			return true;
	return false;
}

/* Those that are off, to be put in force again: by the sign they are shown
 * with. */
static void
add_suspended(struct dialog_field *f, const json_t *page)
{
	char word[64], title[SAY];
	size_t i;
	json_t *row;

	json_array_foreach(json_object_get(page, "suspensions"), i, row)
	{
		if (*doc_str(row, "second") == '\0')
			continue;
		fixed_cut_format(
			word, sizeof(word), "=%.60s", doc_str(row, "rule"));
		fixed_cut_format(title, sizeof(title), _("%s in force again"),
			doc_str(row, "rule"));
		dialog_option(f, word, title, doc_str(row, "reason"));
	}
}

void
gates_say(struct view *v, int tag, const json_t *page, bool suspend)
{
	const char *severity = suspend ? "block" : "reason";
	struct dialog *g;
	struct dialog_field *f;
	size_t i;
	json_t *row;

	g = dialog_open(v, tag,
		suspend ? _("Suspend a rule for this message")
			: _("Give a reason"));
	dialog_note(g, STYLE_TEXT, "%s",
		suspend ? _("Two persons, by name, in every report. The first "
			    "proposes, the second confirms.")
			: _("It stands in the ledger, and another officer "
			    "accepts it with the gate."));
	f = dialog_choice(g, "rule", _("Rule"));
	json_array_foreach(json_object_get(page, "found"), i, row)
	{
		if (strcmp(doc_str(row, "severity"), severity) == 0 &&
			!waivers_suspended(row) && !has_option(f, row) &&
			(suspend || *doc_str(row, "reason") == '\0'))
			dialog_option(f, doc_str(row, "rule"),
				doc_str(row, "rule"),
				say_both(row, "what", v->app->lang));
	}
	if (suspend)
		add_suspended(f, page);
	if (f->list.count == 0) {
		dialog_close(v->app);
		app_say(v->app, STYLE_WARN, "%s",
			suspend ? _("No rule blocks it.")
				: _("No rule asks for a reason."));
		return;
	}
	(void)dialog_ask(g, ACT_RULE_SUSPEND, "reason");
}

static void
ask_concur(struct view *v, const json_t *page)
{
	struct dialog *g =
		dialog_open(v, GATES_CONCUR, _("Other units' agreement"));
	struct dialog_field *f = dialog_pick(g, ACT_CONCUR_ANSWER, "organ");
	size_t i;
	json_t *row;

	json_array_foreach(json_object_get(page, "organs"), i, row)
	{
		dialog_option(f, doc_str(row, "organ"),
			say_both(row, "title", v->app->lang),
			doc_str(row, "phone"));
	}
	dialog_asks(g, ACT_CONCUR_ANSWER, "answer who how number reason");
	dialog_first(dialog_named(g, "answer"), "asked", _("is asked now"));
	dialog_help(g, dialog_named(g, "number"));
}

static void
send_concur(struct view *v, const json_t *values)
{
	bool asked = strcmp(doc_str(values, "answer"), "asked") == 0;
	json_t *fields = asked
		? json_pack("{s:s}", "organ", doc_str(values, "organ"))
		: json_deep_copy(values);

	doc_put_str(fields, "message", v->id);
	app_act(v->app, v, GATES_CONCUR, asked ? "concur.ask" : "concur.answer",
		fields);
}

bool
gates_silent(const json_t *page)
{
	size_t i;
	json_t *u;

	json_array_foreach(json_object_get(page, "concurrences"), i, u)
	{
		if (doc_bool(u, "needed") &&
			strcmp(doc_str(u, "state"), "silent") == 0 &&
			strcmp(doc_str(u, "silence"), "waits") != 0)
			return true;
	}
	return false;
}

bool
gates_request(struct view *v, enum request request, const json_t *page)
{
	if (request == REQ_EXPLAIN)
		gates_say(v, GATES_EXPLAIN, page, false);
	else if (request == REQ_SUSPEND)
		gates_say(v, GATES_SUSPEND, page, true);
	else if (request == REQ_CONCUR)
		ask_concur(v, page);
	else if (request == REQ_OUTSIDE)
		outside_ask(v, GATES_OUTSIDE);
	else if (request == REQ_REPOST)
		app_act(v->app, v, GATES_REPOST, "message.repost",
			json_pack("{s:s}", "message", v->id));
	else
		return false;
	return true;
}

bool
gates_dialog(struct view *v, int tag, const json_t *values)
{
	json_t *fields;
	bool again;

	if (tag == GATES_CONCUR) {
		send_concur(v, values);
		return true;
	}
	if (tag == GATES_OUTSIDE) {
		char incident[VIEW_ID];

		view_incident_id(incident, v);
		app_act(v->app, v, tag, "outside.note",
			dialog_fields(values, "incident", incident));
		return true;
	}
	if (tag != GATES_EXPLAIN && tag != GATES_SUSPEND)
		return false;
	again = *doc_str(values, "rule") == '=';
	fields = json_object();
	doc_put_str(fields, "message", v->id);
	doc_put_str(fields, "rule", doc_str(values, "rule") + (again ? 1 : 0));
	doc_put_str(fields, "reason", doc_str(values, "reason"));
	app_act(v->app, v, tag,
		tag == GATES_EXPLAIN ? "message.explain"
			: again	     ? "rule.restore"
				     : "rule.suspend",
		fields);
	return true;
}

bool
gates_reply(struct view *v, const struct reply *r)
{
	static const char *const done[] = { N_("The reason is noted."),
		N_("Noted. A rule is suspended once two persons have said "
		   "so."),
		N_("Noted."), "",
		N_("Noted. Texts that say otherwise are "
		   "found.") };

	if (r->tag < GATES_EXPLAIN || r->tag > GATES_OUTSIDE)
		return false;
	if (r->tag == GATES_REPOST && r->ok)
		view_open_begun(v, r->doc);
	else if (r->tag == GATES_REPOST)
		app_refused(v->app, r);
	else if (r->ok) /* else the dialog shows it */
		app_say(v->app, STYLE_GOOD, "%s",
			_(done[r->tag - GATES_EXPLAIN]));
	return true;
}
