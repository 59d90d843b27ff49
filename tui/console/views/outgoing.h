/*
 * A message with its deliveries and the names of its accounts, as the views
 * of the release and of the deliveries both read it.
 */
#ifndef CRIER_TUI_VIEWS_OUTGOING_H
#define CRIER_TUI_VIEWS_OUTGOING_H

#include <jansson.h>

#include "tui/console/pager.h"
#include "tui/console/view.h"
#include "tui/pages/document.h"

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

/* Takes a reply with the tag of the rows or the names; true when the rows are
 * new. Rows of an older station get the names of their accounts. */
bool outgoing_reply(struct outgoing *o, struct view *v, const struct reply *r);

/* Of a row's state. */
enum style outgoing_style(const struct look *look, const json_t *row);

/* Reads message and deliveries anew; names of accounts stay. */
void outgoing_load(struct outgoing *o, struct view *v);

#endif
