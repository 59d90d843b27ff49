/*
 * Which row of a list is chosen and which is the first shown. Keeps to the
 * same row by key when the list is loaded anew, so that nothing jumps under
 * the officer's hand.
 */
#ifndef CRIER_TUI_LIST_H
#define CRIER_TUI_LIST_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/console/grid.h"
#include "tui/console/request.h"

/*
 * What stands beside a list, or below it, is of the row on which the cursor has
 * rested so long: so a move along the list stays some 30 bytes.
 */
enum { LIST_REST_MS = 150 };

struct list {
	int count, at, top;
	int shown; /* rows at the last drawing */
	int read; /* the row on which the cursor has rested */
};

/* True if the request moves in lists (whether it could or not). */
bool list_request(struct list *l, enum request request);

/* A new count; `at` stays in bounds. */
void list_count(struct list *l, int count);

/*
 * Goes to the row of `rows` whose "key" is `value`, if there is one; counts.
 */
void list_keep(
	struct list *l, const json_t *rows, const char *key, const char *value);

/* The chosen row of the array, NULL if it is empty. */
json_t *list_row(const struct list *l, const json_t *rows);

/* Scrolls for `height` rows; call before drawing. Returns the first row. */
int list_scroll(struct list *l, int height);

/*
 * A heading of the list with which rows are shown, if not all are: "Accounts
 * 1-10 of 12". Draws it at `row` and returns the row below; scrolls for what
 * is left of the area.
 */
int list_heading(struct list *l, struct area a, int row, const char *title);

/*
 * How many of a row's columns the right one of two texts gets: as many as all
 * rows give it, but fewer where the left one needs room that it leaves empty.
 */
int list_share(int cols, int left, int right, int wanted);

/* The marker of row i at screen row `row`, and the cursor if it is chosen. */
void list_mark(const struct list *l, struct area a, int row, int i);

#endif
