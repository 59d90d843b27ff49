/*
 * An incident as a line of time: what happened, now, and what falls due. Made
 * from incident.show and what waits; drawn by the walk.
 */
#ifndef CRIER_TUI_VIEWS_TIMELINE_H
#define CRIER_TUI_VIEWS_TIMELINE_H

#include <jansson.h>

#include "tui/console/view.h"

/*
 * The rows in order, each with `at` ("past" or "due"), `what` of what happened
 * or `is` of what is due ("wait", "step", "next", "clock") and, where there is one, `message`, `claim`, `kind` (of the message that it asks for), `step`,
 * `help`, `rule`, `title`; of what waits all of its row. What happened has a
 * `time`, oldest first; what is to come `due`, the nearest first, what has no
 * limit last. New reference.
 */
json_t *timeline_compile(const json_t *show, const json_t *waits);

/* Which of them the cursor opens on: what falls due first for who sits here, else
 * what falls due first; reports inside the government do not count. */
int timeline_next(const json_t *rows);

/* Is it a step or a clock of which a person says that it is done? */
bool timeline_is_by_hand(const json_t *row);

/* The first such row; -1 none. */
int timeline_by_hand(const json_t *rows);

/* "[x]", "[-]", "[!]", "[ ]": done, begun, overdue, not begun. */
const char *timeline_sign(const json_t *show, const json_t *step, int64_t now);

/* The message of that id in incident.show; NULL if there is none. */
const json_t *timeline_message(const json_t *show, const char *id);

/* Draws a row; the list marks it. */
void timeline_draw_row(const struct app *app, struct area a, int row,
	const json_t *show, const json_t *line);

/* The steps of the playbook, in one row or as few as there is room for;
 * returns the row below. */
int timeline_draw_steps(
	const struct app *app, struct area a, int row, const json_t *show);

/* ───── now 14:32 ───── */
void timeline_draw_now(const struct app *app, struct area a, int row);

#endif
