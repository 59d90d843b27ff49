/*
 * The screen of joint incidents: what joints.c keeps and joints_draw.c draws.
 */
#ifndef CRIER_TUI_VIEWS_JOINTS_H
#define CRIER_TUI_VIEWS_JOINTS_H

#include "tui/console/list.h"
#include "tui/console/view.h"

struct joints {
	struct view v; /* id: an incident of ours, the first 8 digits of a
			* joint incident, or "" for all */
	json_t *doc; /* of joint.list */
	json_t *shows; /* of joint.show, by the joint incident's name */
	json_t *lines; /* joint incidents and orders as they stand */
	json_t *grid; /* of joint.order: what the cursor rests on, or NULL */
	json_t *asked; /* the line that the open dialog is about, or NULL */
	json_t *messages; /* that may be ordered, while one is chosen */
	struct list list;
	bool stood; /* the cursor has its place */
};

/* Those that hold what is looked for. */
json_t *joints_rows(const struct joints *w);

/* A line is an order, or a joint incident. */
bool joints_is_order(const json_t *line);

void joints_draw(struct view *v, struct area a);

#endif
