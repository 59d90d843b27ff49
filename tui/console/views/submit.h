/*
 * Submitting from the compose view: what is said before it, the course it
 * takes, and the reasons that rules ask for on the way.
 */
#ifndef CRIER_TUI_VIEWS_SUBMIT_H
#define CRIER_TUI_VIEWS_SUBMIT_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/console/form.h"
#include "tui/console/view.h"

/* The dialog; where the text was approved beforehand it has a field course. */
void submit_ask(struct view *v, int tag, const json_t *preview,
	const struct form *form);
bool submit_is_lane(const json_t *values);

void submit_send(struct view *v, int tag, int64_t revision, bool lane);

/*
 * A refusal that asks for a reason opens a dialog for it; false: it was
 * refused for something else. `preview` holds the findings.
 */
bool submit_refused(
	struct view *v, int tag, const struct reply *r, const json_t *preview);

/* The reason goes to the station. */
void submit_reason(struct view *v, int tag, const json_t *values);

/*
 * Whom the open gates of the first stage that is not complete wait for, by an
 * answer to message.review: "wording: Sun 0000-1003, …; policy: …".
 */
void submit_waits(char *out, size_t size, const json_t *page, enum lang lang);

#endif
