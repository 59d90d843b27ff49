/*
 * Every figure over all bulletins: one row a bulletin, one column a figure,
 * each number with what changed. Columns that find no room are reached with
 * left and right; Enter shows a bulletin's figures with source and reason.
 */
#include <stddef.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/pages/cluster.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/console/list.h"
#include "tui/pages/say.h"
#include "tui/console/views.h"

enum { TAG_FIGURES = 1 };

enum { NUMBER = 5, TIME = 12, KIND = 11, COLUMN = 11, WIDE = 15 };

struct figures {
	struct view v;
	json_t *doc; /* of incident.figures */
	struct list list;
	bool placed; /* the cursor was put on the newest once */
	int first; /* column that is shown first */
};

static void
figures_ask(struct view *v)
{
	json_t *fields = json_object();

	doc_put_str(fields, "incident", v->id);
	app_ask(v->app, v, TAG_FIGURES, "incident.figures", fields);
}

static const json_t *
bulletins(const struct figures *w)
{
	return json_object_get(w->doc, "bulletins");
}

static void
figures_open(struct view *v)
{
	figures_ask(v);
}

static void
figures_close(struct view *v)
{
	json_decref(((struct figures *)v)->doc);
}

static void
figures_reply(struct view *v, const struct reply *r)
{
	struct figures *w = (struct figures *)v;

	if (!r->ok) {
		app_refused(v->app, r);
		return;
	}
	view_keep(&w->doc, r->doc);
	list_count(&w->list, (int)json_array_size(bulletins(w)));
	if (!w->placed)
		(void)list_request(&w->list, REQ_END);
	w->placed = true;
	fixed_cut(v->mode, sizeof(v->mode), doc_str(r->doc, "mode"));
	fixed_cut_format(v->subject, sizeof(v->subject), "%s  %s", v->id,
		doc_str(r->doc, "title"));
}

static void
figures_changed(struct view *v, const char *what, const char *key)
{
	size_t len = strlen(v->id);

	if (strcmp(what, "link") == 0 ||
		(strncmp(key, v->id, len) == 0 &&
			(key[len] == '\0' || key[len] == '/')))
		figures_ask(v);
}

/* ---- drawing ----------------------------------------------------------- */

static int
column_width(const struct area *a)
{
	return a->cols >= 120 ? WIDE : COLUMN;
}

/* Corrected or withdrawn, or about to be, halted, or released and nowhere: it
 * does not stand before the public as its figures stand here. */
static bool
is_mended(const json_t *bulletin)
{
	static const char *const mended[] = { "correcting", "corrected",
		"withdrawing", "withdrawn", "halted" };
	const json_t *standing = json_object_get(bulletin, "standing");
	const char *is = doc_str(standing, "is");

	for (size_t n = 0; n < sizeof(mended) / sizeof(mended[0]); n++)
		if (strcmp(is, mended[n]) == 0)
			return true;
	return strcmp(is, "ended") == 0 && doc_int(standing, "online") == 0;
}

/* Of the column that says what became of such a bulletin, where one is. */
static int
mended_width(const struct figures *w)
{
	int width = 0, one;
	json_t *b;
	size_t i;

	json_array_foreach(bulletins(w), i, b)
	{
		if (!is_mended(b))
			continue;
		one = cluster_width(say_standing(b, w->v.app->lang)) + 2;
		width = one > width ? one : width;
	}
	return width;
}

/* How many figures have room beside the first columns. */
static int
room(const struct figures *w, const struct area *a)
{
	return (a->cols - 3 - NUMBER - TIME - KIND - mended_width(w)) /
		column_width(a);
}

static void
draw_heads(struct figures *w, struct area a, int row)
{
	const json_t *defs = json_object_get(w->doc, "figures");
	int width = column_width(&a), count = (int)json_array_size(defs);
	int col = 2, shown = room(w, &a);

	col = area_column(a, row, col, NUMBER - 1, STYLE_TITLE, _("No.")) + 1;
	col = area_column(a, row, col, TIME - 1, STYLE_TITLE, _("released")) +
		1;
	col = area_column(a, row, col, KIND - 1, STYLE_TITLE, _("bulletin")) +
		1 + mended_width(w);
	for (int i = w->first; i < count && i < w->first + shown; i++)
		col = area_column(a, row, col, width - 1, STYLE_TITLE,
			      say_both(json_array_get(defs, (size_t)i), "label",
				      w->v.app->lang)) +
			1;
	if (w->first > 0)
		(void)area_put(a, row, 0, STYLE_DIM, "<");
	if (w->first + shown < count)
		(void)area_put(a, row, a.cols - 1, STYLE_DIM, ">");
}

static enum style
value_style(const json_t *value, bool out)
{
	if (!out)
		return STYLE_DIM;
	if (value && !doc_bool(value, "verified"))
		return STYLE_WARN;
	return doc_int(value, "change") ? STYLE_STRONG : STYLE_TEXT;
}

static void
draw_bulletin(struct figures *w, struct area a, int row, int i)
{
	const json_t *b = json_array_get(bulletins(w), (size_t)i);
	const json_t *defs = json_object_get(w->doc, "figures");
	const struct app *app = w->v.app;
	int width = column_width(&a), count = (int)json_array_size(defs);
	int col = 2, shown = room(w, &a);
	bool out = doc_int(b, "time") != 0;
	char text[SAY] = "", at[SAY];

	if (doc_int(b, "number"))
		fixed_format(text, sizeof(text), "%lld",
			(long long)doc_int(b, "number"));
	say_clock(at, doc_int(b, "time"), app_now(app), app->zone);
	col = area_column(a, row, col, NUMBER - 1, STYLE_TEXT, text) + 1;
	col = area_column(a, row, col, TIME - 1, out ? STYLE_TEXT : STYLE_DIM,
		      out ? at : say_standing(b, app->lang)) +
		1;
	col = area_column(a, row, col, KIND - 1, STYLE_TEXT,
		      say_kind(doc_str(b, "kind"), app->lang)) +
		1;
	if (is_mended(b))
		(void)area_put(
			a, row, col, STYLE_WARN, say_standing(b, app->lang));
	col += mended_width(w);
	for (int k = w->first; k < count && k < w->first + shown; k++) {
		const char *id = doc_str(json_array_get(defs, (size_t)k), "id");
		const json_t *value =
			json_object_get(json_object_get(b, "values"), id);

		say_figure(text, sizeof(text), value);
		col = area_column(a, row, col, width - 1,
			      value_style(value, out), text) +
			1;
	}
	list_mark(&w->list, a, row, i);
}

static void
figures_draw(struct view *v, struct area a)
{
	struct figures *w = (struct figures *)v;
	int row = 0;

	if (w->doc == NULL) {
		(void)area_put(a, 0, 2, STYLE_DIM, _("Loading …"));
		return;
	}
	if (w->list.count == 0) {
		(void)area_put(a, 0, 2, STYLE_DIM,
			_("No message of this incident has figures."));
		area_cursor(a, 0, 2);
		return;
	}
	draw_heads(w, a, row++);
	(void)list_scroll(&w->list, a.rows - 3);
	for (int i = w->list.top; i < w->list.count && row < a.rows - 2; i++)
		draw_bulletin(w, a, row++, i);
	(void)area_put(a, a.rows - 1, 2, STYLE_DIM,
		_("+2 -1: against what was told before; ? being "
		  "verified; ~ not verified"));
}

/* ---- requests ---------------------------------------------------------- */

static void
note_figure(struct figures *w, struct dialog *g, const json_t *def,
	const json_t *value)
{
	const struct app *app = w->v.app;
	char text[SAY], at[SAY];

	say_figure(text, sizeof(text), value);
	say_clock(at, doc_int(value, "as_of"), app_now(app), app->zone);
	dialog_note(g, doc_bool(value, "verified") ? STYLE_TEXT : STYLE_WARN,
		"%s %s  (%s, %s)%s%s", say_both(def, "label", app->lang), text,
		doc_str(value, "source"), at,
		*doc_str(value, "reason") ? "  " : "",
		doc_str(value, "reason"));
}

static void
show_bulletin(struct figures *w)
{
	const json_t *b = list_row(&w->list, bulletins(w));
	json_t *defs = json_object_get(w->doc, "figures"), *def;
	struct dialog *g;
	size_t i;

	if (b == NULL)
		return;
	g = dialog_show(&w->v, doc_str(b, "message"));
	dialog_note(g, STYLE_STRONG, "%s", doc_str(b, "title"));
	json_array_foreach(defs, i, def)
	{
		const json_t *value = json_object_get(
			json_object_get(b, "values"), doc_str(def, "id"));

		if (value)
			note_figure(w, g, def, value);
	}
}

/* Which column is shown first; at either end it says so. */
static void
figures_move(struct figures *w, int by)
{
	int count = (int)json_array_size(json_object_get(w->doc, "figures"));

	if (w->first + by >= 0 && w->first + by < count)
		w->first += by;
	else
		app_say(w->v.app, STYLE_DIM, "%s",
			by < 0 ? _("This is the first figure.")
			       : _("This is the last figure."));
}

static bool
figures_request(struct view *v, enum request request)
{
	struct figures *w = (struct figures *)v;

	if (list_request(&w->list, request))
		return true;
	if (request == REQ_CHOOSE)
		show_bulletin(w);
	else if (request == REQ_COLUMN_ON)
		figures_move(w, 1);
	else if (request == REQ_COLUMN_BACK)
		figures_move(w, -1);
	else
		return false;
	return true;
}

const struct view_ops figures_view = {
	.name = "figures",
	.title = N_("Figures"),
	.context = IN_FIGURES,
	.opened_by = REQ_FIGURES,
	.about = ABOUT_INCIDENT,
	.size = sizeof(struct figures),
	.list = offsetof(struct figures, list),
	.open = figures_open,
	.close = figures_close,
	.draw = figures_draw,
	.request = figures_request,
	.reply = figures_reply,
	.changed = figures_changed,
};
