/*
 * Where an incident's bulletins are: its accounts down, its bulletins across, a
 * sign in each cell. Beside the line of time, on a screen that is wide and high.
 */
#ifndef CRIER_TUI_VIEWS_SPREAD_H
#define CRIER_TUI_VIEWS_SPREAD_H

#include <jansson.h>

#include "tui/console/pager.h"
#include "tui/console/view.h"

/* The tags of its questions; a view's own are others. */
enum { SPREAD_TAG = 30, SPREAD_TAGS = 32 };

struct spread {
	struct pager rows; /* of delivery.list */
	struct pager names; /* of account.list */
	json_t *lines; /* [{account, name, cells: {number: row}}], compiled */
	json_t *numbers; /* of the bulletins, ascending */
	bool wanted; /* it has been asked for */
};

void spread_init(struct spread *s, const char *incident);
void spread_release(struct spread *s);

/* Reads anew, where it is shown. */
void spread_outdate(struct spread *s, struct view *v);

/* False: it was no answer of its own. */
bool spread_reply(struct spread *s, struct view *v, const struct reply *r);

/* Draws it at the end of the pane, in at most half of it, where there is room,
 * and asks for what it shows the first time. Returns what is left of the pane. */
struct area spread_below(struct spread *s, struct view *v, struct area pane);

#endif
