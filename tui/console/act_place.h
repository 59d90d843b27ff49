/*
 * Where in the console an act is done. Most acts of a day's work have a screen
 * that shows what they are about, and a key there; the others have a form made
 * from their row (views/act.c).
 */
#ifndef CRIER_TUI_ACT_PLACE_H
#define CRIER_TUI_ACT_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "crier/act.h"
#include "tui/console/view.h"

/* Has it no screen of its own? Then a form can be opened for it. */
bool act_has_form(enum act act);

/* Else "Review: p", or why the console does not do it. */
void act_place(char *out, size_t size, enum act act,
	const struct view_ops *const *views);

#endif
