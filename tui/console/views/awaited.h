/*
 * What a release still waits for: which deliveries need a person, since when,
 * whom to ring and until when. For deliveries.c.
 */
#ifndef CRIER_TUI_VIEWS_AWAITED_H
#define CRIER_TUI_VIEWS_AWAITED_H

#include <jansson.h>

#include "tui/console/app.h"

/* Deliveries: what needs a person first, then what is under way, then what is
 * out; alike ones stay as they are. */
void awaited_sort(json_t *rows);

/* A line for each thing that the message waits for a person with; returns the
 * row below. */
int awaited_draw(
	const struct app *app, struct area a, int row, const char *message);

/* A line for each delivery of message.show's answer that waits for a person:
 * until when, whose it is, what is done instead. Returns the row below. */
int awaited_draw_each(
	const struct app *app, struct area a, int row, const json_t *show);

#endif
