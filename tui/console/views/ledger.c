/*
 * The ledger as a list, newest last, of one incident or of all; one entry in
 * full; and the check of the whole chain.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "tui/console/border.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/console/list.h"
#include "tui/pages/say.h"
#include "tui/console/views.h"

enum { TAG_NEWEST = 1, TAG_OLDER, TAG_VERIFY };

enum { ROWS = 200, WIDE = 110 }; /* entries a question; columns */

struct ledger_screen {
	struct view v;
	json_t *rows; /* entries, by seq */
	bool all; /* the first entry is among them */
	int64_t total;
	struct list list;
};

static void
ledger_ask(struct ledger_screen *w, int tag, json_int_t before)
{
	json_t *fields = json_object();

	if (before != 0)
		doc_put_int(fields, "before", before);
	doc_put_int(fields, "limit", ROWS);
	doc_put_bool(fields, "newest", true);
	if (*w->v.id)
		doc_put_str(fields, "incident", w->v.id);
	app_ask(w->v.app, &w->v, tag, "ledger.list", fields);
}

static void
ledger_view_open(struct view *v)
{
	if (*v->id == '\0')
		fixed_cut(v->subject, sizeof(v->subject), _("all incidents"));
	ledger_ask((struct ledger_screen *)v, TAG_NEWEST, 0);
}

static void
ledger_view_close(struct view *v)
{
	json_decref(((struct ledger_screen *)v)->rows);
}

/* The answer has the newest first; the screen has it last. */
static json_t *
turned(const json_t *rows)
{
	json_t *out = json_array();

	for (size_t i = json_array_size(rows); i > 0; i--)
		(void)json_array_append(out, json_array_get(rows, i - 1));
	return out;
}

static void
take_newest(struct ledger_screen *w, const json_t *rows)
{
	const json_t *at = list_row(&w->list, w->rows);
	bool last = w->list.at + 1 >= w->list.count;
	int64_t seq = doc_int(at, "seq");
	size_t i;
	json_t *row;

	json_decref(w->rows);
	w->rows = turned(rows);
	w->all = json_array_size(rows) < ROWS;
	list_count(&w->list, (int)json_array_size(w->rows));
	if (last) {
		(void)list_request(&w->list, REQ_END);
		return;
	}
	json_array_foreach(w->rows, i, row)
	{
		if (doc_int(row, "seq") == seq)
			w->list.at = (int)i;
	}
}

static void
take_older(struct ledger_screen *w, const json_t *rows)
{
	json_t *joined = turned(rows);
	int n = (int)json_array_size(rows);

	(void)json_array_extend(joined, w->rows);
	json_decref(w->rows);
	w->rows = joined;
	w->all = n < ROWS;
	list_count(&w->list, (int)json_array_size(w->rows));
	w->list.at += n;
	w->list.top += n;
}

static void
ledger_show_verified(struct ledger_screen *w, const json_t *doc)
{
	const json_t *problem = doc_get(doc, "problem");
	const json_t *record = json_object_get(doc, "record");
	struct dialog *g;

	g = dialog_show(&w->v, _("Check of the ledger"));
	dialog_note(g,
		doc_bool(doc, "ok")		    ? STYLE_GOOD
			: doc_bool(doc, "unjudged") ? STYLE_TEXT
						    : STYLE_BAD,
		"%s",
		doc_bool(doc, "ok") ? _("The ledger is whole.")
			: doc_bool(doc, "unjudged")
			? _("The ledger is whole; its record is not complete "
			    "yet.")
			: _("THE LEDGER IS NOT WHOLE."));
	dialog_note(g, STYLE_TEXT,
		say_n("%ld entry, head %.16s", "%ld entries, head %.16s",
			(long)doc_int(doc, "entries")),
		(long)doc_int(doc, "entries"), doc_str(doc, "head"));
	if (json_is_string(problem))
		dialog_note(g, STYLE_BAD, "%s", json_string_value(problem));
	else if (problem)
		dialog_note(g, STYLE_BAD, "%s  %s", doc_str(problem, "what"),
			doc_str(problem, "remedy"));
	if (record)
		dialog_note(g, STYLE_TEXT,
			_("record up to entry %lld, %lld behind"),
			(long long)doc_int(record, "seq"),
			(long long)doc_int(record, "behind"));
	if (*doc_str(record, "fault"))
		dialog_note(g, STYLE_BAD, "%s  %s", doc_str(record, "fault"),
			doc_str(record, "remedy"));
}

static void
ledger_reply(struct view *v, const struct reply *r)
{
	struct ledger_screen *w = (struct ledger_screen *)v;
	const json_t *rows = json_object_get(r->doc, "rows");

	if (!r->ok) {
		app_refused(v->app, r);
		return;
	}
	if (r->tag == TAG_VERIFY) {
		if (!r->part)
			ledger_show_verified(w, r->doc);
		return;
	}
	w->total = doc_int(r->doc, "total");
	if (r->tag == TAG_NEWEST)
		take_newest(w, rows);
	else
		take_older(w, rows);
}

static void
ledger_changed(struct view *v, const char *what, const char *key)
{
	(void)key;
	if (strcmp(what, "status") != 0 && strcmp(what, "record") != 0)
		ledger_ask((struct ledger_screen *)v, TAG_NEWEST, 0);
}

/* ---- drawing ----------------------------------------------------------- */

static void
draw_entry(struct ledger_screen *w, struct area a, int row, int i)
{
	const struct app *app = w->v.app;
	const json_t *e = json_array_get(w->rows, (size_t)i);
	const char *says = say_both(e, "summary", app->lang);
	char at[SAY];
	int col;

	say_time(at, doc_int(e, "time"), app_now(app), app->zone);
	col = area_printf(
		a, row, 2, STYLE_DIM, "%6lld", (long long)doc_int(e, "seq"));
	col = area_column(a, row, col + 1, 11, STYLE_TEXT, at);
	col = area_column(a, row, col + 1, 10, STYLE_TEXT, say_who(e, "by"));
	if (a.cols >= WIDE || *says == '\0')
		col = area_column(
			a, row, col + 1, 18, STYLE_DIM, doc_str(e, "kind"));
	(void)area_column(a, row, col + 1, a.cols - col - 2, STYLE_STRONG,
		*says ? says : doc_str(e, "incident"));
	list_mark(&w->list, a, row, i);
}

static void
ledger_draw(struct view *v, struct area a)
{
	struct ledger_screen *w = (struct ledger_screen *)v;
	int row = 0;
	char title[SAY];

	if (w->rows == NULL) {
		(void)area_put(a, 0, 2, STYLE_DIM, _("Loading …"));
		return;
	}
	fixed_cut_format(title, sizeof(title),
		say_n("%ld entry", "%ld entries", (long)w->total),
		(long)w->total);
	row = list_heading(&w->list, a, row, title);
	for (int i = w->list.top; i < w->list.count && row < a.rows; i++)
		draw_entry(w, a, row++, i);
	if (app_waits(v->app, v, TAG_VERIFY))
		(void)area_put(a, 0, a.cols / 2, STYLE_WARN, _("checking …"));
}

/* ---- requests ---------------------------------------------------------- */

static void
ledger_add_field(struct dialog *g, const char *key, json_t *value)
{
	char *text;

	if (json_is_string(value)) {
		dialog_note(
			g, STYLE_TEXT, "%s: %s", key, json_string_value(value));
		return;
	}
	text = doc_format(value);
	dialog_note(g, STYLE_TEXT, "%s: %s", key, text);
	free(text);
}

static void
show_entry(struct ledger_screen *w)
{
	const struct app *app = w->v.app;
	const json_t *e = list_row(&w->list, w->rows);
	char at[INSTANT_TEXT], title[SAY];
	struct dialog *g;
	const char *key;
	json_t *value;

	if (e == NULL)
		return;
	instant_format(at, doc_int(e, "time"), app->zone);
	fixed_cut_format(title, sizeof(title), _("Entry %lld"),
		(long long)doc_int(e, "seq"));
	g = dialog_show(&w->v, title);
	dialog_note(g, STYLE_STRONG, "%s  %s", doc_str(e, "kind"),
		say_both(e, "summary", app->lang));
	dialog_note(g, STYLE_TEXT, "%s  %s  %s  %s", at, say_who(e, "by"),
		doc_str(e, "via"), doc_str(e, "incident"));
	json_object_foreach(json_object_get(e, "body"), key, value)
	{
		ledger_add_field(g, key, value);
	}
	if (*doc_str(e, "prev"))
		dialog_note(g, STYLE_DIM, "prev %s", doc_str(e, "prev"));
}

static bool
ledger_request(struct view *v, enum request request)
{
	struct ledger_screen *w = (struct ledger_screen *)v;

	if (list_request(&w->list, request)) {
		if (w->list.at == 0 && !w->all && w->rows &&
			!app_waits(v->app, v, TAG_OLDER))
			ledger_ask(w, TAG_OLDER,
				doc_int(json_array_get(w->rows, 0), "seq"));
	} else if (request == REQ_CHOOSE) {
		show_entry(w);
	} else if (request == REQ_VERIFY) {
		app_ask(v->app, v, TAG_VERIFY, "ledger.verify", NULL);
	} else {
		return false;
	}
	return true;
}

const struct view_ops ledger_view = {
	.name = "ledger",
	.title = N_("Ledger"),
	.context = IN_LEDGER,
	.opened_by = REQ_LEDGER,
	.about = ABOUT_ANY_INCIDENT,
	.size = sizeof(struct ledger_screen),
	.list = offsetof(struct ledger_screen, list),
	.open = ledger_view_open,
	.close = ledger_view_close,
	.draw = ledger_draw,
	.request = ledger_request,
	.reply = ledger_reply,
	.changed = ledger_changed,
};
