/*
 * The station's clock behind its own ledger: asks for the right time. For
 * board.c.
 */
#ifndef CRIER_TUI_VIEWS_BEHIND_H
#define CRIER_TUI_VIEWS_BEHIND_H

#include "tui/console/view.h"

/* Opens the dialog, or says that the clock is not behind. */
void behind_ask(struct view *v, int tag);

#endif
