/*
 * An order of a joint release on a screen: of ours the grid of partners, those
 * first who must be rung first; of another unit's what it asks, and its text.
 */
#ifndef CRIER_TUI_VIEWS_ORDER_H
#define CRIER_TUI_VIEWS_ORDER_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/console/app.h"
#include "tui/console/grid.h"
#include "tui/console/list.h"

/* Did this unit write it? */
bool order_is_ours(const json_t *order);

/* Its `units`, who must be rung first standing first; the caller's. */
json_t *order_grid(const json_t *order);

/* What is known of it, whom to ring first, and the grid, whose rows are marked
 * by the list; without one none is marked. Returns the row below. */
int order_draw_grid(const struct app *app, struct area a, const json_t *order,
	const json_t *grid, struct list *list);

/* What is asked and the text, from line `top` on; returns how many lines there
 * are in all. */
int order_draw_text(
	const struct app *app, struct area a, const json_t *order, int top);

#endif
