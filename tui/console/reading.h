/*
 * Reading a text page by page: which of its lines are shown, and what the keys
 * for pages do to that.
 */
#ifndef CRIER_TUI_READING_H
#define CRIER_TUI_READING_H

#include <stdbool.h>

#include "tui/console/grid.h"
#include "tui/console/request.h"

struct text_page {
	int top; /* the first line that is shown */
	int shown, lines; /* of all, at the last drawing */
};

/* Keeps the place within `lines`, of which `shown` have room. */
void reading_fit(struct text_page *r, int lines, int shown);

/* A page on or back, where not all is shown; false: it was no such key. */
bool reading_request(struct text_page *r, enum request request);

/* Is there something below what is shown? */
bool reading_has_more(const struct text_page *r);

/* "lines 1-9 of 35, PgDn"; nothing where all is shown. */
void reading_note(const struct text_page *r, struct area a, int row, int col);

/* The same at the right of a rule. */
void reading_note_right(const struct text_page *r, struct area a, int row);

#endif
