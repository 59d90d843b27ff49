/*
 * A release at an appointed time: asking for the time, and setting the time
 * that another has appointed. To set it is the second key, turned beforehand:
 * it asks for all that firing asks for, and for the time as it is read.
 */
#ifndef CRIER_TUI_VIEWS_APPOINT_H
#define CRIER_TUI_VIEWS_APPOINT_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/console/phrase.h"
#include "tui/console/view.h"

/* Tags that no view uses for anything else. */
enum { APPOINT_TIME = 9200, APPOINT_SET };

/* REQ_APPOINT and REQ_SET about the message of `show`; the phrase that the
 * dialog asks for is the view's to keep. */
bool appoint_request(struct view *v, enum request request, const json_t *show,
	char phrase[PHRASE]);

/* What the view's `dialog` was called with; false: not mine. */
bool appoint_dialog(struct view *v, int tag, const json_t *values,
	const json_t *show, const char *phrase);

/* Of the act that was done: what to say; NULL: not mine. */
const char *appoint_done(int tag);

/* "goes out by itself 21:00, set by Wang" in two rows at most; returns the row
 * after. Nothing where no time is appointed and none was missed. */
int appoint_draw(const struct app *app, const json_t *show, struct area a,
	int row, int label);

#endif
