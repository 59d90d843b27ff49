/*
 * The styles a view may ask for, by what they mean. Colour only repeats what
 * words and shapes have said already: without colour nothing is lost.
 */
#ifndef CRIER_TUI_THEME_H
#define CRIER_TUI_THEME_H

#include <stdbool.h>

enum style {
	STYLE_TEXT,
	STYLE_DIM, /* what can be overlooked */
	STYLE_STRONG, /* what should be seen first */
	STYLE_TITLE, /* heading of a part of the screen */
	STYLE_FOCUS, /* the chosen row or field */
	STYLE_KEY, /* a key in the key bar */
	STYLE_FIELD, /* a place to type in */
	STYLE_SELECTED, /* of a text: what is copied or replaced */
	STYLE_GOOD,
	STYLE_WARN,
	STYLE_BAD,
	STYLE_ACTUAL, /* border of mode actual */
	STYLE_DRILL, /* border of mode drill */
	STYLES
};

enum hue { HUE_NONE, HUE_RED, HUE_GREEN, HUE_YELLOW, HUE_CYAN, HUES };

struct theme_row {
	bool bold, dim, reverse, underline;
	enum hue hue; /* of the letters; the background stays the user's */
};

const struct theme_row *theme_row(enum style style);

/* For whose background: of a light one yellow and cyan cannot be read. */
enum theme { THEME_DARK, THEME_LIGHT, THEME_PLAIN, THEMES };

/* As NO_COLOR (any text: no colour) and a setting ("dark", "light", "plain")
 * say; either may be NULL. Unknown words are dark. */
enum theme theme_choose(const char *no_color, const char *wanted);

/* The colour's number in a terminal that has `colours` of them; -1: as the
 * text is. */
short theme_colour(enum theme theme, enum hue hue, int colours);

#endif
