/*
 * What a save would take away, asked before it does: the passes of a message
 * under review, or the words of another's newer revision.
 */
#ifndef CRIER_TUI_VIEWS_CLASH_H
#define CRIER_TUI_VIEWS_CLASH_H

#include "tui/console/dialog.h"
#include "tui/console/views/compose.h"

/* Is it under review or approved, so that saving voids what was passed? */
bool clash_voids(const struct compose *c);
void clash_ask_void(struct compose *c); /* names the passes that fall */

/* Notes where the slots of the form and of this differ; returns how often. */
int clash_note_slots(
	struct dialog *g, const struct compose *c, const json_t *theirs);
void clash_note_one(struct dialog *g, const char *label, const char *theirs,
	const char *mine);

/* Shows where the form and the newest revision differ. Theirs stands in the
 * ledger, mine in the draft: nothing is lost, whatever is answered. */
void clash_ask(struct compose *c);

#endif
