/*
 * A message with its deliveries and the names of its accounts, as the views
 * of the release and of the deliveries both read it.
 */
#ifndef CRIER_TUI_VIEWS_OUTGOING_H
#define CRIER_TUI_VIEWS_OUTGOING_H

#include <jansson.h>

#include "tui/console/pager.h"
#include "tui/console/view.h"

/* The tags of its questions; a view's own begin behind them. */
enum {
	OUTGOING_SHOW = 1, /* message.show, which the view keeps in `show` */
	OUTGOING_ROWS,
	OUTGOING_NAMES,
	OUTGOING_TAGS
};

struct outgoing {
	json_t *show; /* NULL until it is answered */
	struct pager rows; /* of delivery.list */
	struct pager names; /* of account.list */
};

/* Begins to read what belongs to the message of v->id. */
void outgoing_open(struct outgoing *o, struct view *v);
void outgoing_release(struct outgoing *o);

/* Reads message and deliveries anew; names of accounts stay. */
void outgoing_load(struct outgoing *o, struct view *v);

#endif
