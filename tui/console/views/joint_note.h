/*
 * What another unit's letter asks of us, an invitation or an order, read in a
 * dialog from the board: nobody joins or takes what they have not seen.
 */
#ifndef CRIER_TUI_VIEWS_JOINT_NOTE_H
#define CRIER_TUI_VIEWS_JOINT_NOTE_H

#include "tui/console/view.h"

/* Asks for it; the row is one of those that wait. False: it is no such row. */
bool joint_note_ask(struct view *v, int tag, const json_t *row);

/* Shows the answer. */
void joint_note_show(struct view *v, const json_t *doc);

#endif
