/*
 * What other organs have published on the same matter: drawn beside our own
 * words, and noted. For the views of lines and of gates.
 */
#ifndef CRIER_TUI_VIEWS_OUTSIDE_H
#define CRIER_TUI_VIEWS_OUTSIDE_H

#include <jansson.h>

#include "tui/console/view.h"

/* A list as incident.show has it, under a heading; nothing where it is empty.
 * Returns the lines. */
int
outside_draw(const struct app *app, const json_t *list, struct area a, int row);

/* The dialog, whose values are fields of outside.note. */
void outside_ask(struct view *v, int tag);

#endif
