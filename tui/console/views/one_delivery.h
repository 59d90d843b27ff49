/*
 * Beside the list of deliveries, where there is room: the one on which the
 * cursor has rested, in full. For deliveries.c.
 */
#ifndef CRIER_TUI_VIEWS_ONE_DELIVERY_H
#define CRIER_TUI_VIEWS_ONE_DELIVERY_H

#include <jansson.h>

#include "tui/console/app.h"
#include "tui/console/request.h"

enum {
	ONE_COLS = 180, /* columns from which it stands there */
	ONE_TAG = 30 /* of its question */
};

struct one_delivery {
	json_t *row; /* on which the cursor has rested, NULL: to be read */
	json_t *doc; /* what is known of it, NULL: nothing yet */
};

/* The cursor has rested on the row, NULL for none: asks for it. */
void one_rest(struct one_delivery *o, struct view *v, const json_t *row);
void one_reply(struct one_delivery *o, const struct reply *r);

/* It is read again when the cursor rests; until then it stands as it is. */
void one_outdate(struct one_delivery *o);
bool one_is_of(const struct one_delivery *o, const json_t *row);

void one_draw(const struct one_delivery *o, const struct app *app,
	struct area a, const char *name);
void one_release(struct one_delivery *o);

#endif
