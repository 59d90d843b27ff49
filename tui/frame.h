/*
 * What is around every view: the rule with mode and title, the clock that
 * matters next, the message line, the key bar. The mode is said in words and
 * in the shape of the lines; colour only repeats it.
 */
#ifndef CRIER_TUI_FRAME_H
#define CRIER_TUI_FRAME_H

#include "tui/app.h"
#include "tui/grid.h"

enum { FRAME_ROWS_MIN = 24, FRAME_COLS_MIN = 80 };

/* A box in the shape of the top view's mode, emptied, with a title. */
void frame_box(struct app *app, struct area a, const char *title);

/* A thin rule with a title inside a view; returns the row below. */
int frame_rule(struct area a, int row, const char *title);

#endif
