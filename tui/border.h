/*
 * The lines around and inside a view. The mode is said in words and in the
 * shape of the lines; colour only repeats it.
 */
#ifndef CRIER_TUI_BORDER_H
#define CRIER_TUI_BORDER_H

#include "tui/grid.h"

/* How a mode looks. */
struct border {
	const char *mode;
	const char *word; /* both languages: read at a glance, whoever sits */
	const char *rule; /* pattern of horizontal lines */
	const char *side;
	enum style style;
};

/* Of "actual" or "drill"; of any other word plain lines without a word. */
const struct border *border_of(const char *mode);

/* An empty box with a title. */
void border_draw(struct area a, const char *mode, const char *title);

/* A thin rule with a title; returns the row below. */
int border_rule(struct area a, int row, const char *title);

#endif
