/*
 * The desk's side of the talk with the station: what was asked and is not
 * answered. Only desk.c uses this; views use desk_ask and desk_act.
 */
#ifndef CRIER_TUI_DESK_LINK_H
#define CRIER_TUI_DESK_LINK_H

#include "tui/desk.h"

void link_greet(struct desk *d); /* reads the hello, asks to watch */
void link_reopen(struct desk *d); /* connects again, repeats what waits */
void link_forget(struct desk *d, const struct view *v);
void link_release(struct desk *d);

#endif
