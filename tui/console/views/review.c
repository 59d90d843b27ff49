/*
 * Reviewing a message: the gates on the left, on the right the text, what
 * changed since the last revision, and what each account will get. Verdicts
 * are in verdict.c.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "tui/console/border.h"
#include "tui/console/correct.h"
#include "tui/console/dialog.h"
#include "tui/console/possible.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/console/views.h"
#include "tui/console/views/gates.h"
#include "tui/console/views/preview.h"
#include "tui/console/views/verdict.h"

enum { TAG_SHOW = 1, TAG_DIFF, TAG_PREVIEW, TAG_PAGE };

enum page { PAGE_TEXT, PAGE_GATES, PAGE_CHANGES, PAGE_ACCOUNTS, PAGES };

enum { GATES_WIDTH = 30, CHANGE = 20100 };

struct review {
	struct view v;
	json_t *show, *diff, *preview, *page_doc;
	enum page page;
	struct text_page at[PAGES];
	int account;
	bool read; /* the text was shown to its end */
	bool evidence; /* and what the machine found was opened */
	int64_t since; /* this text stands on the screen from then on */
};

static void
review_ask(struct review *w, int tag, const char *question)
{
	app_ask(w->v.app, &w->v, tag, question,
		json_pack("{s:s}", "message", w->v.id));
}

static void
review_load(struct review *w)
{
	review_ask(w, TAG_SHOW, "message.show");
	review_ask(w, TAG_DIFF, "message.diff");
	review_ask(w, TAG_PREVIEW, "message.preview");
	review_ask(w, TAG_PAGE, "message.review");
}

static void
review_open(struct view *v)
{
	review_load((struct review *)v);
}

static void
review_close(struct view *v)
{
	struct review *w = (struct review *)v;

	json_decref(w->show);
	json_decref(w->diff);
	json_decref(w->preview);
	json_decref(w->page_doc);
}

/* Who sits here saved or submitted it: nobody has to be told of that. */
static bool
is_own_change(const struct review *w, const json_t *doc)
{
	const json_t *revisions = json_object_get(doc, "revisions");
	const json_t *last =
		json_array_get(revisions, json_array_size(revisions) - 1);

	return doc_int(doc, "revision") != doc_int(w->show, "revision") &&
		strcmp(doc_str(last, "by"), w->v.app->officer) == 0;
}

static void
review_take_message(struct review *w, const json_t *doc)
{
	struct app *app = w->v.app;
	const char *old = doc_str(w->show, "digest");
	const char *digest = doc_str(doc, "digest");

	if (*old && strcmp(old, digest) != 0) {
		if (!is_own_change(w, doc))
			app_say(app, STYLE_WARN, "%s",
				_("The message changed while you looked. Read "
				  "it again."));
		dialog_close(app);
		w->read = w->evidence = false;
		memset(w->at, 0, sizeof(w->at));
	}
	if (strcmp(old, digest) != 0 || w->since == 0)
		w->since = app_now(app);
	view_keep(&w->show, doc);
	view_about_message(&w->v, doc);
}

static void
review_reply(struct view *v, const struct reply *r)
{
	struct review *w = (struct review *)v;

	if (correct_reply(v, r) || gates_reply(v, r))
		return;
	if (!r->ok) {
		if (r->tag == TAG_DIFF) /* a first revision has no other */
			(void)json_object_clear(w->diff);
		else if (r->tag < VERDICT_PASS) /* else the dialog shows it */
			app_refused(v->app, r);
	} else if (r->tag == TAG_SHOW) {
		review_take_message(w, r->doc);
	} else if (r->tag == TAG_DIFF) {
		view_keep(&w->diff, r->doc);
	} else if (r->tag == TAG_PREVIEW) {
		view_keep(&w->preview, r->doc);
	} else if (r->tag == TAG_PAGE) {
		view_keep(&w->page_doc, r->doc);
	} else if (r->tag == VERDICT_APPROVE && correct_is_ready(w->show) &&
		app_has_role(v->app, "releaser")) {
		app_act(v->app, v, CORRECT_ARM, "release.arm",
			json_pack("{s:s,s:s}", "message", v->id, "digest",
				doc_str(w->show, "digest")));
	} else {
		app_say(v->app, STYLE_GOOD, "%s", verdict_done(r->tag));
		review_load(w);
	}
}

static void
review_changed(struct view *v, const char *what, const char *key)
{
	if (view_of_message_changed(v, what, key))
		review_load((struct review *)v);
}

/* ---- drawing ----------------------------------------------------------- */

/* Has the station said that who sits here may sign the gate? */
static bool
is_own_gate(const struct review *w, size_t stage, size_t gate)
{
	const json_t *row =
		json_array_get(json_object_get(w->page_doc, "stages"), stage);

	row = json_array_get(json_object_get(row, "gates"), gate);
	return doc_find(json_object_get(row, "may"), "id", w->v.app->officer) !=
		NULL;
}

/* The key that passes it now, by who sits here; 0: none does. */
static int
key_of_gate(const struct review *w, size_t stage, const json_t *gate, bool own)
{
	return own && strcmp(doc_str(gate, "state"), "passed") != 0 &&
			verdict_stage(w->show) == (int)stage &&
			*doc_str(w->show, "digest") &&
			!possible_not(&w->v, "review")
		? keys_of(IN_REVIEW, REQ_PASS)
		: 0;
}

static int
review_draw_gate(
	struct review *w, struct area a, int row, const json_t *gate, bool own)
{
	struct app *app = w->v.app;
	const char *state = doc_str(gate, "state");
	bool passed = strcmp(state, "passed") == 0;
	bool returned = strcmp(state, "returned") == 0;
	char at[SAY], roles[SAY], who[SAY];
	enum style style = passed ? STYLE_GOOD
		: returned	  ? STYLE_BAD
				  : STYLE_TEXT;

	(void)area_put(a, row, 1, style,
		passed		   ? "[x]"
			: returned ? "[!]"
				   : "[ ]");
	(void)area_column(a, row, 5, 13, style,
		say_gate(doc_str(gate, "gate"), app->lang));
	/* any one of them is enough */
	say_words(roles, sizeof(roles), json_object_get(gate, "roles"), "/",
		say_role, app->lang);
	fixed_cut_format(who, sizeof(who), own ? _("YOU: %s") : "%s", roles);
	say_clock(at, doc_int(gate, "time"), app_now(app), app->zone);
	if (passed || returned)
		(void)area_printf(a, row, 19, STYLE_TEXT, "%s %s",
			say_who(gate, "by"), at);
	else
		(void)area_column(a, row, 19, a.cols - 19,
			own ? STYLE_STRONG : STYLE_DIM, who);
	row++;
	if (returned && *doc_str(gate, "reason"))
		row += area_wrap(area_sub(a, 0, 5, -1, -1), row, 0, STYLE_BAD,
			doc_str(gate, "reason"));
	return row;
}

/* What the emergency lane left open, or who closed it. */
static int
draw_signature(const struct review *w, struct area a, int row)
{
	const struct app *app = w->v.app;
	const json_t *signed_by = doc_get(w->show, "supplemented");
	int64_t due = doc_int(w->show, "supplement_due");
	char at[SAY];

	if (due == 0)
		return row;
	say_clock(at, signed_by ? doc_int(signed_by, "time") : due,
		app_now(app), app->zone);
	if (signed_by) {
		(void)area_printf(a, row, 1, STYLE_GOOD, _("signed: %s %s"),
			say_who(signed_by, "by"), at);
		return row + 1;
	}
	(void)area_printf(a, row++, 1, STYLE_BAD,
		due <= app_now(app) ? _("! SIGN: LATE since %s")
				    : _("signature due by %s"),
		at);
	if (verdict_may_sign(app))
		(void)area_put(a, row++, 1, STYLE_STRONG, _("A signs it"));
	return row;
}

static void
draw_gates(struct review *w, struct area a)
{
	size_t accounts = json_array_size(json_object_get(w->show, "variants"));
	struct app *app = w->v.app;
	const json_t *approved = doc_get(w->show, "approved");
	char text[SAY];
	size_t i, k;
	json_t *stage, *gate;
	int row = 0, open = 0;

	json_array_foreach(json_object_get(w->show, "stages"), i, stage)
	{
		row = border_rule(
			a, row, say_stage(doc_str(stage, "stage"), app->lang));
		json_array_foreach(json_object_get(stage, "gates"), k, gate)
		{
			bool own = is_own_gate(w, i, k);
			int key = key_of_gate(w, i, gate, own);

			open += key != 0;
			key_format(text, key);
			(void)area_put(a, row, 0, STYLE_KEY, text);
			row = review_draw_gate(w, a, row, gate, own);
		}
	}
	if (open > 1)
		(void)area_put(a, row++, 1, STYLE_STRONG,
			_("p passes one, and asks which"));
	if (approved) {
		say_clock(text, doc_int(approved, "time"), app_now(app),
			app->zone);
		(void)area_printf(a, row++, 1, STYLE_GOOD, _("approved: %s %s"),
			say_who(approved, "by"), text);
	}
	row = draw_signature(w, a, row);
	row = border_rule(a, row, _("Manifest"));
	say_digest(text, doc_str(w->show, "digest"));
	(void)area_printf(a, row++, 1, STYLE_TEXT, _("digest %s"),
		*text ? text : _("not submitted"));
	(void)area_printf(a, row++, 1, STYLE_TEXT,
		say_n("revision %lld, %zu account",
			"revision %lld, %zu accounts", (long)accounts),
		(long long)doc_int(w->show, "revision"), accounts);
	(void)area_printf(a, row++, 1, STYLE_TEXT, _("state: %s"),
		say_standing_long(w->show, app->lang));
	if (!w->read)
		(void)area_put(
			a, row, 1, STYLE_WARN, _("PgDn to end, or say why"));
}

/* Text with its title; returns all lines. */
static int
review_draw_text(const struct review *w, struct area a, int row)
{
	const json_t *master = json_object_get(w->show, "master");
	const char *asked = doc_str(w->show, "asked");
	int from = row;
	char *text;

	if (*asked) {
		text = mem_printf(_("Answers %s: %s"),
			doc_str(w->show, "answers"), asked);
		row += area_wrap(a, row, 0, STYLE_DIM, text) + 1;
		free(text);
	}
	if (*doc_str(master, "title"))
		row += area_wrap(a, row, 0, STYLE_STRONG,
			       doc_str(master, "title")) +
			1;
	return row + area_wrap(a, row, 0, STYLE_TEXT, doc_str(master, "text")) -
		from;
}

/* Since this reviewer looked; for who never did, since the last revision. */
static int
draw_changes(const struct review *w, struct area a, int row)
{
	const json_t *changed = json_object_get(w->page_doc, "changed");
	bool same = json_array_size(json_object_get(changed, "changes")) == 0;
	int from = row;

	if (doc_get(w->page_doc, "looked") == NULL) {
		changed = w->diff;
	} else if (doc_int(w->page_doc, "looked") == 0) {
		row += area_wrap(a, row, 0, STYLE_STRONG,
			_("You have not looked at it before."));
		changed = w->diff;
	} else if (same) {
		return area_wrap(a, row, 0, STYLE_STRONG,
			_("Nothing has changed since you looked."));
	} else {
		(void)area_printf(a, row++, 0, STYLE_STRONG,
			_("Changed since you looked at revision %lld:"),
			(long long)doc_int(changed, "from"));
	}
	return row + gates_changes(w->v.app, changed, a, row) - from;
}

static int
draw_evidence(const struct review *w, struct area a, int row)
{
	return gates_draw(w->v.app, w->page_doc, a, row);
}

static void
draw_tabs(const struct review *w, struct area a)
{
	static const char *const names[PAGES] = { N_("Text"), N_("Gates"),
		N_("Changes"), N_("Accounts") };
	int col = 0;

	for (int i = 0; i < PAGES; i++) {
		bool on = i == (int)w->page;

		col = area_printf(a, 0, col, on ? STYLE_STRONG : STYLE_DIM,
			      on ? "[%s]" : " %s ", _(names[i])) +
			1;
		if (on)
			area_cursor(a, 0, col - 2);
	}
}

/* What can be said of a finding: keys that have no room in the bar. */
static void
draw_gate_keys(struct area a)
{
	static const enum request said[] = { REQ_EXPLAIN, REQ_SUSPEND,
		REQ_CONCUR };
	char name[KEY_NAME];
	int col = 1;

	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		key_format(name, keys_of(IN_REVIEW, said[i]));
		col = area_put(a, 0, col, STYLE_KEY, name) + 1;
		col = area_put(a, 0, col, STYLE_TEXT,
			      _(request_row(said[i])->name)) +
			2;
	}
}

static void
draw_page(struct review *w, struct area a)
{
	struct text_page *at = &w->at[w->page];
	int (*draw)(const struct review *, struct area, int) =
		w->page == PAGE_TEXT	? review_draw_text
		: w->page == PAGE_GATES ? draw_evidence
					: draw_changes;
	struct area foot;
	int lines;

	if (w->page == PAGE_ACCOUNTS) {
		struct preview_at one = { w->account, *at, -1, false };

		preview_draw(w->preview, &one, w->v.app->lang, a);
		*at = one.page;
		return;
	}
	lines = draw(w, area_sub(a, 0, 0, 0, -1), 0);
	foot = area_sub(a, a.rows - 1, 0, 1, -1);
	if (lines > a.rows)
		a.rows--;
	reading_fit(at, lines, a.rows);
	(void)draw(w, a, -at->top);
	reading_note(at, foot, 0, 0);
	if (w->page == PAGE_TEXT && lines - at->top <= a.rows)
		w->read = true;
	if (w->page == PAGE_GATES)
		w->evidence = true;
}

/*
 * No room side by side: one page after the other, the stages above the gates'
 * evidence, and on each page what is reviewed.
 */
static void
review_draw_narrow(struct review *w, struct area a)
{
	struct area page = area_sub(a, 2, 1, -1, a.cols - 2);
	int stages = page.rows / 2;
	char digest[SAY];

	draw_tabs(w, area_sub(a, 0, 1, 1, -1));
	say_digest(digest, doc_str(w->show, "digest"));
	(void)area_printf(a, 1, 1, w->read ? STYLE_DIM : STYLE_WARN, "%s  %s",
		digest, w->read ? "" : _("PgDn to end, or say why"));
	if (w->page == PAGE_GATES) {
		draw_gates(w, area_sub(page, 0, 0, stages, -1));
		draw_gate_keys(area_sub(page, stages, 0, 1, -1));
		page = area_sub(page, stages + 1, 0, -1, -1);
	}
	draw_page(w, page);
}

static void
review_draw(struct view *v, struct area a)
{
	struct review *w = (struct review *)v;
	int left = a.cols > 120 ? GATES_WIDTH + 14 : GATES_WIDTH + 4;
	struct area page = area_sub(a, 2, left + 2, -1, a.cols - left - 3);
	int foot = preview_findings_rows(w->preview, v->app->lang, page.cols);

	if (w->show == NULL) {
		(void)area_put(a, 0, 2, STYLE_DIM, _("Loading …"));
		return;
	}
	if (a.cols < VIEW_NARROW) {
		review_draw_narrow(w, a);
		return;
	}
	for (int row = 0; row < a.rows; row++)
		(void)area_put(a, row, left, STYLE_DIM, "│");
	draw_tabs(w, area_sub(a, 0, left + 2, 1, -1));
	if (w->page == PAGE_GATES)
		draw_gate_keys(area_sub(a, 1, left + 2, 1, -1));
	if (w->page == PAGE_TEXT && foot > 0 && foot < page.rows / 2) {
		preview_findings(w->preview, v->app->lang,
			area_sub(page, page.rows - foot, 0, foot, -1));
		page.rows -= foot;
	}
	draw_page(w, page);
	draw_gates(w, area_sub(a, 0, 1, -1, left - 2));
}

/* ---- requests ---------------------------------------------------------- */

static struct verdict
review_shown(struct review *w)
{
	return (struct verdict){ .v = &w->v,
		.show = w->show,
		.page = w->page_doc,
		.digest = doc_str(w->show, "digest"),
		.read = w->read,
		.evidence = w->evidence,
		.since = w->since };
}

static void
review_dialog(struct view *v, int tag, const json_t *values)
{
	const struct verdict on_screen = review_shown((struct review *)v);

	if (!gates_dialog(v, tag, values))
		verdict_dialog(&on_screen, tag, values);
}

/* PgDn stands in the bar as long as there is something below. */
static bool
review_lacks(const struct view *v, enum request request)
{
	const struct review *w = (const struct review *)v;

	return request == REQ_PAGE_DOWN && !reading_has_more(&w->at[w->page]);
}

static void
turn_account(struct review *w, int by)
{
	w->account = preview_turn(w->preview, w->account, by);
	w->at[PAGE_ACCOUNTS].top = 0;
}

static bool
review_scroll(struct review *w, enum request request)
{
	static const struct {
		enum request request;
		int by;
	} moves[] = { { REQ_UP, -1 }, { REQ_DOWN, 1 }, { REQ_HOME, -100000 },
		{ REQ_END, 100000 } };
	struct text_page *at = &w->at[w->page];

	if (reading_request(at, request))
		return true;

	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
		if (moves[i].request != request)
			continue;
		at->top += moves[i].by;
		if (at->top < 0)
			at->top = 0;
		return true;
	}
	return false;
}

static bool
review_request(struct view *v, enum request request)
{
	struct review *w = (struct review *)v;
	const struct verdict on_screen = review_shown(w);

	if (review_scroll(w, request))
		return true;
	if (request == REQ_NEXT_PAGE)
		w->page = (w->page + 1) % PAGES;
	else if (request == REQ_PREV_FIELD)
		w->page = (w->page + PAGES - 1) % PAGES;
	else if (request == REQ_LEFT || request == REQ_RIGHT)
		turn_account(w, request == REQ_LEFT ? -1 : 1);
	else if (w->show == NULL)
		return false;
	else if (request == REQ_PASS || request == REQ_RETURN)
		verdict_judge(&on_screen, request == REQ_PASS);
	else if (request == REQ_APPROVE)
		verdict_approve(&on_screen);
	else
		return gates_request(v, request, w->page_doc);
	return true;
}

const struct view_ops review_view = {
	.name = "review",
	.title = N_("Review"),
	.context = IN_REVIEW,
	.opened_by = REQ_REVIEW,
	.about = ABOUT_MESSAGE,
	.size = sizeof(struct review),
	.open = review_open,
	.close = review_close,
	.draw = review_draw,
	.request = review_request,
	.lacks = review_lacks,
	.reply = review_reply,
	.dialog = review_dialog,
	.changed = review_changed,
};
