/*
 * Drawing joint incidents and their orders: the list, and below it of an order
 * of ours how far each partner is, of a joint incident who takes part.
 */
#include "tui/console/views/joints.h"

#include <string.h>

#include "base/doc.h"
#include "tui/console/border.h"
#include "tui/console/columns.h"
#include "tui/console/facts.h"
#include "tui/console/views/order.h"
#include "tui/pages/i18n.h"

json_t *
joints_rows(const struct joints *w)
{
	return sieve_rows((struct view *)(uintptr_t)&w->v, w->lines);
}

bool
joints_is_order(const json_t *line)
{
	return *doc_str(line, "order") != '\0';
}

static enum style
joint_style(const struct look *look, const json_t *line)
{
	const char *state = doc_str(line, "state");

	(void)look;
	if (strcmp(state, "asked") == 0 || doc_bool(line, "silent"))
		return STYLE_WARN;
	return strcmp(state, "joined") == 0 ? STYLE_GOOD : STYLE_TEXT;
}

static const struct column joint_columns[] = {
	{ .name = "title", .style = STYLE_STRONG },
	{ "state", 24, .styled = joint_style, .width_zh = 14, .from = 60 },
	{ "units", 8, .width_zh = 6 },
	{ "name", 20, .from = VIEW_NARROW },
	{ .name = NULL },
};

static const struct column order_columns[] = {
	{ .name = "line", .style = STYLE_TEXT },
	{ "stands", 16, .styled = joint_style, .width_zh = 12 },
	{ "at", 14, .from = VIEW_NARROW },
	{ "unit", 20, .from = 110 },
	{ .name = NULL },
};

static const struct column unit_columns[] = {
	{ .name = "name", .style = STYLE_STRONG },
	{ "state", 24, .width_zh = 18 },
	{ "at", 12, .from = VIEW_NARROW },
	{ .name = "phone", .width = 14 },
	{ .name = NULL },
};

static int
draw_lines_of_joints(struct joints *w, struct area a, int row)
{
	const json_t *rows = joints_rows(w);

	for (int i = w->list.top; i < w->list.count && row < a.rows; i++) {
		const json_t *line = json_array_get(rows, (size_t)i);
		bool order = joints_is_order(line);

		columns_draw(w->v.app, a, row, order ? 4 : 2,
			order ? DOCUMENT_ORDER : DOCUMENT_JOINT,
			order ? order_columns : joint_columns, line);
		list_mark(&w->list, a, row++, i);
	}
	return row;
}

/* Who takes part; of another's only who leads. */
static void
draw_joint(const struct joints *w, struct area a, const json_t *line)
{
	const json_t *show = json_object_get(w->shows, doc_str(line, "joint"));
	const json_t *units = doc_get(show, "units");
	struct list none = { .count = (int)json_array_size(units), .at = -1 };
	int row = facts_draw(w->v.app, a, 0, DOCUMENT_JOINT,
		"name phone state level happened incident mode at",
		show ? show : line);

	if (none.count > 0)
		(void)columns_list(w->v.app, &none, a, row, DOCUMENT_JOINT_UNIT,
			unit_columns, units);
}

static void
draw_rested(struct joints *w, struct area a)
{
	const json_t *line =
		json_array_get(joints_rows(w), (size_t)w->list.read);
	json_t *grid;
	int row;

	if (a.rows < 3 || line == NULL)
		return;
	row = border_rule(area_sub(a, 0, 1, -1, a.cols - 2), 0,
		joints_is_order(line) ? _("Order") : doc_str(line, "title"));
	a = area_sub(a, row, 0, -1, -1);
	if (!joints_is_order(line)) {
		draw_joint(w, a, line);
	} else if (!order_is_ours(line)) {
		(void)facts_draw(w->v.app, a, 0, DOCUMENT_ORDER,
			"unit phone offer state title at answer_by message",
			line);
	} else if (strcmp(doc_str(w->grid, "order"), doc_str(line, "order")) ==
		0) {
		grid = order_grid(w->grid);
		(void)order_draw_grid(w->v.app, a, w->grid, grid, NULL);
		json_decref(grid);
	}
}

static const char *
nothing_here(const struct joints *w)
{
	if (w->doc == NULL)
		return _("Loading …");
	if (*w->v.id)
		return _("This is no joint incident yet. & invites partners "
			 "into it: this unit leads then.");
	return _("There is no joint incident yet. At an incident, 6 leads here "
		 "and & invites partners into it.");
}

void
joints_draw(struct view *v, struct area a)
{
	struct joints *w = (struct joints *)v;
	int height = a.rows * 2 / 5, row;

	if (w->list.count == 0) {
		(void)area_wrap(area_sub(a, 0, 2, -1, a.cols - 4), 0, 0,
			STYLE_DIM, nothing_here(w));
		area_cursor(a, 0, 2);
		return;
	}
	if (w->list.count + 1 < height)
		height = w->list.count + 1;
	row = list_heading(&w->list, area_sub(a, 0, 0, height, -1), 0,
		_("Joint incidents and their orders"));
	row = draw_lines_of_joints(w, area_sub(a, 0, 0, height, -1), row);
	draw_rested(w, area_sub(a, row, 0, -1, -1));
}
