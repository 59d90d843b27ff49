/*
 * The table of styles.
 */
#include "tui/pages/theme.h"

#include <assert.h>

static const struct theme_row rows[] = {
	[STYLE_TEXT] = { .hue = HUE_NONE },
	[STYLE_DIM] = { .dim = true },
	[STYLE_STRONG] = { .bold = true },
	[STYLE_TITLE] = { .bold = true, .hue = HUE_CYAN },
	[STYLE_FOCUS] = { .bold = true, .underline = true },
	[STYLE_KEY] = { .bold = true },
	[STYLE_FIELD] = { .underline = true },
	[STYLE_SELECTED] = { .reverse = true },
	[STYLE_GOOD] = { .hue = HUE_GREEN },
	[STYLE_WARN] = { .bold = true, .hue = HUE_YELLOW },
	[STYLE_BAD] = { .bold = true, .hue = HUE_RED },
	[STYLE_ACTUAL] = { .bold = true, .hue = HUE_RED },
	[STYLE_DRILL] = { .hue = HUE_CYAN },
};
_Static_assert(sizeof(rows) / sizeof(rows[0]) == STYLES, "one row each");

const struct theme_row *
theme_row(enum style style)
{
	assert((unsigned)style < STYLES);
	return &rows[style];
}
