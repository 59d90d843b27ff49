/*
 * The accounts and how well each is, the worst first. What the cursor rests on
 * is told in full: for what reasons, and what to do.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/console/columns.h"
#include "tui/console/dialog.h"
#include "tui/console/facts.h"
#include "tui/console/list.h"
#include "tui/console/views.h"
#include "tui/console/views/rounded.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

enum {
	TAG_HEALTH = 1,
	TAG_ROUND,
	GRADE = 8,
	NAME = 18, /* what is wrong needs the room */
	NAME_WIDE = 26,
	BESIDE = 2 * VIEW_NARROW + 4
};

struct health_screen {
	struct view v;
	json_t *doc; /* of account.health */
	json_t *round; /* of account.round */
	struct list list;
};

static void
health_ask(struct view *v)
{
	app_ask(v->app, v, TAG_HEALTH, "account.health", json_object());
	app_ask(v->app, v, TAG_ROUND, "account.round", NULL);
}

static void
health_close(struct view *v)
{
	json_decref(((struct health_screen *)v)->doc);
	json_decref(((struct health_screen *)v)->round);
}

static const json_t *
health_list(const struct health_screen *w)
{
	return sieve_rows((struct view *)(uintptr_t)&w->v,
		json_object_get(w->doc, "rows"));
}

static void
health_reply(struct view *v, const struct reply *r)
{
	struct health_screen *w = (struct health_screen *)v;
	char was[SAY];

	if (r->tag == TAG_ROUND) { /* which an older station does not know */
		view_keep(&w->round, r->ok ? r->doc : NULL);
		return;
	}
	if (!r->ok) {
		app_refused(v->app, r);
		return;
	}
	fixed_cut(was, sizeof(was),
		doc_str(list_row(&w->list, health_list(w)), "account"));
	view_keep(&w->doc, r->doc);
	list_keep(&w->list, health_list(w), "account", *was ? was : v->id);
	w->list.read = w->list.at;
}

static void
health_changed(struct view *v, const char *what, const char *key)
{
	(void)key;
	if (strcmp(what, "link") == 0 || strcmp(what, "office") == 0)
		health_ask(v);
}

/* ---- drawing ---- */

static enum style
health_grade_style(const struct look *look, const json_t *row)
{
	const char *grade = doc_str(row, "grade");

	(void)look;
	if (strcmp(grade, "ill") == 0 || strcmp(grade, "warned") == 0)
		return STYLE_WARN;
	return strcmp(grade, "well") == 0 ? STYLE_GOOD : STYLE_DIM;
}

static const struct column columns[] = {
	{ "grade", GRADE, .styled = health_grade_style },
	{ "name", NAME, .wide = NAME_WIDE, .at = 100, .style = STYLE_STRONG },
	{ "worst", .style = STYLE_TEXT },
	{ .name = NULL },
};

/* One reason and what to do about it; returns the row below. */
static int
health_draw_reason(const struct health_screen *w, struct area a, int row,
	const json_t *reason)
{
	static const struct column grade[] = {
		{ "grade", GRADE, .styled = health_grade_style },
		{ .name = NULL },
	};
	const struct app *app = w->v.app;
	char *why = facts_say(app, DOCUMENT_HEALTH_REASON, "why", reason);
	char *todo = facts_say(app, DOCUMENT_HEALTH_REASON, "todo", reason);
	struct area in = area_sub(a, 0, GRADE + 1, -1, -1);

	columns_draw(app, a, row, 0, DOCUMENT_HEALTH_REASON, grade, reason);
	row += area_wrap(in, row, 0, STYLE_TEXT, why);
	if (*todo)
		row += area_wrap(in, row, 0, STYLE_DIM, todo);
	free(why);
	free(todo);
	return row;
}

/* All that is known of it; how much of that has no room stands in its rule. */
static void
health_draw_whole(struct health_screen *w, struct area a)
{
	const json_t *of = json_array_get(health_list(w), (size_t)w->list.read);
	struct area in = area_sub(a, 0, 1, -1, a.cols - 2);
	json_t *reason;
	size_t i;
	int row;

	if (of == NULL)
		return;
	row = border_rule(a, 0, doc_str(of, "name"));
	row = facts_draw(w->v.app, in, row, DOCUMENT_HEALTH,
		"account owner state posted login", of);
	row = rounded_draw_account(w->round, doc_str(of, "account"), in, row);
	json_array_foreach(doc_get(of, "reasons"), i, reason)
	{
		row = health_draw_reason(w, in, row, reason);
	}
	border_rest(a, 0, row - a.rows);
}

static void
health_draw(struct view *v, struct area a)
{
	struct health_screen *w = (struct health_screen *)v;
	int row = rounded_draw(v->app, w->round, a);
	bool beside = a.cols >= BESIDE;
	struct area list;

	a = area_sub(a, row, 0, -1, -1);
	list = beside ? area_sub(a, 0, 0, -1, a.cols / 2 - 1)
		      : area_sub(a, 0, 0, a.rows / 2, -1);
	if (w->list.count == 0) {
		(void)area_put(a, 0, 2, STYLE_DIM,
			w->doc ? _("No account is registered.")
			       : _("Loading …"));
		area_cursor(a, 0, 2);
		return;
	}
	row = list_heading(&w->list, list, 0, _("Accounts"));
	columns_list(v->app, &w->list, list, row, DOCUMENT_HEALTH, columns,
		health_list(w));
	health_draw_whole(w,
		beside ? area_sub(a, 0, a.cols / 2 + 1, -1, -1)
		       : area_sub(a, list.rows, 1, -1, a.cols - 2));
}

/* ---- requests ---- */

/* Enter: every reason and what to do, also where there is no room for it. */
static void
health_show(struct health_screen *w)
{
	const json_t *of = list_row(&w->list, health_list(w));
	struct dialog *g;
	json_t *reason;
	size_t i;

	if (of == NULL)
		return;
	g = dialog_show(&w->v, doc_str(of, "name"));
	facts_note(g, DOCUMENT_HEALTH, "account owner state posted login", of);
	json_array_foreach(doc_get(of, "reasons"), i, reason)
	{
		char *why = facts_say(
			w->v.app, DOCUMENT_HEALTH_REASON, "why", reason);
		char *todo = facts_say(
			w->v.app, DOCUMENT_HEALTH_REASON, "todo", reason);

		dialog_note(g, health_grade_style(NULL, reason), "%s", why);
		if (*todo)
			dialog_note(g, STYLE_TEXT, "  %s", todo);
		free(why);
		free(todo);
	}
}

/* Where a key leads, away from here, and for which act. */
static const struct {
	enum request request;
	const char *view, *id;
	enum act act;
} ways[] = { { REQ_CHANGE, "act", "account.change", ACT_ACCOUNT_CHANGE },
	{ REQ_ALARM, "act", "account.acknowledge", ACT_ACCOUNT_ACKNOWLEDGE },
	{ REQ_ROUND, "act", "account.round", ACT_ACCOUNT_ROUND },
	{ REQ_SUSPEND_ACCOUNT, "act", "account.suspend", ACT_ACCOUNT_SUSPEND },
	{ REQ_STOLEN, "open", "account-stolen", ACT_INCIDENT_OPEN } };

enum { WAYS = sizeof(ways) / sizeof(ways[0]) };

/* A key is named to those alone whose act it begins. */
static bool
health_lacks(const struct view *v, enum request request)
{
	for (size_t n = 0; n < WAYS; n++)
		if (ways[n].request == request)
			return !app_is_for(v->app, ways[n].act);
	return false;
}

static bool
health_go(struct view *v, enum request request)
{
	for (size_t n = 0; n < WAYS; n++) {
		if (ways[n].request != request)
			continue;
		app_open(v->app, ways[n].view, ways[n].id);
		return true;
	}
	return false;
}

static bool
health_request(struct view *v, enum request request)
{
	struct health_screen *w = (struct health_screen *)v;

	if (list_request(&w->list, request))
		app_wake(v, LIST_REST_MS);
	else if (request == REQ_CHOOSE)
		health_show(w);
	else
		return health_go(v, request);
	return true;
}

static void
health_sift(struct view *v)
{
	struct health_screen *w = (struct health_screen *)v;

	list_count(&w->list, (int)json_array_size(health_list(w)));
	w->list.read = w->list.at;
}

static void
health_wake(struct view *v)
{
	struct health_screen *w = (struct health_screen *)v;

	w->list.read = w->list.at;
}

const struct view_ops health_view = {
	.name = "accounts",
	.title = N_("Accounts, the worst first"),
	.context = IN_HEALTH,
	.opened_by = REQ_HEALTH,
	.about = ABOUT_NOTHING,
	.size = sizeof(struct health_screen),
	.list = offsetof(struct health_screen, list),
	.open = health_ask,
	.close = health_close,
	.draw = health_draw,
	.request = health_request,
	.sift = health_sift,
	.lacks = health_lacks,
	.reply = health_reply,
	.changed = health_changed,
	.wake = health_wake,
};
