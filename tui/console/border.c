/*
 * Draws lines and boxes in the shape of an incident's mode.
 */
#include "tui/console/border.h"

#include "base/fixed.h"
#include "tui/pages/cluster.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

#include <string.h>

enum { MODES = 2 };

/* By `demo`, then by mode. What runs as in earnest at a demo is neither drawn
 * nor called so: 演示·实战 was read as in earnest by who saw the last word. */
static const struct border borders[2][MODES + 1] = {
	{ { "actual", "实战 ACTUAL", "═", "║", STYLE_ACTUAL },
		{ "drill", "演练 DRILL", "─ ", "¦", STYLE_DRILL },
		{ "", "", "─", "│", STYLE_DIM } },
	{ { "actual", "演示台 DEMO", "═ ", "¦", STYLE_DRILL },
		{ "drill", "演示台·演练 DEMO DRILL", "─ ", "¦", STYLE_DRILL },
		{ "", "演示台 DEMO", "─ ", "│", STYLE_DIM } },
};

const struct border *
border_of(const char *mode, bool demo)
{
	for (size_t i = 0; i < MODES; i++)
		if (strcmp(borders[demo][i].mode, mode) == 0)
			return &borders[demo][i];
	return &borders[demo][MODES];
}

void
border_draw(struct area a, const struct border *b, const char *title)
{
	int col = 2;

	for (int row = 0; row < a.rows; row++) {
		area_fill(a, row, 0, a.cols, STYLE_TEXT, " ");
		(void)area_put(a, row, 0, b->style, b->side);
		(void)area_put(a, row, a.cols - 1, b->style, b->side);
	}
	area_fill(a, 0, 0, a.cols, b->style, b->rule);
	area_fill(a, a.rows - 1, 0, a.cols, b->style, b->rule);
	if (*b->word)
		col = area_printf(a, 0, col, b->style, " %s ", b->word) + 2;
	(void)area_printf(a, 0, col, STYLE_STRONG, " %s ", title);
}

int
border_rule(struct area a, int row, const char *title)
{
	int col = area_put(a, row, 0, STYLE_TITLE, title);

	if (col < a.cols)
		area_fill(a, row, col + 1, a.cols - col - 1, STYLE_DIM, "─");
	return row + 1;
}

void
border_below(struct area a, int row, int below)
{
	char note[SAY];

	if (below <= 0)
		return;
	fixed_cut_format(note, sizeof(note),
		say_n(" %d more row below ", " %d more rows below ", below),
		below);
	(void)area_put(
		a, row, a.cols - 2 - cluster_width(note), STYLE_DIM, note);
}

void
border_rest(struct area a, int row, int below)
{
	char note[SAY];

	if (below <= 0)
		return;
	fixed_cut_format(note, sizeof(note),
		say_n(" Enter: %d more row below ",
			" Enter: %d more rows below ", below),
		below);
	(void)area_put(
		a, row, a.cols - 2 - cluster_width(note), STYLE_DIM, note);
}

void
border_note(struct area a, int row, const char *note)
{
	(void)area_put(
		a, row, a.cols - 3 - cluster_width(note), STYLE_DIM, note);
}
