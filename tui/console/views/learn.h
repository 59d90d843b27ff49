/*
 * What became known of an incident since it was opened: its times, its level,
 * its topic; and the confirming of a change that asks for less. For walk.c.
 */
#ifndef CRIER_TUI_VIEWS_LEARN_H
#define CRIER_TUI_VIEWS_LEARN_H

#include <jansson.h>

#include "tui/console/view.h"

/* The dialog, filled with what `show` (of incident.show) knows. */
void learn_ask(struct view *v, int tag, const json_t *show);

/*
 * Sends what is other than known, as incident.learn. A time that is none is
 * said in the dialog, which stays.
 */
void learn_send(struct view *v, int tag, const json_t *values);

/* What its entries, the reply's, have done, on the message line. */
void learn_done(struct view *v, const struct reply *r);

/* A proposal that waits for a second person, in red; returns the row behind. */
int
learn_draw(const struct view *v, const json_t *show, struct area a, int row);

#endif
