/*
 * What the board is made of: a row of what waits, a row of an incident, the
 * foot with who is on duty and what is ill, and beside them, where there is
 * room, the thing under the cursor.
 */
#ifndef CRIER_TUI_VIEWS_DESK_H
#define CRIER_TUI_VIEWS_DESK_H

#include <jansson.h>

#include "tui/console/view.h"

enum {
	DESK_LIST = 80, /* columns of the lists where something is beside */
	DESK_BESIDE = 120, /* columns from which something is */
	DESK_BOTH = 180 /* and from which its incident and the duty table are */
};

/* ---- a row: desk_rows.c ---- */

/* A row of what waits for me takes two where it was returned, or another unit
 * asks for it: why, or who, stands below. */
int desk_wait_rows(const json_t *wait);
void desk_draw_wait(
	const struct app *app, struct area a, int row, const json_t *wait);
void desk_draw_incident(
	const struct app *app, struct area a, int row, const json_t *incident);

/* ---- the foot: desk_foot.c ---- */

/* Draws it at the end of the area; `officers` are the rows of officer.list,
 * NULL while they are not known. It takes more rows for them where the lists,
 * which need `lists`, leave some empty. Returns how many it takes. */
int desk_foot(const struct app *app, struct area a, const json_t *officers,
	int lists);

bool desk_on_duty(const json_t *officer);

/* ---- beside the lists: desk_beside.c ---- */

/* The first tag of its questions; a view's own are smaller. */
enum { DESK_TAG = 20, DESK_TAGS = 23 };

struct beside {
	json_t *row; /* on which the cursor has rested */
	json_t *message, *incident; /* what is known of it, or NULL */
};

/* The cursor has rested on the row: asks what is to be shown of it. */
void
beside_rest(struct beside *b, struct view *v, const json_t *row, bool both);
void beside_reply(struct beside *b, const struct reply *r);
bool beside_is_of(const struct beside *b, const json_t *row);
void beside_draw(const struct beside *b, const struct app *app, struct area a,
	const json_t *officers);
void beside_release(struct beside *b);

#endif
