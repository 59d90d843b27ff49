/*
 * The rows of the board's lists. How much time is left comes first; what is
 * late has a sign and a word, a drill a sign of its own, level I brackets.
 */
#include "tui/console/views/desk.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "tui/console/columns.h"
#include "tui/console/facts.h"
#include "tui/pages/left.h"
#include "tui/pages/say.h"

enum {
	WHY = 18, /* where a reason begins, below what is returned */
	WIDE = 100 /* columns from which there is room for more of them */
};

/* ACTUAL, 实战; DEMO, 演示 */
#define MODE 6, .width_zh = 4, .from = VIEW_NARROW

/* ---- what waits ---- */

static bool
desk_is_late(const struct look *look, const json_t *row)
{
	return doc_int(row, "due") != 0 && doc_int(row, "due") < look->now;
}

static enum style
late_style(const struct look *look, const json_t *row)
{
	return desk_is_late(look, row) ? STYLE_BAD : STYLE_TEXT;
}

static bool
is_mine(const json_t *wait)
{
	return strcmp(doc_str(wait, "is"), "mine") == 0;
}

static bool
is_theirs(const json_t *wait)
{
	return !is_mine(wait);
}

static bool
desk_is_returned(const json_t *wait)
{
	return strcmp(doc_str(wait, "what"), "returned") == 0;
}

static enum style
wait_style(const struct look *look, const json_t *wait)
{
	if (say_is_late(wait, look->now) || doc_int(wait, "overdue") > 0)
		return STYLE_BAD;
	if (desk_is_returned(wait))
		return STYLE_WARN;
	return is_mine(wait) ? STYLE_STRONG : STYLE_TEXT;
}

static enum style
wait_left_style(const struct look *look, const json_t *wait)
{
	return desk_is_late(look, wait) ? STYLE_BAD : wait_style(look, wait);
}

static enum style
ring_style(const struct look *look, const json_t *wait)
{
	(void)look;
	return json_array_size(json_object_get(wait, "officers")) ? STYLE_TEXT
								  : STYLE_BAD;
}

static const struct column wait[] = {
	{ "sign", 1, .styled = late_style },
	{ "when", LEFT_WIDTH, .styled = wait_left_style },
	/* who is rung needs the room, and a drill has its sign */
	{ "mode", MODE, .below = WIDE, .styled = wait_style, .when = is_mine },
	{ "mode", 6, .width_zh = 4, .from = WIDE, .styled = wait_style },
	{ "subject", 13, .styled = wait_style },
	{ "what", .below = VIEW_NARROW, .styled = wait_style },
	{ "what", 14, .width_zh = 10, .from = VIEW_NARROW,
		.styled = wait_style },
	{ "head", .from = VIEW_NARROW },
	{ "ring", 20, .styled = ring_style, .from = VIEW_NARROW,
		.when = is_theirs, .shares = true },
	{ .name = NULL },
};

int
desk_wait_rows(const json_t *row)
{
	return is_mine(row) && (desk_is_returned(row) || *doc_str(row, "joint"))
		? 2
		: 1;
}

void
desk_draw_wait(const struct app *app, struct area a, int row, const json_t *of)
{
	int col = a.cols < VIEW_NARROW ? 3 : WHY;
	char *why;

	columns_draw(app, a, row, 1, DOCUMENT_WAIT, wait, of);
	if (desk_wait_rows(of) == 1)
		return;
	why = facts_say(app, DOCUMENT_WAIT, "why", of);
	(void)area_column(a, row + 1, col, a.cols - col - 1, STYLE_TEXT, why);
	free(why);
}

/* ---- incidents ---- */

static bool
is_gravest(const json_t *inc)
{
	return strcmp(doc_str(inc, "level"), "I") == 0;
}

static enum style
grade_style(const struct look *look, const json_t *inc)
{
	(void)look;
	return is_gravest(inc) ? STYLE_BAD : STYLE_TEXT;
}

static enum style
title_style(const struct look *look, const json_t *inc)
{
	(void)look;
	return is_gravest(inc) ? STYLE_STRONG : STYLE_TEXT;
}

static enum style
newest_style(const struct look *look, const json_t *inc)
{
	const json_t *latest = json_object_get(inc, "latest");

	(void)look;
	return latest ? say_standing_style(latest) : STYLE_DIM;
}

static const struct column incident[] = {
	{ "sign", 1, .styled = late_style },
	{ "when", LEFT_WIDTH, .styled = late_style },
	{ "mode", MODE },
	{ "id", 11, .style = STYLE_STRONG },
	{ "title", .below = VIEW_NARROW },
	{ "grade", 3, .styled = grade_style, .from = VIEW_NARROW },
	{ "title", .styled = title_style, .from = VIEW_NARROW },
	{ "newest_claims", 22, .styled = newest_style, .from = VIEW_NARROW,
		.below = WIDE, .shares = true },
	{ "out.issued", 13, .from = WIDE },
	{ "newest", 18, .styled = newest_style, .from = WIDE, .shares = true },
	{ "open_claims", 8, STYLE_WARN, .from = WIDE, .runs = true },
	{ .name = NULL },
};

void
desk_draw_incident(
	const struct app *app, struct area a, int row, const json_t *inc)
{
	columns_draw(app, a, row, 1, DOCUMENT_INCIDENT, incident, inc);
}
