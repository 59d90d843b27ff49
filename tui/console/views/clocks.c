/*
 * Drawing clocks.
 */
#include "tui/console/views/clocks.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/console/view.h"

enum { TWO_COLUMNS = 120, HELP_ROWS = 4 };

static bool
clocks_is_done(const json_t *clock)
{
	const char *state = doc_str(clock, "state");

	return strcmp(state, "met") == 0 || strcmp(state, "late") == 0 ||
		strcmp(state, "ended") == 0;
}

/* What runs first, the nearest first. */
static int
by_due(const json_t *a, const json_t *b)
{
	int64_t da = doc_int(a, "due"), db = doc_int(b, "due");

	if (clocks_is_done(a) != clocks_is_done(b))
		return clocks_is_done(a) - clocks_is_done(b);
	return (da > db) - (da < db);
}

/* Of a rule that was met often the last, which is behind all others. */
static bool
is_last(const json_t *list, size_t at)
{
	json_t *clock = json_array_get(list, at), *other;
	size_t n = json_array_size(list);
	long long times = (long long)doc_int(clock, "times");

	if (!clocks_is_done(clock))
		return true;
	times = times > 0 ? times : 1;
	doc_put_int(clock, "times", times);
	for (size_t i = at + 1; i < n; i++) {
		other = json_array_get(list, i);
		if (strcmp(doc_str(other, "rule"), doc_str(clock, "rule")) !=
				0 ||
			strcmp(doc_str(other, "state"),
				doc_str(clock, "state")) != 0)
			continue;
		doc_put_int(other, "times", times + 1);
		return false;
	}
	return true;
}

void
clocks_arrange(json_t *clocks)
{
	json_t *all = json_copy(clocks), *clock;
	size_t i;

	doc_sort(all, by_due);
	if (clocks)
		(void)json_array_clear(clocks);
	json_array_foreach(all, i, clock)
	{
		if (is_last(all, i))
			(void)json_array_append(clocks, clock);
	}
	json_decref(all);
}

int
clocks_running(json_t *clocks, bool internal)
{
	json_t *clock;
	int count = 0;
	size_t i;

	json_array_foreach(clocks, i, clock) count += !clocks_is_done(clock) &&
		doc_bool(clock, "internal") == internal;
	return count;
}

static void
clocks_draw_row(
	const struct app *app, struct area a, int row, const json_t *clock)
{
	int64_t due = doc_int(clock, "due"), now = app_now(app);
	const char *state = doc_str(clock, "state");
	bool inside = doc_bool(clock, "internal"), bad;
	char left[SAY], at[SAY];
	enum style style = inside ? STYLE_DIM : STYLE_TEXT;

	say_clock(at, due, now, app->zone);
	say_countdown(left, due - now);
	bad = !inside && (doc_bool(clock, "missed") || due < now);
	if (strcmp(state, "met") == 0) {
		fixed_cut(left, sizeof(left), _("met"));
		bad = false;
	} else if (strcmp(state, "late") == 0) {
		fixed_cut(left, sizeof(left), _("met too late"));
	} else if (strcmp(state, "ended") == 0) {
		fixed_cut(left, sizeof(left), _("ended"));
	}
	if (a.cols < VIEW_NARROW) { /* how long it is left says when it is */
		(void)area_column(a, row, 2, a.cols - 27, style,
			say_both(clock, "title", app->lang));
	} else {
		(void)area_column(a, row, 2, a.cols - 40, style,
			say_both(clock, "title", app->lang));
		(void)area_column(a, row, a.cols - 37, 12, style, at);
	}
	if (doc_int(clock, "times") > 1)
		fixed_cut_format(left + strlen(left),
			sizeof(left) - strlen(left), " x%lld",
			(long long)doc_int(clock, "times"));
	(void)area_put(a, row, a.cols - 24, bad ? STYLE_BAD : style, left);
}

static int
clocks_count(json_t *clocks, bool internal)
{
	json_t *clock;
	int count = 0;
	size_t i;

	json_array_foreach(clocks, i, clock) count +=
		doc_bool(clock, "internal") == internal;
	return count;
}

/*
 * The public duties, or the reports inside the government. What is done stops
 * at the row `until`.
 */
static int
clocks_draw_rows(const struct app *app, json_t *clocks, struct area a, int row,
	int until, bool internal)
{
	json_t *clock;
	int more = 0;
	size_t i;

	json_array_foreach(clocks, i, clock)
	{
		if (doc_bool(clock, "internal") != internal)
			continue;
		if (row < (clocks_is_done(clock) ? until : a.rows))
			clocks_draw_row(app, a, row++, clock);
		else
			more++;
	}
	if (more > 0 && row < a.rows)
		(void)area_printf(a, row++, 2, STYLE_DIM,
			say_n("%d more clock", "%d more clocks", more), more);
	return row;
}

/* Where reports inside have no room: the one that is due next, in a row. */
static int
draw_nearest_inside(
	const struct app *app, json_t *clocks, struct area a, int row)
{
	char left[SAY];
	json_t *clock;
	size_t i;

	json_array_foreach(clocks, i, clock)
	{
		if (!doc_bool(clock, "internal") || clocks_is_done(clock))
			continue;
		say_countdown(left, doc_int(clock, "due") - app_now(app));
		(void)area_printf(a, row, 2, STYLE_DIM, _("inside: %s  %s"),
			say_both(clock, "title", app->lang), left);
		return row + 1;
	}
	return row;
}

/* Two columns where there is room, else one below the other while rows last;
 * what is to be done at this step goes before reports inside. */
int
clocks_draw(const struct app *app, json_t *clocks, struct area a, int row)
{
	struct area in = area_sub(a, 0, 1, -1, a.cols - 2), left = a, right;
	bool wide = a.cols >= TWO_COLUMNS;
	int inside = clocks_count(clocks, true), first = row, end = row;
	int until = a.rows - HELP_ROWS;

	if (wide) {
		left = area_sub(a, 0, 0, -1, a.cols / 2 - 1);
		right = area_sub(a, 0, a.cols / 2, -1, a.cols - a.cols / 2);
	} else {
		right = a;
	}
	if (clocks_count(clocks, false) > 0) {
		row = border_rule(wide ? area_sub(left, 0, 1, -1, -1) : in, row,
			_("Clocks"));
		end = row =
			clocks_draw_rows(app, clocks, left, row, until, false);
	}
	if (inside == 0)
		return end;
	if (!wide && row + inside + HELP_ROWS > a.rows)
		return draw_nearest_inside(app, clocks, a, row);
	row = border_rule(wide ? right : in, wide ? first : row,
		_("Reports inside the government"));
	row = clocks_draw_rows(app, clocks, right, row, until, true);
	return row > end ? row : end;
}
