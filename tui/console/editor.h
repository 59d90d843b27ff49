/*
 * A text being written: the place for one slot, a reason, a confirmation.
 * Works on grapheme-like clusters, wraps by width, undoes, and takes pasted
 * text as text: escape sequences, controls and invisible characters in it are
 * dropped, because nobody can see them in an official notice. The text is
 * always valid UTF-8 with newline as its only control.
 */
#ifndef CRIER_TUI_EDITOR_H
#define CRIER_TUI_EDITOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "tui/console/grid.h"
#include "tui/console/input.h"
#include "tui/console/folded.h"
#include "tui/console/request.h"

struct change; /* of editor.c */

struct editor {
	struct buf text;
	struct folded lines; /* of the text, as wide as they were wanted last */
	size_t at; /* the cursor, a byte offset at a cluster's border */
	size_t max; /* most bytes */
	int goal; /* column that up and down keep to, -1 when none */
	int width; /* columns it was last drawn with */
	int top; /* first row shown, or first column of a single line */
	bool single; /* one line: Enter is not for the text */
	bool full; /* the last insertion did not fit and was not made */
	size_t anchor; /* where the selection began, while there is one */
	bool selecting; /* from the anchor to the cursor */
	bool marked; /* also by keys that only move */
	struct change *undo, *redo; /* newest first */
	int undo_depth;
	bool joined; /* the next typed character joins the last change */
};

void editor_init(struct editor *e, size_t max, bool single);
void editor_release(struct editor *e);

/* Replaces everything and forgets the undo history. */
void editor_set(struct editor *e, const char *text);
const char *editor_text(const struct editor *e);
bool editor_is_empty(const struct editor *e); /* nothing but blanks */

/*
 * A typed key, a paste, or an editing request. True when the editor took it;
 * what it did not take (Enter in a single line, Up in the first row) is the
 * view's. *changed is set, never cleared, when the text changed.
 */
bool editor_input(struct editor *e, const struct input *in, bool *changed);
bool editor_request(struct editor *e, enum request request, bool *changed);

/* What is selected, for who copies; NULL if nothing is. The caller frees it. */
char *editor_selected(const struct editor *e);

/* Selects what stands there. */
void editor_select(struct editor *e, size_t from, size_t to);

/* Rows the whole text needs at a width, at least 1. */
int editor_height(struct editor *e, int width);

/* Scrolls so that the cursor shows; sets the grid's cursor when focused. */
void
editor_draw(struct editor *e, struct area a, enum style style, bool focused);

#endif
