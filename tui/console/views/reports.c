/*
 * The self-check of a month or a year, counted from the ledger: each number
 * leads to the entries that it comes from. Below stands what the last round over
 * the accounts did not see.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "tui/console/border.h"
#include "tui/console/columns.h"
#include "tui/console/dialog.h"
#include "tui/console/facts.h"
#include "tui/console/list.h"
#include "tui/console/views.h"
#include "tui/pages/i18n.h"

enum { TAG_REPORT = 1, TAG_ROUND, TAG_ENTRIES, TAG_TABLE };

enum { MONTH_LEN = 7, YEAR_LEN = 4, ENTRIES_MAX = 200, FOOT_ROWS = 5 };

struct reports {
	struct view v; /* id: 2026-11 or 2026; "" this month */
	char period[8];
	json_t *doc; /* of report.show */
	json_t *round; /* of account.round */
	json_t *lines; /* figures, what the veto list asks, the round */
	json_t *entries; /* those of one number, while they are shown */
	struct list list, of_entries;
};

/* ---- the period ---- */

static void
this_month(char out[8], const struct app *app)
{
	char now[INSTANT_TEXT];

	instant_format_plain(now, app_now(app), app->zone);
	fixed_format(out, 8, "%.*s", MONTH_LEN, now);
}

/* The month or the year before or after. */
static void
period_turn(char period[8], int by)
{
	int year = (int)strtol(period, NULL, 10);
	int month = period[YEAR_LEN] == '-'
		? (int)strtol(period + YEAR_LEN + 1, NULL, 10) - 1 + by
		: 0;

	if (period[YEAR_LEN] != '-') {
		fixed_format(period, 8, "%04d", (year + by) % 10000);
		return;
	}
	year += month < 0 ? -1 : month / 12;
	month = (month + 12) % 12;
	fixed_format(period, 8, "%04d-%02d", year % 10000, month + 1);
}

/* ---- what comes ---- */

static void
reports_ask(struct reports *w)
{
	struct view *v = &w->v;

	fixed_cut(v->subject, sizeof(v->subject), w->period);
	app_ask(v->app, v, TAG_REPORT, "report.show",
		json_pack("{s:s}", "period", w->period));
	app_ask(v->app, v, TAG_ROUND, "account.round", NULL);
}

static void
reports_open(struct view *v)
{
	struct reports *w = (struct reports *)v;

	if (*v->id)
		fixed_cut(w->period, sizeof(w->period), v->id);
	else
		this_month(w->period, v->app);
	reports_ask(w);
}

static void
reports_close(struct view *v)
{
	struct reports *w = (struct reports *)v;

	json_decref(w->doc);
	json_decref(w->round);
	json_decref(w->lines);
	json_decref(w->entries);
}

static json_t *
reports_rows(const struct reports *w)
{
	return sieve_rows((struct view *)(uintptr_t)&w->v, w->lines);
}

/* What the round did not see, in the order of what is worst. */
static const struct {
	const char *list, *word;
} round_lists[] = {
	{ "alarmed", N_("ALARM") },
	{ "unreached", N_("nobody reaches it") },
	{ "failed", N_("no login") },
	{ "unseen", N_("not seen") },
	{ "unread", N_("not read") },
};

static void
add_lines(json_t *lines, const json_t *rows, const char *word)
{
	json_t *row, *line;
	size_t n;

	json_array_foreach(rows, n, row)
	{
		line = json_copy(row);
		if (word != NULL)
			doc_put_str(line, "round", word);
		json_array_append_new(lines, line);
	}
}

static void
reports_compile(struct reports *w)
{
	json_decref(w->lines);
	w->lines = json_array();
	add_lines(w->lines, doc_get(w->doc, "figures"), NULL);
	add_lines(w->lines, doc_get(w->doc, "veto"), NULL);
	for (size_t n = 0; n < sizeof(round_lists) / sizeof(round_lists[0]);
		n++)
		add_lines(w->lines, doc_get(w->round, round_lists[n].list),
			round_lists[n].word);
	list_count(&w->list, (int)json_array_size(reports_rows(w)));
	w->list.read = w->list.at;
}

static void
show_entries(struct reports *w, const json_t *rows)
{
	view_keep(&w->entries, rows);
	w->of_entries = (struct list){ 0 };
	list_count(&w->of_entries, (int)json_array_size(w->entries));
}

static void
copy_table(struct view *v, const char *text)
{
	if (v->app->copy == NULL)
		return;
	v->app->copy(v->app->copy_arg, text);
	app_say(v->app, STYLE_GOOD, "%s",
		_("Copied. A page to print is made at a shell: crier report "
		  "month or year, with --format html."));
}

static void
reports_reply(struct view *v, const struct reply *r)
{
	struct reports *w = (struct reports *)v;

	if (!r->ok) {
		app_refused(v->app, r);
	} else if (r->tag == TAG_ENTRIES) {
		show_entries(w, json_object_get(r->doc, "rows"));
	} else if (r->tag == TAG_TABLE) {
		copy_table(v, doc_str(r->doc, "text"));
	} else if (r->tag == TAG_ROUND ||
		strcmp(doc_str(r->doc, "period"), w->period) == 0) {
		view_keep(r->tag == TAG_ROUND ? &w->round : &w->doc, r->doc);
		reports_compile(w);
	}
}

/* What it counts is counted once: it is asked for again by its key. */
static void
reports_changed(struct view *v, const char *what, const char *key)
{
	(void)key;
	if (strcmp(what, "link") == 0)
		reports_ask((struct reports *)v);
}

/* ---- drawing ---- */

static enum style
report_style(const struct look *look, const json_t *row)
{
	(void)look;
	if (strcmp(doc_str(row, "is"), "found") == 0)
		return STYLE_WARN;
	return doc_bool(row, "known") ||
			strcmp(doc_str(row, "is"), "nothing-found") == 0
		? STYLE_TEXT
		: STYLE_DIM;
}

static const struct column report_columns[] = {
	{ .name = "title" },
	{ "says", 13, .styled = report_style, .width_zh = 8, .wide = 18,
		.at = VIEW_NARROW },
	{ "rule", 6, .style = STYLE_DIM, .from = VIEW_NARROW },
	{ .name = NULL },
};

static const struct column round_columns[] = {
	{ "account", 18, .style = STYLE_STRONG },
	{ .name = "why" },
	{ .name = NULL },
};

static const struct column entry_columns[] = {
	{ "seq", 7, .style = STYLE_DIM },
	{ "time", 14, .width_zh = 12 },
	{ "by", 10, .from = VIEW_NARROW },
	{ "what", 24, .style = STYLE_STRONG, .width_zh = 16 },
	{ "of", 14, .from = VIEW_NARROW },
	{ .name = "detail" },
	{ .name = NULL },
};

static void
draw_line(struct reports *w, struct area a, int row, int i)
{
	const json_t *line = json_array_get(reports_rows(w), (size_t)i);
	const char *word = doc_str(line, "round");

	if (*word == '\0') {
		columns_draw(w->v.app, a, row, 2, DOCUMENT_REPORT_ROW,
			report_columns, line);
	} else {
		(void)area_column(a, row, 2, 18, STYLE_WARN, _(word));
		columns_draw(w->v.app, a, row, 21, DOCUMENT_ROUND_SEEN,
			round_columns, line);
	}
	list_mark(&w->list, a, row, i);
}

/* The number in full, and the last round. */
static void
reports_draw_foot(struct reports *w, struct area a)
{
	const json_t *line =
		json_array_get(reports_rows(w), (size_t)w->list.read);
	struct area in = area_sub(a, 0, 0, -1, a.cols - 1);
	int row;

	row = border_rule(area_sub(a, 0, 1, -1, a.cols - 2), 0,
		*doc_str(line, "round") ? _("Last round") : w->period);
	if (*doc_str(line, "round"))
		(void)facts_draw(w->v.app, in, row, DOCUMENT_ROUND,
			"began ended accounts", w->round);
	else
		(void)facts_draw(w->v.app, in, row, DOCUMENT_REPORT_ROW,
			"leads note citation", line);
}

static void
draw_entries(struct reports *w, struct area a)
{
	int row = list_heading(&w->of_entries, a, 0, _("Entries"));

	(void)columns_list(w->v.app, &w->of_entries, a, row, DOCUMENT_ENTRY,
		entry_columns, w->entries);
}

static void
reports_draw(struct view *v, struct area a)
{
	struct reports *w = (struct reports *)v;
	struct area list = area_sub(a, 0, 0, a.rows - FOOT_ROWS, -1);
	int row;

	if (w->entries != NULL) {
		draw_entries(w, a);
		return;
	}
	if (w->list.count == 0) {
		(void)area_put(a, 0, 2, STYLE_DIM,
			app_waits(v->app, v, TAG_REPORT)
				? _("Loading …")
				: _("Nothing is known of this period."));
		area_cursor(a, 0, 2);
		return;
	}
	row = list_heading(&w->list, list, 0, doc_str(w->doc, "title"));
	for (int i = w->list.top; i < w->list.count && row < list.rows; i++)
		draw_line(w, list, row++, i);
	reports_draw_foot(w, area_sub(a, a.rows - FOOT_ROWS, 0, -1, -1));
}

/* ---- requests ---- */

/* The first of them, where there are more than a question gives. */
static json_t *
some_entries(const json_t *all)
{
	json_t *some = json_array(), *seq;
	size_t n;

	json_array_foreach(all, n, seq)
	{
		if (n < ENTRIES_MAX)
			(void)json_array_append(some, seq);
	}
	return some;
}

static void
reports_go(struct reports *w)
{
	const json_t *line = list_row(&w->list, reports_rows(w));
	const json_t *entries = doc_get(line, "entries");

	if (*doc_str(line, "round"))
		app_open(w->v.app, "accounts", doc_str(line, "account"));
	else if (json_array_size(entries) == 0)
		app_say(w->v.app, STYLE_DIM, "%s",
			_("No entry stands behind this number."));
	else
		app_ask(w->v.app, &w->v, TAG_ENTRIES, "ledger.list",
			json_pack("{s:o}", "entries", some_entries(entries)));
}

static void
reports_show_entry(struct reports *w)
{
	const json_t *e = list_row(&w->of_entries, w->entries);
	struct dialog *g;
	char title[40];

	if (e == NULL)
		return;
	fixed_cut_format(title, sizeof(title), _("Entry %lld"),
		(long long)doc_int(e, "seq"));
	g = dialog_show(&w->v, title);
	facts_note(g, DOCUMENT_ENTRY, "time by what of detail", e);
}

/* While the entries of a number are shown. */
static bool
entries_request(struct reports *w, enum request request)
{
	if (list_request(&w->of_entries, request))
		return true;
	if (request == REQ_BACK)
		view_keep(&w->entries, NULL);
	else if (request == REQ_CHOOSE)
		reports_show_entry(w);
	else
		return false;
	return true;
}

static void
reports_turn(struct reports *w, enum request request)
{
	char month[8];

	if (request != REQ_OTHER_SPAN) {
		period_turn(w->period, request == REQ_LEFT ? -1 : 1);
	} else if (w->period[YEAR_LEN] == '-') {
		w->period[YEAR_LEN] = '\0';
	} else {
		this_month(month, w->v.app);
		memcpy(month, w->period, YEAR_LEN);
		fixed_set(w->period, sizeof(w->period), month);
	}
	view_keep(&w->entries, NULL);
	view_keep(&w->doc, NULL);
	reports_compile(w);
	reports_ask(w);
}

static bool
reports_request(struct view *v, enum request request)
{
	struct reports *w = (struct reports *)v;

	if (w->entries != NULL && entries_request(w, request))
		return true;
	if (list_request(&w->list, request)) {
		app_wake(v, LIST_REST_MS);
		return true;
	}
	if (request == REQ_CHOOSE)
		reports_go(w);
	else if (request == REQ_LEFT || request == REQ_RIGHT ||
		request == REQ_OTHER_SPAN)
		reports_turn(w, request);
	else if (request == REQ_COPY_TABLE)
		app_ask(v->app, v, TAG_TABLE, "report.show",
			json_pack("{s:s,s:s}", "period", w->period, "format",
				"csv"));
	else
		return false;
	return true;
}

static void
reports_sift(struct view *v)
{
	struct reports *w = (struct reports *)v;

	list_count(&w->list, (int)json_array_size(reports_rows(w)));
	w->list.read = w->list.at;
}

static void
reports_wake(struct view *v)
{
	struct reports *w = (struct reports *)v;

	w->list.read = w->list.at;
}

const struct view_ops reports_view = {
	.name = "reports",
	.title = N_("Self-check"),
	.context = IN_REPORTS,
	.opened_by = REQ_REPORTS,
	.about = ABOUT_NOTHING,
	.size = sizeof(struct reports),
	.list = offsetof(struct reports, list),
	.open = reports_open,
	.close = reports_close,
	.draw = reports_draw,
	.request = reports_request,
	.sift = reports_sift,
	.reply = reports_reply,
	.changed = reports_changed,
	.wake = reports_wake,
};
