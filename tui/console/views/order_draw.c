/*
 * Drawing an order: the grid of partners, or the text that is asked for.
 */
#include "tui/console/views/order.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "crier/partner.h"
#include "tui/console/border.h"
#include "tui/console/columns.h"
#include "tui/console/facts.h"
#include "tui/console/view.h"
#include "tui/pages/i18n.h"

/* Who says nothing stands before who has said something, and who has said no
 * before who has said yes: in this order they are rung. */
static const struct {
	const char *state;
	bool ring; /* a person there has to be reached */
	enum style style;
} answers[] = {
	{ "unknown", true, STYLE_WARN },
	{ "heard", true, STYLE_WARN },
	{ "refused", true, STYLE_BAD },
	{ "halted", true, STYLE_BAD },
	{ "read", true, STYLE_TEXT },
	{ "taken", false, STYLE_TEXT },
	{ "set", false, STYLE_TEXT },
	{ "ready", false, STYLE_TEXT },
	{ "out", false, STYLE_GOOD },
};

enum { ANSWERS = sizeof(answers) / sizeof(answers[0]) };
static_assert(ANSWERS == (int)ORDER_ANSWERS, "a row each");

/* A word that is not known here is of nobody who is done. */
static size_t
answer_of(const json_t *unit)
{
	size_t n = ANSWERS - 1;

	while (n > 0 && strcmp(answers[n].state, doc_str(unit, "state")) != 0)
		n--;
	return n;
}

bool
order_is_ours(const json_t *order)
{
	/* of another's alone the station says where this unit stands */
	return *doc_str(order, "order") && *doc_str(order, "state") == '\0';
}

/* Of two alike who was not heard for longer. */
static int
unit_order(const json_t *a, const json_t *b)
{
	size_t x = answer_of(a), y = answer_of(b);
	int64_t s = doc_int(a, "heard"), t = doc_int(b, "heard");

	if (x != y)
		return x < y ? -1 : 1;
	return (s > t) - (s < t);
}

json_t *
order_grid(const json_t *order)
{
	json_t *grid = json_copy(doc_get(order, "units"));

	if (grid == NULL)
		return json_array();
	doc_sort(grid, unit_order);
	return grid;
}

static enum style
unit_style(const struct look *look, const json_t *unit)
{
	(void)look;
	return answers[answer_of(unit)].style;
}

static const struct column columns[] = {
	{ .name = "name", .style = STYLE_STRONG },
	{ "state", 18, .styled = unit_style, .width_zh = 14 },
	{ "hand", 8, .from = VIEW_NARROW },
	{ "far", 26, .width_zh = 22, .from = VIEW_NARROW },
	{ "silent", 24, .width_zh = 20, .from = 110 },
	{ .name = "phone", .width = 14, .from = 60 },
	{ .name = NULL },
};

static const json_t *
first_to_ring(const json_t *grid)
{
	const json_t *first = json_array_get(grid, 0);

	return first && answers[answer_of(first)].ring ? first : NULL;
}

/* With whom nothing needs to be done nobody is named. */
static int
draw_ring_first(
	const struct app *app, struct area a, int row, const json_t *grid)
{
	const json_t *first = first_to_ring(grid);

	if (first == NULL)
		return row;
	return facts_draw(app, a, row, DOCUMENT_ORDER_UNIT, "call", first);
}

int
order_draw_grid(const struct app *app, struct area a, const json_t *order,
	const json_t *grid, struct list *list)
{
	struct list none = { .count = (int)json_array_size(grid), .at = -1 };
	struct area in = area_sub(a, 0, 0, -1, a.cols - 1);
	int row = facts_draw(app, in, 0, DOCUMENT_ORDER,
		"line message at answer_by reached gap lacking silent corrects "
		"withdraws missing",
		order);

	row = draw_ring_first(app, in, row, grid);
	row = list_heading(list ? list : &none, a, row, _("Partners"));
	return columns_list(app, list ? list : &none, a, row,
		DOCUMENT_ORDER_UNIT, columns, grid);
}

int
order_draw_text(
	const struct app *app, struct area a, const json_t *order, int top)
{
	const json_t *master =
		json_array_get(doc_get(doc_get(order, "says"), "masters"), 0);
	struct area in = area_sub(a, 0, 0, -1, a.cols - 1);
	const json_t *p;
	int row = facts_draw(app, in, -top, DOCUMENT_ORDER,
		"unit phone offer state message name digest fire at until "
		"answer_by corrects withdraws board_at board missing",
		order);
	size_t n;

	row = border_rule(area_sub(a, 0, 1, -1, a.cols - 2), row, _("Text"));
	row += area_wrap(in, row, 2, STYLE_STRONG, doc_str(master, "title"));
	json_array_foreach(doc_get(master, "paragraphs"), n, p)
	{
		row += area_wrap(in, row, 2, STYLE_TEXT, doc_str(p, "text"));
	}
	return row + top;
}
