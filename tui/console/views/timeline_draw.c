/*
 * Drawing the line of time: a column of times, a word, the thing, and where it
 * stands or who has to move next.
 */
#include "tui/console/views/timeline.h"

#include <string.h>

#include "base/doc.h"
#include "tui/console/columns.h"
#include "tui/console/facts.h"
#include "tui/pages/cluster.h"
#include "tui/pages/i18n.h"
#include "tui/pages/left.h"
#include "tui/pages/say.h"

enum { STEP_MIN = 13, STEP_ROWS = 3, STEP_GAP = 2, SIGN = 3 };

/* ---- the row ---- */

static bool
timeline_is_past(const json_t *row)
{
	return strcmp(doc_str(row, "at"), "past") == 0;
}

static bool
is_of(const json_t *row, const char *is)
{
	return strcmp(doc_str(row, "is"), is) == 0;
}

/* What the station calls it. */
static enum document
document_of(const json_t *row)
{
	return timeline_is_past(row)  ? DOCUMENT_MOMENT
		: is_of(row, "wait")  ? DOCUMENT_WAIT
		: is_of(row, "clock") ? DOCUMENT_CLOCK
				      : DOCUMENT_STEP;
}

static bool
timeline_is_late(const struct look *look, const json_t *row)
{
	int64_t due = doc_int(row, "due");

	return !timeline_is_past(row) && due != 0 && due < look->now;
}

static enum style
when_style(const struct look *look, const json_t *row)
{
	return timeline_is_late(look, row) ? STYLE_BAD
		: timeline_is_past(row)	   ? STYLE_DIM
					   : STYLE_TEXT;
}

/* Of what became of a deadline. */
static enum style
clock_style(const char *state)
{
	return strcmp(state, "met") == 0 || strcmp(state, "ended") == 0
		? STYLE_DIM
		: STYLE_BAD;
}

/* Of what stands at the right: what a person has to see first. */
static enum style
side_style(const struct look *look, const json_t *row)
{
	const json_t *message = json_object_get(row, "of");

	(void)look;
	if (message != NULL)
		return doc_int(message, "supplement")
			? STYLE_BAD
			: say_standing_style(message);
	if (timeline_is_past(row))
		return *doc_str(row, "state")
			? clock_style(doc_str(row, "state"))
			: STYLE_TEXT;
	if (is_of(row, "wait"))
		return doc_bool(row, "mine") ? STYLE_STRONG
			: json_array_size(json_object_get(row, "officers")) ||
				!json_array_size(json_object_get(row, "roles"))
			? STYLE_TEXT
			: STYLE_BAD;
	return doc_bool(row, "internal") ||
			(!is_of(row, "clock") && *doc_str(row, "kind"))
		? STYLE_DIM
		: STYLE_TEXT;
}

/* What is said of it in its word, and nothing else: a halted message's row has
 * but its number besides. */
static bool
is_word_alone(const json_t *row)
{
	static const char *const words[] = { "opened", "halted", "closed" };

	for (size_t n = 0; n < sizeof(words) / sizeof(words[0]); n++)
		if (timeline_is_past(row) &&
			strcmp(doc_str(row, "what"), words[n]) == 0)
			return true;
	return false;
}

static const struct column columns[] = {
	{ "when", LEFT_WIDTH, .styled = when_style },
	{ "word", 15, .width_zh = 10, .from = VIEW_NARROW },
	{ "word", 8, .width_zh = 4, .styled = side_style, .below = VIEW_NARROW,
		.when = is_word_alone },
	{ "line", .styled = side_style, .below = VIEW_NARROW },
	{ "line", .from = VIEW_NARROW },
	{ "side", 21, .styled = side_style, .wide = 29, .at = 100,
		.from = VIEW_NARROW, .shares = true },
	{ .name = NULL },
};

void
timeline_draw_row(const struct app *app, struct area a, int row,
	const json_t *show, const json_t *line)
{
	struct look look = facts_look(app);
	const json_t *message =
		timeline_message(show, doc_str(line, "message"));
	json_t *doc = json_copy((json_t *)(uintptr_t)line);

	/* a halted one says who halted it, figures say their message */
	if (message &&
		(is_of(line, "step") ||
			strcmp(doc_str(line, "what"), "message") == 0))
		doc_put(doc, "of", json_incref((json_t *)(uintptr_t)message));
	if (timeline_is_late(&look, line))
		(void)area_put(a, row, 1, STYLE_BAD, "!");
	if (doc_bool(line, "new"))
		(void)area_put(a, row, 2, STYLE_STRONG, "^");
	columns_draw(app, a, row, 3, document_of(line), columns, doc);
	json_decref(doc);
}

void
timeline_draw_now(const struct app *app, struct area a, int row)
{
	char at[SAY];
	int64_t now = app_now(app);

	area_fill(a, row, 1, a.cols - 2, STYLE_DIM, "─");
	say_clock(at, now, now, app->zone);
	(void)area_printf(a, row, 4, STYLE_STRONG, _(" now %s "), at);
}

/* ---- the steps ---- */

static int
step_width(const struct app *app, const json_t *step)
{
	return SIGN + cluster_width(say_both(step, "title", app->lang));
}

/* Their columns, all as wide, in the fewest rows; `cut` where a name is. */
static int
steps_align(
	struct area a, const struct app *app, const json_t *steps, bool *cut)
{
	int count = (int)json_array_size(steps), in_row = count, each;

	for (int rows = 2;
		rows <= STEP_ROWS && (a.cols - 2) / in_row < STEP_MIN; rows++)
		in_row = (count + rows - 1) / rows;
	each = (a.cols - 2) / in_row;
	*cut = false;
	for (int i = 0; i < count; i++)
		*cut = *cut ||
			step_width(app, json_array_get(steps, (size_t)i)) >=
				each;
	return each;
}

/* Where the step begins that follows what ends before `*col`: in columns, or
 * where the last one ends. */
static void
step_place(struct area a, int *row, int *col, int each, int width)
{
	if (*col + (each ? each : width) > a.cols - 1) {
		*col = 1;
		(*row)++;
	}
}

static void
draw_step(const struct app *app, struct area a, int row, int col, int width,
	const char *sign, const json_t *step)
{
	(void)area_put(
		a, row, col, sign[1] == '!' ? STYLE_BAD : STYLE_STRONG, sign);
	(void)area_column(a, row, col + SIGN, width - SIGN,
		sign[1] == 'x' ? STYLE_DIM : STYLE_TEXT,
		say_both(step, "title", app->lang));
}

/* Draws them, `each` columns for one or as many as its name takes (0); none
 * where there are no rows. Returns the row below. */
static int
steps_draw(const struct app *app, struct area a, int row, int each,
	const json_t *show)
{
	json_t *step;
	size_t i;
	int col = 1, width;

	json_array_foreach(json_object_get(show, "steps"), i, step)
	{
		width = step_width(app, step);
		step_place(a, &row, &col, each, width);
		if (a.rows > 0)
			draw_step(app, a, row, col, each ? each - 1 : width,
				timeline_sign(show, step, app_now(app)), step);
		col += each ? each : width + STEP_GAP;
	}
	return row + 1;
}

int
timeline_draw_steps(
	const struct app *app, struct area a, int row, const json_t *show)
{
	const json_t *steps = json_object_get(show, "steps");
	struct area none = a;
	int each;
	bool cut;

	if (json_array_size(steps) == 0)
		return row;
	none.rows = 0;
	each = steps_align(a, app, steps, &cut);
	/* a name that is cut says little: they follow one another then */
	if (cut && steps_draw(app, none, 0, 0, show) <= STEP_ROWS)
		each = 0;
	return steps_draw(app, a, row, each, show);
}
