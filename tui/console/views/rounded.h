/*
 * The last nightly round on the screen of accounts: when it was, what it came
 * to, and what it found on one account. For health.c.
 */
#ifndef CRIER_TUI_VIEWS_ROUNDED_H
#define CRIER_TUI_VIEWS_ROUNDED_H

#include <jansson.h>

#include "tui/console/app.h"
#include "tui/console/grid.h"

/* `round` answers account.round, NULL while it is not known. Returns how many
 * rows it takes, from the first of the area on. */
int rounded_draw(const struct app *app, const json_t *round, struct area a);

/* What it found on the account; returns the row below. */
int rounded_draw_account(
	const json_t *round, const char *account, struct area a, int row);

#endif
