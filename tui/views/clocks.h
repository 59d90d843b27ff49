/*
 * The clocks of an incident on its screen: public duties, and apart from
 * them, dim, reports inside the government. For walk.c.
 */
#ifndef CRIER_TUI_VIEWS_CLOCKS_H
#define CRIER_TUI_VIEWS_CLOCKS_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/desk.h"
#include "tui/grid.h"

/* Clocks as incident.show answers them: the nearest first. */
void clocks_sort(json_t *clocks);

int clocks_count(json_t *clocks, bool internal);

/*
 * Draws both kinds from `row`; returns the row behind. Two columns where
 * there is room, else one below the other while rows last.
 */
int clocks_draw(const struct desk *d, json_t *clocks, struct area a, int row);

#endif
