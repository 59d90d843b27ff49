/*
 * Scrolling and drawing an incident's line of time: now is a line among the
 * rows, and what has no room is counted above and below.
 */
#include "tui/console/views/course.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/console/views/timeline.h"
#include "tui/pages/cluster.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

enum { HELP_ROWS = 3, HELP_ROWS_TALL = 5, TALL = 30 };

/* How many of the rows have happened: the line of now is behind them. */
static int
count_past(const struct course *c)
{
	int n = 0;

	while (n < c->list.count &&
		strcmp(doc_str(json_array_get(c->rows, (size_t)n), "at"),
			"past") == 0)
		n++;
	return n;
}

/*
 * The first line that is shown of `count`: at first so that all that is due
 * has room, and a third is left for what happened; then so that the cursor is
 * seen.
 */
static void
course_scroll(struct course *c, int past, int height)
{
	int count = c->list.count + 1;
	int at = c->list.at + (c->list.at >= past), due = count - past - 1;
	int before = height - 1 - due;

	if (c->top < 0)
		c->top = past - (before > height / 3 ? before : height / 3);
	if (at < c->top)
		c->top = at;
	if (at >= c->top + height)
		c->top = at - height + 1;
	if (c->top > count - height)
		c->top = count - height;
	if (c->top < 0)
		c->top = 0;
	c->list.shown = height;
}

/* The lines of time in the area; returns how many rows are below it; the line of
 * now is none of them. */
static int
draw_time_lines(struct course *c, const struct app *app, const json_t *show,
	struct area a, int past)
{
	int count = c->list.count + 1, row = 0;

	for (int n = c->top; n < count && row < a.rows; n++, row++) {
		int i = n - (n > past);

		if (n == past) {
			timeline_draw_now(app, a, row);
			continue;
		}
		timeline_draw_row(
			app, a, row, show, json_array_get(c->rows, (size_t)i));
		list_mark(&c->list, a, row, i);
	}
	return count - c->top - row - (past >= c->top + row);
}

/* At the right of the heading: what is new, what is above, and what is below
 * where no foot says it. */
static void
course_draw_note(const struct course *c, struct area a, int above, int below)
{
	char note[SAY] = "";

	if (c->fresh > 0)
		fixed_cut_format(note, sizeof(note),
			say_n(" ^ %d new ", " ^ %d new ", c->fresh), c->fresh);
	if (above > 0)
		fixed_cut_format(note + strlen(note),
			sizeof(note) - strlen(note),
			say_n(" %d more above ", " %d more above ", above),
			above);
	if (below > 0)
		fixed_cut_format(note + strlen(note),
			sizeof(note) - strlen(note),
			say_n(" %d more below ", " %d more below ", below),
			below);
	if (*note)
		border_note(a, 0, note);
}

/* What to do at the step under the cursor, and what is below the list. */
static void
course_draw_foot(
	const struct course *c, const struct app *app, struct area a, int below)
{
	const json_t *step = json_array_get(c->rows, (size_t)c->read);
	const char *help = say_both(step, "help", app->lang);
	struct area in = area_sub(a, 0, 1, -1, a.cols - 2);
	char note[SAY];
	int row;

	if (*help == '\0' && below <= 0)
		return;
	row = border_rule(in, 0, *help ? _("What to do at this step") : "");
	(void)area_wrap(in, row, 0, STYLE_TEXT, help);
	if (below <= 0)
		return;
	fixed_cut_format(note, sizeof(note),
		say_n(" %d more below ", " %d more below ", below), below);
	border_note(a, 0, note);
}

void
course_draw(struct course *c, const struct app *app, const json_t *show,
	struct area a)
{
	int past = count_past(c), row, below;
	int help = a.rows > TALL ? HELP_ROWS_TALL : HELP_ROWS;
	struct area lines;

	row = border_rule(
		area_sub(a, 0, 1, -1, a.cols - 2), 0, _("Course of events"));
	if (a.rows - row - help < 4)
		help = 0;
	lines = area_sub(a, row, 0, a.rows - row - help, -1);
	course_scroll(c, past, lines.rows);
	below = draw_time_lines(c, app, show, lines, past);
	course_draw_note(c, a, c->top - (past < c->top), help > 0 ? 0 : below);
	if (help > 0)
		course_draw_foot(
			c, app, area_sub(a, a.rows - help, 0, help, -1), below);
}
