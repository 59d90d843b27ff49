/*
 * Impostors (假冒账号): the cases, open ones by their deadlines. What the cursor
 * rests on is told below; Enter shows its letters and evidence too.
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

enum { TAG_IMPOSTORS = 1, TAG_ONE, STATE = 9, NAME = 24 };

static const char case_facts[] =
	"id state platform url imitates what seen opened owner step todo "
	"citation warning ended found";

struct impostors_screen {
	struct view v;
	json_t *doc; /* of impostor.list */
	struct list list;
};

static void
impostors_ask(struct view *v)
{
	app_ask(v->app, v, TAG_IMPOSTORS, "impostor.list", json_object());
}

static void
impostors_close(struct view *v)
{
	json_decref(((struct impostors_screen *)v)->doc);
}

static const json_t *
impostors_rows(const struct impostors_screen *w)
{
	return sieve_rows((struct view *)(uintptr_t)&w->v,
		json_object_get(w->doc, "rows"));
}

/* One case whole. */
static void
impostors_show(struct view *v, const json_t *doc)
{
	struct dialog *g = dialog_show(v, doc_str(doc, "name"));
	json_t *row;
	size_t n;

	facts_note(g, DOCUMENT_IMPOSTOR, case_facts, doc);
	json_array_foreach(doc_get(doc, "letters"), n, row)
	{
		facts_note(g, DOCUMENT_IMPOSTOR_LETTER,
			"letter form to number sent answered answer", row);
	}
	json_array_foreach(doc_get(doc, "evidence"), n, row)
	{
		facts_note(g, DOCUMENT_EVIDENCE,
			"label name digest url by time", row);
	}
}

static void
impostors_reply(struct view *v, const struct reply *r)
{
	struct impostors_screen *w = (struct impostors_screen *)v;
	char was[SAY];

	if (!r->ok) {
		app_refused(v->app, r);
		return;
	}
	if (r->tag == TAG_ONE) {
		impostors_show(v, r->doc);
		return;
	}
	fixed_cut(was, sizeof(was),
		doc_str(list_row(&w->list, impostors_rows(w)), "id"));
	view_keep(&w->doc, r->doc);
	list_keep(&w->list, impostors_rows(w), "id", *was ? was : v->id);
	w->list.read = w->list.at;
}

static void
impostors_changed(struct view *v, const char *what, const char *key)
{
	(void)key;
	if (strcmp(what, "link") == 0 || strcmp(what, "office") == 0)
		impostors_ask(v);
}

/* ---- drawing ---- */

static enum style
impostor_style(const struct look *look, const json_t *row)
{
	(void)look;
	if (doc_bool(doc_get(row, "next"), "overdue"))
		return STYLE_BAD;
	return strcmp(doc_str(row, "state"), "open") == 0 ? STYLE_WARN
							  : STYLE_DIM;
}

static const struct column columns[] = {
	{ "state", STATE, .styled = impostor_style },
	{ "name", NAME, .style = STYLE_STRONG },
	{ "platform", 12, .from = VIEW_NARROW },
	{ "step", .styled = impostor_style },
	{ .name = NULL },
};

static void
impostors_draw_one(const struct impostors_screen *w, struct area a)
{
	const json_t *of =
		json_array_get(impostors_rows(w), (size_t)w->list.read);
	struct area in = area_sub(a, 0, 1, -1, a.cols - 2);
	int row;

	if (of == NULL || a.rows < 2)
		return;
	row = border_rule(a, 0, doc_str(of, "name"));
	row = facts_draw(w->v.app, in, row, DOCUMENT_IMPOSTOR, case_facts, of);
	border_rest(a, 0, row - a.rows);
}

static void
impostors_draw(struct view *v, struct area a)
{
	struct impostors_screen *w = (struct impostors_screen *)v;
	struct area list = area_sub(a, 0, 0, a.rows / 2, -1);
	int row;

	if (w->list.count == 0) {
		(void)area_put(a, 0, 2, STYLE_DIM,
			w->doc ? _("No impostor is registered. n registers "
				   "one.")
			       : _("Loading …"));
		area_cursor(a, 0, 2);
		return;
	}
	row = list_heading(&w->list, list, 0, _("Impostors"));
	columns_list(v->app, &w->list, list, row, DOCUMENT_IMPOSTOR, columns,
		impostors_rows(w));
	impostors_draw_one(w, area_sub(a, list.rows, 1, -1, a.cols - 2));
}

/* ---- requests ---- */

static bool
impostors_request(struct view *v, enum request request)
{
	static const struct {
		enum request request;
		const char *act;
	} ways[] = { { REQ_IMPOSTOR_OPEN, "impostor.open" },
		{ REQ_CHANGE, "impostor.change" },
		{ REQ_EVIDENCE, "impostor.evidence" },
		{ REQ_IMPOSTOR_LETTER, "impostor.letter" },
		{ REQ_IMPOSTOR_ANSWER, "impostor.answer" },
		{ REQ_IMPOSTOR_WARN, "impostor.warn" },
		{ REQ_IMPOSTOR_CLOSE, "impostor.close" } };
	struct impostors_screen *w = (struct impostors_screen *)v;
	const json_t *of = list_row(&w->list, impostors_rows(w));

	if (list_request(&w->list, request)) {
		app_wake(v, LIST_REST_MS);
		return true;
	}
	if (request == REQ_CHOOSE && of != NULL)
		app_ask(v->app, v, TAG_ONE, "impostor.show",
			json_pack("{s:s}", "impostor", doc_str(of, "id")));
	for (size_t n = 0; n < sizeof(ways) / sizeof(ways[0]); n++) {
		if (ways[n].request != request)
			continue;
		app_open(v->app, "act", ways[n].act);
		return true;
	}
	return request == REQ_CHOOSE;
}

static void
impostors_sift(struct view *v)
{
	struct impostors_screen *w = (struct impostors_screen *)v;

	list_count(&w->list, (int)json_array_size(impostors_rows(w)));
	w->list.read = w->list.at;
}

static void
impostors_wake(struct view *v)
{
	struct impostors_screen *w = (struct impostors_screen *)v;

	w->list.read = w->list.at;
}

const struct view_ops impostors_view = {
	.name = "impostors",
	.title = N_("Impostors"),
	.context = IN_IMPOSTORS,
	.opened_by = REQ_IMPOSTORS,
	.about = ABOUT_NOTHING,
	.size = sizeof(struct impostors_screen),
	.list = offsetof(struct impostors_screen, list),
	.open = impostors_ask,
	.close = impostors_close,
	.draw = impostors_draw,
	.request = impostors_request,
	.sift = impostors_sift,
	.reply = impostors_reply,
	.changed = impostors_changed,
	.wake = impostors_wake,
};
