/*
 * The lines around and inside a view. The mode is said in words and in the
 * shape of the lines; colour only repeats it.
 */
#ifndef CRIER_TUI_BORDER_H
#define CRIER_TUI_BORDER_H

#include <stdbool.h>

#include "tui/console/grid.h"

/* How a mode looks. */
struct border {
	const char *mode;
	const char *word; /* both languages: read at a glance, whoever sits */
	const char *rule; /* pattern of horizontal lines */
	const char *side;
	enum style style;
};

/*
 * Of "actual" or "drill"; of any other word plain lines, without a word but
 * on a demo station, which says on every screen that it is one.
 */
const struct border *border_of(const char *mode, bool demo);

/* An empty box with a title. */
void border_draw(struct area a, const struct border *b, const char *title);

/* A thin rule with a title; returns the row below. */
int border_rule(struct area a, int row, const char *title);

/* How many rows have no room below, at the right of the area's rule; nothing if
 * all have. */
void border_below(struct area a, int row, int below);

/* The same, where Enter shows all of it. */
void border_rest(struct area a, int row, int below);

/* A word at the right end of a rule that is drawn already. */
void border_note(struct area a, int row, const char *note);

#endif
