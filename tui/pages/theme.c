/*
 * The table of styles.
 */
#include "tui/pages/theme.h"

#include <assert.h>
#include <string.h>

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

static const char *const themes[THEMES] = {
	[THEME_DARK] = "dark", [THEME_LIGHT] = "light", [THEME_PLAIN] = "plain"
};

enum theme
theme_choose(const char *no_color, const char *wanted)
{
	if (no_color != NULL && *no_color)
		return THEME_PLAIN;
	for (int n = 0; wanted != NULL && n < THEMES; n++)
		if (strcmp(wanted, themes[n]) == 0)
			return (enum theme)n;
	return THEME_DARK;
}

short
theme_colour(enum theme theme, enum hue hue, int colours)
{
	enum { MANY = 256 };
	/* the first eight are as the user has set them, the others are fixed */
	static const short numbers[HUES][3] = {
		/* dark, light of eight, light of 256 */
		[HUE_NONE] = { -1, -1, -1 },
		[HUE_RED] = { 1, 1, 124 },
		[HUE_GREEN] = { 2, 2, 22 },
		[HUE_YELLOW] = { 3, 5, 94 },
		[HUE_CYAN] = { 6, 4, 24 },
	};

	assert((unsigned)hue < HUES);
	if (theme == THEME_PLAIN)
		return -1;
	return numbers[hue][theme == THEME_DARK ? 0 : colours < MANY ? 1 : 2];
}
