/*
 * From an error that is out to a text in review, in two keys: the withdrawal
 * or correction of a released message is begun with all that is known filled
 * in, and submitted at once, by the emergency lane where its text was
 * approved beforehand. Any view that knows a message can offer it.
 */
#ifndef CRIER_TUI_CORRECT_H
#define CRIER_TUI_CORRECT_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/console/view.h"

/* Tags that no view uses for anything else. */
enum {
	CORRECT_WITHDRAW = 9100,
	CORRECT_CORRECT,
	CORRECT_LANE, /* submitted by the lane, */
	CORRECT_SUBMIT, /* or as its tier says */
	CORRECT_ARM
};

/* REQ_WITHDRAW and REQ_CORRECT about this message ("": none is chosen). */
bool correct_request(struct view *v, enum request request, const char *message);

/* What the view's `dialog` and `reply` were called with; false: not mine. */
bool correct_dialog(struct view *v, int tag, const json_t *values);
bool correct_reply(struct view *v, const struct reply *r);

/*
 * Whether this message came by the lane: then one key and Enter approve it
 * and prepare its release, without typing; firing still asks for the word.
 */
bool correct_is_ready(const json_t *message);

#endif
