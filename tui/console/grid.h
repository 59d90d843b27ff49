/*
 * The screen as a table of cells. Views draw into an area of it and cannot
 * tell a terminal from a test. Whatever is drawn is clipped to the area; a
 * wide character that does not fit at the edge becomes a blank, and writing
 * over half of one blanks the other half, so that no row ever shifts.
 */
#ifndef CRIER_TUI_GRID_H
#define CRIER_TUI_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

#include "tui/pages/cluster.h"
#include "tui/pages/theme.h"

struct cell {
	wchar_t ch[CLUSTER_CHARS + 1]; /* empty in the right half of a wide */
	unsigned char width; /* 1, 2, or 0 for the right half of a wide one */
	unsigned char style; /* enum style */
};

struct grid {
	int rows, cols;
	struct cell *cells; /* rows * cols */
	int cursor_row, cursor_col; /* the focus; row -1 hides the cursor */
};

void grid_init(struct grid *g, int rows, int cols);
void grid_release(struct grid *g);
void grid_clear(struct grid *g); /* blanks, cursor hidden */
const struct cell *grid_at(const struct grid *g, int row, int col);

/* The rows as UTF-8, blanks at the ends dropped; the caller frees it. */
char *grid_format(const struct grid *g);

struct area {
	struct grid *grid;
	int row, col; /* of its upper left corner in the grid */
	int rows, cols;
};

struct area grid_area(struct grid *g);

/* A part of an area, clipped to it; rows or cols -1 mean: to the end. */
struct area area_sub(struct area a, int row, int col, int rows, int cols);

/* Text on one row. Returns the column behind it (beyond the edge if cut). */
int
area_put(struct area a, int row, int col, enum style style, const char *text);
int area_put_n(struct area a, int row, int col, enum style style,
	const char *text, size_t len);
int area_printf(struct area a, int row, int col, enum style style,
	const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/*
 * A column of a table: exactly `width` columns are written, text that is
 * longer ends in an ellipsis. Returns the column behind it.
 */
int area_column(struct area a, int row, int col, int width, enum style style,
	const char *text);

/* A text of several lines, wrapped by width; returns the rows it took. */
int
area_wrap(struct area a, int row, int col, enum style style, const char *text);

/* `pattern` again and again for n columns: "═", "─ ". */
void area_fill(struct area a, int row, int col, int n, enum style style,
	const char *pattern);

void area_cursor(struct area a, int row, int col);

#endif
