/*
 * The line of time of an incident on the screen, with a cursor in it. For
 * walk.c.
 */
#ifndef CRIER_TUI_VIEWS_COURSE_H
#define CRIER_TUI_VIEWS_COURSE_H

#include <jansson.h>

#include "tui/console/app.h"
#include "tui/console/list.h"

struct course {
	json_t *rows; /* of timeline_compile */
	struct list list;
	int fresh; /* of the rows: how many are new */
	int read; /* the row on which the cursor has rested: its help is said */
	int top; /* the first line shown, -1: to be chosen; now is a line too */
};

/* Draws as many of the rows as there is room for, and what is to be done at
 * the step under the cursor; `show` is of incident.show. */
void course_draw(struct course *c, const struct app *app, const json_t *show,
	struct area a);

#endif
