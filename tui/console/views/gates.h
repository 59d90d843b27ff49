/*
 * Parts of the review view: what was found for each gate and who may pass it,
 * what changed, and the dialogs about a finding.
 */
#ifndef CRIER_TUI_VIEWS_GATES_H
#define CRIER_TUI_VIEWS_GATES_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/console/view.h"

/* An answer of message.review, drawn from `row` on; returns the lines. */
int
gates_draw(const struct app *app, const json_t *page, struct area a, int row);

/* A document of changes (message.diff), or NULL, drawn likewise. */
int gates_changes(
	const struct app *app, const json_t *diff, struct area a, int row);

/*
 * Asks for the reason of a finding that wants one, or (suspend) for that of
 * suspending a rule: the dialog has the fields rule and reason. Says so where
 * there is nothing to say anything about.
 */
void gates_say(struct view *v, int tag, const json_t *page, bool suspend);

/* Tags that no view uses for anything else. */
enum {
	GATES_EXPLAIN = 9200,
	GATES_SUSPEND,
	GATES_CONCUR,
	GATES_REPOST,
	GATES_OUTSIDE
};

/*
 * REQ_EXPLAIN, REQ_SUSPEND, REQ_CONCUR, REQ_REPOST and REQ_OUTSIDE about the message of an answer of
 * message.review; and what the view's `dialog` and `reply` were called with.
 * False: not mine.
 */
bool gates_request(struct view *v, enum request request, const json_t *page);
bool gates_dialog(struct view *v, int tag, const json_t *values);
bool gates_reply(struct view *v, const struct reply *r);

/* A unit that must agree was asked and has not answered in time. */
bool gates_silent(const json_t *page);

#endif
