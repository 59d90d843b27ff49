/*
 * The open views, one over the other. Views open others by app_open and its
 * like; this is for those who find views by name or close them.
 */
#ifndef CRIER_TUI_STACK_H
#define CRIER_TUI_STACK_H

#include "tui/console/app.h"

/* Of a table that ends with NULL; NULL if it has none of that name. */
const struct view_ops *
view_ops_find(const struct view_ops *const *views, const char *name);

void stack_pop(struct app *app); /* closes the top view, were it the last */

/* The officer turns from the top view to another, or goes. */
void stack_leave(struct app *app);

#endif
