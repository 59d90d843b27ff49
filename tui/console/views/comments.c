/*
 * What the public writes (政民互动), what is urgent first. What the cursor rests
 * on is told below; keys say what it is, whose it is, and how it ended. The
 * station gives the first two hundred: what is done makes room for the next.
 */
#include <stddef.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/console/columns.h"
#include "tui/console/dialog.h"
#include "tui/console/facts.h"
#include "tui/console/list.h"
#include "tui/console/views.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

enum { TAG_COMMENTS = 1, TAG_ONE, TAG_INCIDENTS, TAG_WAYS, SORT = 13, ID = 7 };

static const char comment_facts[] =
	"sort on who text erased cut masked asked owner handover claim answer "
	"step todo citation";
static const char comment_whole[] =
	"id state sort on who text erased cut masked url thread at came asked "
	"owner handover claim answer step todo citation ended found";

struct comments_screen {
	struct view v;
	json_t *doc; /* of comment.list */
	json_t *incidents; /* of incident.list: those that are open */
	struct list list;
};

/* What a key asks for: its act, and which of its fields are asked. */
static const struct comments_way {
	enum request request;
	const char *name, *title, *fields;
	enum act act;
	bool in_incident;
} ways[] = {
	{ REQ_COMMENT_SORT, "comment.triage", N_("What is it?"), "sort owner",
		ACT_COMMENT_TRIAGE, false },
	{ REQ_COMMENT_ASSIGN, "comment.assign", N_("Who takes care of it?"),
		"owner", ACT_COMMENT_ASSIGN, false },
	{ REQ_COMMENT_HAND, "comment.handover", N_("Handed over"),
		"to taker number", ACT_COMMENT_HANDOVER, false },
	{ REQ_COMMENT_CLAIM, "comment.claim", N_("It becomes a claim"),
		"text reach", ACT_COMMENT_CLAIM, true },
	{ REQ_COMMENT_ANSWER, "comment.answer", N_("Answer the comment"),
		"text lang", ACT_COMMENT_ANSWER, true },
	{ REQ_COMMENT_CLOSE, "comment.close", N_("Close the comment"),
		"outcome found", ACT_COMMENT_CLOSE, false },
};

enum { WAYS = sizeof(ways) / sizeof(ways[0]) };

static void
comments_ask(struct view *v)
{
	app_ask(v->app, v, TAG_COMMENTS, "comment.list",
		json_pack("{s:s}", "state", "open"));
	app_ask(v->app, v, TAG_INCIDENTS, "incident.list",
		json_pack("{s:s}", "state", "open"));
}

static void
comments_close(struct view *v)
{
	struct comments_screen *w = (struct comments_screen *)v;

	json_decref(w->doc);
	json_decref(w->incidents);
}

static const json_t *
comments_rows(const struct comments_screen *w)
{
	return sieve_rows((struct view *)(uintptr_t)&w->v,
		json_object_get(w->doc, "rows"));
}

static const json_t *
comments_chosen(const struct comments_screen *w)
{
	return list_row(&w->list, comments_rows(w));
}

static void
comments_show(struct view *v, const json_t *doc)
{
	struct dialog *g = dialog_show(v, doc_str(doc, "id"));

	facts_note(g, DOCUMENT_COMMENT, comment_whole, doc);
}

static void
comments_reply(struct view *v, const struct reply *r)
{
	struct comments_screen *w = (struct comments_screen *)v;
	char was[SAY];

	if (!r->ok) {
		if (v->app->dialog == NULL)
			app_refused(v->app, r);
	} else if (r->tag == TAG_ONE) {
		comments_show(v, r->doc);
	} else if (r->tag == TAG_INCIDENTS) {
		view_keep(&w->incidents, r->doc);
	} else if (r->tag == TAG_COMMENTS) {
		fixed_cut(was, sizeof(was), doc_str(comments_chosen(w), "id"));
		view_keep(&w->doc, r->doc);
		list_keep(&w->list, comments_rows(w), "id", *was ? was : v->id);
		w->list.read = w->list.at;
	} else {
		app_say(v->app, STYLE_GOOD, "%s", _("Noted."));
	}
}

static void
comments_changed(struct view *v, const char *what, const char *key)
{
	(void)key;
	if (strcmp(what, "link") == 0 || strcmp(what, "office") == 0)
		comments_ask(v);
}

/* ---- drawing ---- */

static enum style
comment_style(const struct look *look, const json_t *row)
{
	(void)look;
	if (doc_bool(doc_get(row, "next"), "overdue") ||
		strcmp(doc_str(row, "sort"), "help") == 0)
		return STYLE_BAD;
	return strcmp(doc_str(row, "sort"), "unsorted") == 0 ? STYLE_WARN
							     : STYLE_TEXT;
}

static const struct column columns[] = {
	{ "id", ID, .style = STYLE_DIM },
	{ "sort", SORT, .styled = comment_style },
	{ "text", 32, .style = STYLE_STRONG, .wide = 110, .at = 160 },
	{ "step", .styled = comment_style },
	{ .name = NULL },
};

static void
comments_draw_one(const struct comments_screen *w, struct area a)
{
	const json_t *of =
		json_array_get(comments_rows(w), (size_t)w->list.read);
	struct area in = area_sub(a, 0, 1, -1, a.cols - 2);
	int row;

	if (of == NULL || a.rows < 2)
		return;
	row = border_rule(a, 0, doc_str(of, "id"));
	row = facts_draw(
		w->v.app, in, row, DOCUMENT_COMMENT, comment_facts, of);
	border_below(a, 0, row - a.rows);
}

static void
comments_draw(struct view *v, struct area a)
{
	struct comments_screen *w = (struct comments_screen *)v;
	struct area list = area_sub(a, 0, 0, a.rows / 2, -1);
	char heading[SAY];
	int row;

	if (w->list.count == 0) {
		(void)area_put(a, 0, 2, STYLE_DIM,
			w->doc ? _("No comment waits. Rounds read them; crier "
				   "account look reads one account now.")
			       : _("Loading …"));
		area_cursor(a, 0, 2);
		return;
	}
	fixed_cut_format(heading, sizeof(heading), _("Comments: %lld are open"),
		(long long)doc_int(w->doc, "total"));
	row = list_heading(&w->list, list, 0, heading);
	columns_list(v->app, &w->list, list, row, DOCUMENT_COMMENT, columns,
		comments_rows(w));
	comments_draw_one(w, area_sub(a, list.rows, 1, -1, a.cols - 2));
}

/* ---- requests ---- */

static void
comments_dialog(struct view *v, int tag, const json_t *values)
{
	const json_t *of = comments_chosen((struct comments_screen *)v);

	app_act(v->app, v, tag, ways[tag - TAG_WAYS].name,
		dialog_fields(values, "comment", doc_str(of, "id")));
}

/* Where it belongs, by its name: nobody knows numbers by heart. Answers have a
 * playbook of their own, and one of its incidents is offered first. */
static void
comments_pick_incident(
	struct dialog *g, const struct comments_screen *w, enum act act)
{
	const json_t *rows = json_object_get(w->incidents, "rows"), *row;
	struct dialog_field *f;
	const char *first = "";
	char title[SAY];
	size_t i;

	if (json_array_size(rows) == 0) {
		dialog_asks(g, act, "incident");
		return;
	}
	f = dialog_pick(g, act, "incident");
	json_array_foreach(rows, i, row)
	{
		fixed_cut_format(title, sizeof(title), "%s  %s",
			doc_str(row, "id"), doc_str(row, "title"));
		dialog_option(f, doc_str(row, "id"), title, "");
		if (strcmp(doc_str(row, "playbook"), "unit-answers") == 0)
			first = doc_str(row, "id");
	}
	if (act == ACT_COMMENT_ANSWER && *first)
		dialog_value(f, first);
}

static void
comments_do(struct view *v, size_t n, const json_t *of)
{
	struct dialog *g = dialog_open(v, TAG_WAYS + (int)n, _(ways[n].title));

	dialog_note(g, STYLE_STRONG, "%s  %s", doc_str(of, "id"),
		doc_str(of, "text"));
	if (ways[n].in_incident)
		comments_pick_incident(
			g, (struct comments_screen *)v, ways[n].act);
	dialog_asks(g, ways[n].act, ways[n].fields);
}

static bool
comments_request(struct view *v, enum request request)
{
	struct comments_screen *w = (struct comments_screen *)v;
	const json_t *of = comments_chosen(w);

	if (list_request(&w->list, request)) {
		app_wake(v, LIST_REST_MS);
		return true;
	}
	if (of == NULL)
		return false;
	if (request == REQ_CHOOSE) {
		app_ask(v->app, v, TAG_ONE, "comment.show",
			json_pack("{s:s}", "comment", doc_str(of, "id")));
		return true;
	}
	for (size_t n = 0; n < WAYS; n++) {
		if (ways[n].request != request)
			continue;
		comments_do(v, n, of);
		return true;
	}
	return false;
}

static void
comments_sift(struct view *v)
{
	struct comments_screen *w = (struct comments_screen *)v;

	list_count(&w->list, (int)json_array_size(comments_rows(w)));
	w->list.read = w->list.at;
}

static void
comments_wake(struct view *v)
{
	struct comments_screen *w = (struct comments_screen *)v;

	w->list.read = w->list.at;
}

const struct view_ops comments_view = {
	.name = "comments",
	.title = N_("Comments"),
	.context = IN_COMMENTS,
	.opened_by = REQ_COMMENTS,
	.about = ABOUT_NOTHING,
	.size = sizeof(struct comments_screen),
	.list = offsetof(struct comments_screen, list),
	.open = comments_ask,
	.close = comments_close,
	.draw = comments_draw,
	.request = comments_request,
	.sift = comments_sift,
	.reply = comments_reply,
	.changed = comments_changed,
	.dialog = comments_dialog,
	.wake = comments_wake,
};
