/*
 * Documents of the station on a screen, by the names of their keys: the same
 * labels and words as the command line has (tui/pages/document.h).
 */
#ifndef CRIER_TUI_FACTS_H
#define CRIER_TUI_FACTS_H

#include "tui/console/app.h"
#include "tui/console/dialog.h"
#include "tui/pages/document.h"

/* With whose eyes the console looks. */
struct look facts_look(const struct app *app);

/* The value of one key; the caller frees it. */
char *facts_say(const struct app *app, enum document of, const char *name,
	const json_t *doc);

/* "label  value" in a dialog, a note each; what has no value is left out. */
void facts_note(struct dialog *g, enum document of, const char *keys,
	const json_t *doc);

/* The same in an area, from `row` on; returns the row below, also where that
 * has no room. */
int facts_draw(const struct app *app, struct area a, int row, enum document of,
	const char *keys, const json_t *doc);

#endif
