/*
 * An order of ours on signal: calling its partners to arm, and firing with those
 * that are ready. To fire asks for what firing a release asks for: the word, a
 * number, and a code that stands only in the dialog.
 */
#ifndef CRIER_TUI_VIEWS_ORDER_SIGNAL_H
#define CRIER_TUI_VIEWS_ORDER_SIGNAL_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/console/phrase.h"
#include "tui/console/view.h"

/* Tags that no view uses for anything else. */
enum { SIGNAL_CALL_SHOW = 9300, SIGNAL_FIRE_SHOW, SIGNAL_CALL, SIGNAL_FIRE };

struct order_signal {
	json_t *show; /* our message as it was when its dialog was opened */
	char phrase[PHRASE];
};

void order_signal_release(struct order_signal *s);

/* Is it one of these two, and of no use to this order? */
bool order_signal_lacks(enum request request, const json_t *order);

/* False: it is another request. */
bool
order_signal_request(struct view *v, enum request request, const json_t *order);

/* What the view's `reply` was called with, of what was asked here and of acts
 * that were done; false: not mine. */
bool order_signal_reply(struct order_signal *s, struct view *v,
	const struct reply *r, const json_t *order);

/* What the view's `dialog` was called with; false: not mine. */
bool order_signal_dialog(
	struct order_signal *s, struct view *v, int tag, const json_t *values);

#endif
