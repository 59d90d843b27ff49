/*
 * What one person proposed for the whole office: roles, a library. The chosen
 * one is shown with all that it changes, and confirmed or declined here.
 */
#include <stddef.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/console/list.h"
#include "tui/pages/proposals.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/console/views.h"

enum { TAG_PROPOSED = 1, TAG_CONFIRMED, TAG_DECLINED };

struct proposals {
	struct view v;
	json_t *lines; /* [{of: a row, change?}]: what the cursor stands on */
	json_t *asked; /* the row that the open dialog shows, or NULL */
	struct list list;
};

static void
proposals_ask(struct view *v)
{
	app_ask(v->app, v, TAG_PROPOSED, "office.proposed", json_object());
}

static void
proposals_close(struct view *v)
{
	json_decref(((struct proposals *)v)->lines);
	json_decref(((struct proposals *)v)->asked);
}

static json_t *
add_line(struct proposals *w, json_t *of)
{
	json_t *line = json_object();

	json_object_set(line, "of", of);
	json_array_append_new(w->lines, line);
	return line;
}

/*
 * Each proposal, who may confirm it, and what a library would change. The
 * cursor begins on what the board was opened at.
 */
static void
proposals_compile(struct proposals *w, const json_t *answer)
{
	json_t *row, *change;
	size_t n, k;
	int at = w->lines ? w->list.at : *w->v.id ? -1 : 0;

	json_decref(w->lines);
	w->lines = json_array();
	json_array_foreach(doc_get(answer, "rows"), n, row)
	{
		if (at < 0 &&
			(strcmp(doc_str(row, "officer"), w->v.id) == 0 ||
				strcmp(doc_str(row, "account"), w->v.id) == 0 ||
				strcmp(doc_str(row, "what"), w->v.id) == 0))
			at = (int)json_array_size(w->lines);
		(void)add_line(w, row);
		doc_put_bool(add_line(w, row), "who", true);
		json_array_foreach(doc_get(row, "changes"), k, change)
		{
			json_object_set(add_line(w, row), "change", change);
		}
	}
	w->list.at = at < 0 ? 0 : at;
	list_count(&w->list, (int)json_array_size(w->lines));
}

static void
proposals_reply(struct view *v, const struct reply *r)
{
	struct proposals *w = (struct proposals *)v;

	if (!r->ok) {
		app_refused(v->app, r);
	} else if (r->tag == TAG_PROPOSED) {
		proposals_compile(w, r->doc);
		v->app->dirty = true;
	} else {
		app_say(v->app, STYLE_GOOD, "%s",
			r->tag == TAG_CONFIRMED
				? _("Confirmed. It holds from now on.")
				: _("Declined. Nothing changes."));
		proposals_ask(v);
	}
}

static void
proposals_changed(struct view *v, const char *what, const char *key)
{
	(void)key;
	if (strcmp(what, "link") == 0 || strcmp(what, "office") == 0)
		proposals_ask(v);
}

/* ---- drawing ---- */

static void
draw_proposal(const struct proposals *w, struct area a, int row, int i)
{
	const json_t *line = json_array_get(w->lines, (size_t)i);
	const json_t *of = doc_get(line, "of");
	const json_t *change = doc_get(line, "change");
	enum lang lang = w->v.app->lang;
	char text[PROPOSAL_TEXT], people[300];
	enum style style = STYLE_STRONG;

	if (change != NULL) {
		proposal_change(text, change, lang);
		style = doc_bool(change, "less") ? STYLE_WARN : STYLE_TEXT;
	} else if (doc_bool(line, "who")) {
		say_people(
			people, sizeof(people), doc_get(of, "officers"), lang);
		fixed_cut_format(text, sizeof(text),
			_("    proposed by %s; may confirm: %s"),
			say_who(of, "by"), people);
		style = STYLE_DIM;
	} else {
		proposal_text(text, of, lang);
	}
	(void)area_column(a, row, 2, a.cols - 3, style, text);
	list_mark(&w->list, a, row, i);
}

static void
proposals_draw(struct view *v, struct area a)
{
	struct proposals *w = (struct proposals *)v;
	int row = 0;

	if (w->list.count == 0) {
		(void)area_put(a, 0, 2, STYLE_DIM,
			w->lines ? _("Nothing waits for a second person.")
				 : _("Loading …"));
		area_cursor(a, 0, 2);
		return;
	}
	for (int i = list_scroll(&w->list, a.rows);
		i < w->list.count && row < a.rows; i++)
		draw_proposal(w, a, row++, i);
}

/* ---- requests ---- */

static void
note_who(struct dialog *g, const json_t *row, enum lang lang)
{
	char people[300];

	say_people(people, sizeof(people), doc_get(row, "officers"), lang);
	dialog_note(g, STYLE_DIM, _("    proposed by %s; may confirm: %s"),
		say_who(row, "by"), people);
}

/*
 * A line of the list may be cut, and the list may move under the hand: what is
 * answered is shown whole first, and no other is.
 */
static void
ask_answer(struct proposals *w, bool decline)
{
	json_t *row = doc_get(list_row(&w->list, w->lines), "of"), *change;
	enum lang lang = w->v.app->lang;
	char text[PROPOSAL_TEXT];
	struct dialog *g;
	size_t n;

	if (row == NULL)
		return;
	if (decline && *doc_str(row, "account")) {
		app_say(w->v.app, STYLE_WARN, "%s",
			_("Nobody has asked for it: seal the right credential, "
			  "and check the account."));
		return;
	}
	json_decref(w->asked);
	w->asked = json_incref(row);
	g = dialog_open(&w->v, decline ? TAG_DECLINED : TAG_CONFIRMED,
		decline ? _("Decline this proposal")
			: _("Confirm this proposal"));
	proposal_text(text, row, lang);
	dialog_note(g, STYLE_STRONG, "%s", text);
	note_who(g, row, lang);
	json_array_foreach(doc_get(row, "changes"), n, change)
	{
		proposal_change(text, change, lang);
		dialog_note(g,
			doc_bool(change, "less") ? STYLE_WARN : STYLE_TEXT,
			"%s", text);
	}
	dialog_note(g, STYLE_TEXT, "%s",
		decline ? _("Nothing changes then.")
			: _("It holds at once, for the whole office."));
}

static void
proposals_dialog(struct view *v, int tag, const json_t *values)
{
	const json_t *row = ((struct proposals *)v)->asked;
	json_t *fields = json_object();

	(void)values;
	doc_put_str(fields, "officer", doc_str(row, "officer"));
	doc_put_str(fields, "digest", doc_str(row, "digest"));
	doc_put_str(fields, "account", doc_str(row, "account"));
	doc_put_str(fields, "who", doc_str(row, "who"));
	doc_put_str(fields, "mirror", doc_str(row, "mirror"));
	if (tag == TAG_DECLINED)
		doc_put_bool(fields, "decline", true);
	app_act(v->app, v, tag, doc_str(row, "act"), fields);
}

static bool
proposals_request(struct view *v, enum request request)
{
	struct proposals *w = (struct proposals *)v;

	if (list_request(&w->list, request))
		return true;
	if (request != REQ_CONFIRM && request != REQ_DECLINE)
		return false;
	ask_answer(w, request == REQ_DECLINE);
	return true;
}

const struct view_ops proposals_view = {
	.name = "proposals",
	.title = N_("For a second person"),
	.context = IN_PROPOSALS,
	.opened_by = REQ_PROPOSALS,
	.about = ABOUT_NOTHING,
	.size = sizeof(struct proposals),
	.list = offsetof(struct proposals, list),
	.open = proposals_ask,
	.close = proposals_close,
	.draw = proposals_draw,
	.request = proposals_request,
	.reply = proposals_reply,
	.dialog = proposals_dialog,
	.changed = proposals_changed,
};
