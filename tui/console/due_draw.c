/*
 * The frame's row of what is due: the first in words and, where there is room,
 * what comes behind it.
 */
#include "tui/console/due.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/view.h"
#include "tui/pages/cluster.h"
#include "tui/pages/i18n.h"
#include "tui/pages/left.h"
#include "tui/pages/say.h"

enum {
	SOON = 600000, /* ten minutes */
	WIDE = 120,
	NAMED = 44 /* so much is left for what is late, beside what is next */
};

/* A deadline's title; "2026-0001/3 by hand" of what a person has to post;
 * "2026-0001/3 to be fired" of what its own time ends; "internal report: …". */
static void
say_due(char out[SAY], const struct app *app, const struct due_row *due)
{
	const char *title = say_both(due->row, "title", app->lang), *end;
	const char *message = doc_str(due->row, "message");

	if (due->kind == DUE_REPORT) {
		fixed_cut_format(out, SAY, _("internal report: %s"), title);
	} else if (due->kind == DUE_WINDOW) {
		fixed_cut_format(out, SAY, "%s %s", message,
			say_waits(doc_str(due->row, "what"), app->lang));
	} else if (due->kind == DUE_WAIT && *message) {
		/* the account is one of several */
		end = strstr(title, app->lang == LANG_ZH ? "：" : ": ");
		fixed_cut_format(out, SAY, "%s %.*s", message,
			end ? (int)(end - title) : (int)strlen(title), title);
	} else {
		fixed_cut(out, SAY, title);
	}
}

static enum style
due_style(int64_t due, int64_t now)
{
	return due < now	   ? STYLE_BAD
		: due - now < SOON ? STYLE_WARN
				   : STYLE_TEXT;
}

/* What it is in a word: "deadline: 29 min left". */
static void
say_due_briefly(char out[SAY], const struct app *app, const struct due_row *due,
	const char *left)
{
	if (due->kind == DUE_WINDOW)
		fixed_cut_format(out, SAY, "%s %s",
			say_waits(doc_str(due->row, "what"), app->lang), left);
	else
		fixed_cut_format(out, SAY,
			due->kind == DUE_CLOCK ? _("deadline: %s")
				: due->kind == DUE_WAIT
				? _("by hand: %s")
				: _("internal report: %s"),
			left);
}

/* What is due behind the nearest, `less` words of it, at most 2. */
static void
say_second(char out[SAY], const struct app *app, const struct due_row *first,
	const struct due_row *due, int less)
{
	const char *incident = doc_str(due->row, "incident");
	bool away = less < 2 &&
		strcmp(incident, doc_str(first->row, "incident")) != 0;
	char left[SAY], what[SAY];

	left_words(left, doc_int(due->row, "due"), app_now(app), app->zone);
	if (less > 0)
		say_due_briefly(what, app, due, left);
	else
		say_due(what, app, due);
	fixed_cut_format(out, SAY, "%s%s%s%s%s", what, less ? "" : "  ",
		less ? "" : left, away ? "  " : "", away ? incident : "");
}

/*
 * At the right what is due behind the nearest, in words where `room` takes
 * them. On a narrow screen only what is promised to the public, and what comes
 * next behind what is late. `least`: with so many words less. Returns its
 * columns.
 */
static int
due_draw_second(const struct app *app, struct area a,
	const struct due_row *first, const struct due_row *due, int least,
	int room)
{
	int width = room + 1;
	int64_t at;
	char text[SAY];

	for (int less = least; less < 3 && width > room; less++) {
		say_second(text, app, first, due, less);
		width = cluster_width(text) + 2;
	}
	if (width > room)
		return 0;
	at = doc_int(due->row, "due");
	(void)area_put(
		a, 0, a.cols - width + 1, due_style(at, app_now(app)), text);
	return width;
}

/* Has what comes next to be seen beside what is late, however narrow it is? */
static bool
due_is_next(const struct app *app, const struct due_row *first,
	const struct due_row *second)
{
	return due_is_late(app, first) && !due_is_late(app, second) &&
		due_is_drill(first->row) == due_is_drill(second->row);
}

/* Its incident, "" where what is said of it names that. */
static const char *
due_incident(const struct due_row *due)
{
	return due->kind != DUE_CLOCK && *doc_str(due->row, "message")
		? ""
		: doc_str(due->row, "incident");
}

/* "Next: …  29 min left": where that is too much, less of the title and never
 * of the time. */
static void
say_nearest(char out[SAY], const char *title, const char *left, int room)
{
	char what[SAY];
	int over, width = cluster_width(title);

	fixed_cut_format(out, SAY, _("Next: %s  %s"), title, left);
	over = cluster_width(out) + 1 - room;
	if (over <= 0)
		return;
	if (width - over - 1 <= 0) {
		fixed_cut(out, SAY, left);
		return;
	}
	fixed_cut_format(what, SAY, "%.*s…",
		(int)cluster_fit(title, strlen(title), width - over - 1),
		title);
	fixed_cut_format(out, SAY, _("Next: %s  %s"), what, left);
}

/* The second one, and what is left for the first; its words in `text`. */
static int
due_share(const struct app *app, struct area a, const struct due_row *first,
	char text[SAY], int own)
{
	struct due_row second = due_second(app, first);
	int64_t due = doc_int(first->row, "due");
	int took = 0, room = a.cols;
	bool next;
	char left[SAY], what[SAY];

	say_countdown(left, due - app_now(app));
	say_due(what, app, first);
	say_nearest(text, what, left, room);
	if (!json_is_object(second.row))
		return room;
	next = due_is_next(app, first, &second);
	if (a.cols >= WIDE || second.kind == DUE_CLOCK || next)
		took = due_draw_second(app, a, first, &second, 0,
			room - cluster_width(text) - 2 - own);
	if (took == 0 && next)
		took = due_draw_second(app, a, first, &second, 2, room - NAMED);
	if (took > 0)
		say_nearest(text, what, left, room - took - 1);
	return room - took;
}

void
due_draw(const struct app *app, struct area a)
{
	struct due_row first = due_first(app);
	int64_t due = doc_int(first.row, "due"), now = app_now(app);
	const char *incident = due_incident(&first);
	int room, col, own;
	char at[SAY], text[SAY];

	if (!json_is_object(first.row)) {
		if (app->status)
			(void)area_put(a, 0, 1, STYLE_DIM,
				_("No deadline is running."));
		return;
	}
	say_clock(at, due, now, app->zone);
	own = *app_top(app)->mode || !*incident ? 0
						: cluster_width(incident) + 2;
	room = due_share(app, a, &first, text, own);
	if (room == a.cols)
		own = 0;
	a = area_sub(a, 0, 0, 1, room);
	col = area_put(a, 0, 1, due_style(due, now), text);
	if (col + 4 + cluster_width(at) + own <= room)
		col = area_printf(a, 0, col + 2, STYLE_TEXT, "(%s)", at);
	if (col + 2 + cluster_width(incident) <= room)
		(void)area_put(a, 0, col + 2, STYLE_TEXT, incident);
}
