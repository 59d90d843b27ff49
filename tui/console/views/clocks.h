/*
 * The clocks of an incident on its screen: public duties, and apart from
 * them, dim, reports inside the government. For walk.c.
 */
#ifndef CRIER_TUI_VIEWS_CLOCKS_H
#define CRIER_TUI_VIEWS_CLOCKS_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/console/app.h"
#include "tui/console/grid.h"

/*
 * Clocks as incident.show answers them, put in order: what runs first, the
 * nearest first, then what is done, of each rule the newest with how often
 * ("times"): a night of bulletins meets the same clock again and again.
 */
void clocks_arrange(json_t *clocks);

/* Those that run, overdue or not; reports inside apart. */
int clocks_running(json_t *clocks, bool internal);

/*
 * Draws both kinds from `row`; returns the row behind. Two columns where
 * there is room, else one below the other while rows last. What is done
 * leaves room for what is to be done at the step, and is counted.
 */
int clocks_draw(const struct app *app, json_t *clocks, struct area a, int row);

#endif
