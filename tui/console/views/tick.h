/*
 * What is done by telephone or by hand: a step of the playbook without a
 * message, a clock that no release ends. For walk.c.
 */
#ifndef CRIER_TUI_VIEWS_TICK_H
#define CRIER_TUI_VIEWS_TICK_H

#include <jansson.h>

#include "tui/console/view.h"

/* Opens the dialog for the row of incident.show's line of time: `clock` and
 * `step` are the tags of the two. Where neither is meant it says so. */
void tick_ask(struct view *v, int clock, int step, const json_t *show,
	const json_t *row);

#endif
