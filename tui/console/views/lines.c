/*
 * Lines to take (口径) of an incident: what is in force, what waits for a
 * second person. Proposing and confirming are done here.
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
#include "tui/pages/i18n.h"
#include "tui/console/list.h"
#include "tui/pages/say.h"
#include "tui/console/views.h"
#include "tui/console/views/outside.h"
#include "tui/console/wrap.h"

enum { TAG_LINES = 1, TAG_SET, TAG_CONFIRM, TAG_OUTSIDE };

struct lines {
	struct view v;
	json_t *doc; /* of lines.list */
	struct list list;
};

static void
lines_ask(struct view *v)
{
	json_t *fields = json_object();

	doc_put_str(fields, "incident", v->id);
	app_ask(v->app, v, TAG_LINES, "lines.list", fields);
}

static const json_t *
rows(const struct lines *w)
{
	return sieve_rows((struct view *)(uintptr_t)&w->v,
		json_object_get(w->doc, "rows"));
}

static void
lines_open(struct view *v)
{
	lines_ask(v);
}

static void
lines_close(struct view *v)
{
	json_decref(((struct lines *)v)->doc);
}

static void
lines_reply(struct view *v, const struct reply *r)
{
	struct lines *w = (struct lines *)v;

	if (!r->ok) {
		app_refused(v->app, r);
	} else if (r->tag == TAG_LINES) {
		view_keep(&w->doc, r->doc);
		list_count(&w->list, (int)json_array_size(rows(w)));
		w->list.read = w->list.at;
		fixed_cut(v->mode, sizeof(v->mode), doc_str(r->doc, "mode"));
		fixed_cut_format(v->subject, sizeof(v->subject), "%s  %s",
			v->id, doc_str(r->doc, "title"));
	} else {
		app_say(v->app, STYLE_GOOD, "%s",
			r->tag == TAG_SET
				? _("Proposed. Another person confirms it.")
				: r->tag == TAG_OUTSIDE
				? _("Noted. Texts that say otherwise are "
				    "found.")
				: _("Confirmed. It binds every text now."));
		lines_ask(v);
	}
}

static void
lines_changed(struct view *v, const char *what, const char *key)
{
	if (strcmp(what, "link") == 0 || strcmp(key, v->id) == 0)
		lines_ask(v);
}

/* ---- drawing ----------------------------------------------------------- */

static enum style
lines_style(const struct look *look, const json_t *row)
{
	(void)look;
	if (doc_bool(row, "waits"))
		return STYLE_WARN;
	return *doc_str(row, "text") ? STYLE_GOOD : STYLE_DIM;
}

static const struct column columns[] = {
	{ "topic", 16, .style = STYLE_STRONG },
	{ .name = "words" },
	{ "state", 23, .styled = lines_style },
	{ .name = NULL },
};

/* The line on which the cursor rests in full, with who said it. */
static void
lines_draw_whole(struct lines *w, struct area a, int row)
{
	const json_t *line = json_array_get(rows(w), (size_t)w->list.read);
	const struct app *app = w->v.app;
	struct area in = area_sub(a, 0, 2, -1, a.cols - 4);
	char at[SAY];

	if (line == NULL || row + 2 >= a.rows)
		return;
	row = border_rule(
		area_sub(a, 0, 1, -1, a.cols - 2), row, doc_str(line, "topic"));
	if (*doc_str(line, "text")) {
		say_clock(at, doc_int(line, "confirmed"), app_now(app),
			app->zone);
		row += area_wrap(in, row, 0, STYLE_TEXT, doc_str(line, "text"));
		(void)area_printf(in, row++, 0, STYLE_DIM,
			_("confirmed by %s, %s"), say_who(line, "confirmed_by"),
			at);
	}
	if (doc_bool(line, "waits") && row < a.rows) {
		say_clock(at, doc_int(line, "time"), app_now(app), app->zone);
		(void)area_printf(in, row++, 0, STYLE_WARN,
			_("proposed by %s, %s:"), say_who(line, "by"), at);
		(void)area_wrap(in, row, 0, STYLE_TEXT,
			*doc_str(line, "proposed") ? doc_str(line, "proposed")
						   : _("to be taken away"));
	}
}

/* At the bottom, as far as there is room; returns the rows it takes. */
static int
draw_outside(const struct lines *w, struct area a)
{
	const json_t *list = json_object_get(w->doc, "outside");
	const struct app *app = w->v.app;
	int rows = outside_draw(app, list, area_sub(a, 0, 1, 0, a.cols - 2), 0);

	if (rows > a.rows / 2)
		rows = a.rows / 2;
	(void)outside_draw(
		app, list, area_sub(a, a.rows - rows, 1, rows, a.cols - 2), 0);
	return rows;
}

static void
lines_draw(struct view *v, struct area a)
{
	struct lines *w = (struct lines *)v;
	int row = 0, height;

	if (w->doc == NULL) {
		(void)area_put(a, 0, 2, STYLE_DIM, _("Loading …"));
		return;
	}
	a.rows -= draw_outside(w, a);
	if (w->list.count == 0) {
		(void)area_wrap(area_sub(a, 0, 2, -1, a.cols - 4), 0, 0,
			STYLE_DIM,
			_("No lines to take yet. n proposes one: a slot "
			  "(place, time), a figure (dead), level, or any "
			  "topic. Once another person has confirmed it, every "
			  "text must agree with it."));
		area_cursor(a, 0, 2);
		return;
	}
	height = a.rows / 2;
	(void)list_scroll(&w->list, height);
	row = columns_list(v->app, &w->list, area_sub(a, 0, 0, height, -1), row,
		DOCUMENT_LINE, columns, rows(w));
	lines_draw_whole(w, a, row + 1);
}

/* ---- requests ---------------------------------------------------------- */

static void
propose(struct lines *w, const json_t *line)
{
	struct dialog *g =
		dialog_open(&w->v, TAG_SET, _("Propose a line to take"));
	bool waits = doc_bool(line, "waits");

	dialog_asks(g, ACT_LINES_SET, "topic text");
	dialog_value(g->field[0], doc_str(line, "topic"));
	dialog_value(g->field[1], doc_str(line, waits ? "proposed" : "text"));
	dialog_help(g, g->field[0]);
	dialog_help(g, g->field[1]);
}

static void
confirm(struct lines *w)
{
	const json_t *line = list_row(&w->list, rows(w));
	json_t *fields;

	if (line == NULL || !doc_bool(line, "waits")) {
		app_say(w->v.app, STYLE_WARN, "%s",
			_("This line waits for nobody."));
		return;
	}
	fields = json_object();
	doc_put_str(fields, "incident", w->v.id);
	doc_put_str(fields, "topic", doc_str(line, "topic"));
	doc_put_str(fields, "text", doc_str(line, "proposed"));
	app_act(w->v.app, &w->v, TAG_CONFIRM, "lines.confirm", fields);
}

static void
lines_dialog(struct view *v, int tag, const json_t *values)
{
	app_act(v->app, v, tag,
		tag == TAG_OUTSIDE ? "outside.note" : "lines.set",
		dialog_fields(values, "incident", v->id));
}

static bool
lines_request(struct view *v, enum request request)
{
	struct lines *w = (struct lines *)v;

	if (list_request(&w->list, request)) {
		app_wake(v, LIST_REST_MS);
		return true;
	}
	if (request == REQ_LINE)
		propose(w, NULL);
	else if (request == REQ_CHOOSE)
		propose(w, list_row(&w->list, rows(w)));
	else if (request == REQ_CONFIRM)
		confirm(w);
	else if (request == REQ_OUTSIDE)
		outside_ask(v, TAG_OUTSIDE);
	else
		return false;
	return true;
}

static void
lines_sift(struct view *v)
{
	struct lines *w = (struct lines *)v;

	list_count(&w->list, (int)json_array_size(rows(w)));
	w->list.read = w->list.at;
}

static void
lines_wake(struct view *v)
{
	struct lines *w = (struct lines *)v;

	w->list.read = w->list.at;
}

const struct view_ops lines_view = {
	.name = "lines",
	.title = N_("Lines to take"),
	.context = IN_LINES,
	.opened_by = REQ_LINES,
	.about = ABOUT_INCIDENT,
	.size = sizeof(struct lines),
	.list = offsetof(struct lines, list),
	.open = lines_open,
	.close = lines_close,
	.draw = lines_draw,
	.request = lines_request,
	.sift = lines_sift,
	.reply = lines_reply,
	.dialog = lines_dialog,
	.changed = lines_changed,
	.wake = lines_wake,
};
