/*
 * A verdict of the reviewer in front of the screen: asked for in a dialog, and
 * sent as an act about the digest that was shown.
 */
#ifndef CRIER_TUI_VIEWS_VERDICT_H
#define CRIER_TUI_VIEWS_VERDICT_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/console/view.h"

/* What is on the screen; all borrowed. */
struct verdict {
	struct view *v; /* its dialog and reply get the tags below */
	const json_t *show, *page; /* of message.show and message.review */
	const char *digest; /* of the manifest; "" before it is submitted */
	bool read; /* the text was shown to its end */
	bool evidence; /* what the machine found was opened */
	int64_t since; /* UTC ms: on the screen from then on */
};

/* Tags that no view uses for anything else. */
enum {
	VERDICT_PASS = 9300,
	VERDICT_RETURN,
	VERDICT_APPROVE,
	VERDICT_SUPPLEMENT
};

/* Open the dialogs; what is not possible is said instead. */
void verdict_judge(const struct verdict *w, bool pass);
void verdict_approve(const struct verdict *w);

/* Of which stage gates are passed now, the final one apart; -1: of none. */
int verdict_stage(const json_t *show);

/* What was entered in one of them becomes an act. */
void verdict_dialog(const struct verdict *w, int tag, const json_t *values);

/* What is said when the act was taken. */
const char *verdict_done(int tag);

/* Has the officer a role that signs? */
bool verdict_may_sign(const struct app *app);

#endif
