/*
 * Where an officer sat when the line broke: the views that were open, kept in
 * the officer's own home and opened again at the next login. Who leaves by
 * themselves begins at the board.
 */
#ifndef CRIER_TUI_SEAT_H
#define CRIER_TUI_SEAT_H

#include "tui/console/app.h"

enum { SEAT_HOURS = 12 }; /* afterwards it is another shift */

/* Once the terminal is gone. Says nothing where it cannot be kept. */
void seat_keep(const struct app *app);

/* Opens what was kept for this officer of this station, and forgets it. */
void seat_take(struct app *app);

#endif
