/*
 * What was copied or cut in the console, for any field to paste; it goes to the
 * officer's own clipboard, too, where the terminal has one.
 */
#ifndef CRIER_TUI_CLIPBOARD_H
#define CRIER_TUI_CLIPBOARD_H

#include "tui/console/app.h"
#include "tui/console/input.h"

/* Takes the text over; NULL where nothing is selected, which is said. */
void clipboard_keep(struct app *app, char *text);

/* What was kept as if it were pasted; false, and said, if nothing was. It
 * stands until something else is kept. */
bool clipboard_input(struct input *out, struct app *app);

#endif
