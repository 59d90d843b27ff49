/*
 * The key that stops a release: what is not out here, and with it the partners
 * that were ordered. Where nothing is left to stop here, an order of ours still
 * stands for the others: the same key stops them.
 */
#ifndef CRIER_TUI_HALTING_H
#define CRIER_TUI_HALTING_H

#include "crier/id.h"
#include "tui/console/app.h"
#include "tui/console/view.h"

enum { TAG_HALTING_ORDER = 1000 };

struct halting {
	char message[MESSAGE_ID];
	int tag; /* of release.halt */
	char why[APP_SAY]; /* that was refused, in the console's words */
};

/* Halts it; the reply has this tag. */
void
halting_begin(struct halting *h, struct view *v, int tag, const char *message);

/* An order by its name, which is no message here. */
void halting_order(struct halting *h, struct view *v, const char *order);

/* True: the reply was to it and is dealt with. What was halted here is for the
 * view to say. */
bool halting_reply(struct halting *h, struct view *v, const struct reply *r);

#endif
