/*
 * A text that is being written, broken into lines (wrap.h) and kept so: after a
 * change only the lines from shortly before it are broken anew. A key in a text
 * of 20,000 characters needs its lines several times, for where the cursor is,
 * how high the field is and what is drawn.
 */
#ifndef CRIER_TUI_FOLDED_H
#define CRIER_TUI_FOLDED_H

#include "tui/console/wrap.h"

struct folded {
	struct wrap_line *line;
	int count, room;
	int width; /* 0: nothing is kept */
	char *text; /* as it was broken */
	size_t len;
};

/* Brings them up to date with the text. */
void folded_keep(struct folded *l, const char *text, size_t len, int width);
void folded_release(struct folded *l);

/* The line in which a byte stands, the last for the end of the text. */
int folded_find(const struct folded *l, size_t at);

#endif
