/*
 * What a terminal shows as one unit: a character with the marks upon it, and
 * how many columns it takes. The width is the C library's, because ncurses
 * moves the cursor by it and any other answer shifts columns. Everything
 * that could deceive a reader or a terminal (controls, escape characters,
 * direction overrides, invisible format characters) is shown as U+FFFD; the
 * text itself is never changed here.
 */
#ifndef CRIER_TUI_CLUSTER_H
#define CRIER_TUI_CLUSTER_H

#include <stddef.h>
#include <wchar.h>

enum { CLUSTER_CHARS = 5 }; /* as many as ncurses takes in one cell */

struct cluster {
	wchar_t ch[CLUSTER_CHARS + 1]; /* ended by 0; more marks are dropped */
	int width; /* columns: 1 or 2 */
};

/*
 * The first cluster of the text: returns its bytes, 0 at the end. Newline and
 * tab are shown as a blank. `out` may be NULL.
 */
size_t cluster_next(struct cluster *out, const char *text, size_t len);

/* Start of the cluster that ends at byte `at`; 0 at the beginning. */
size_t cluster_before(const char *text, size_t at);

/* Columns of the whole text on one line. */
int cluster_width(const char *text);
int cluster_width_n(const char *text, size_t len);

/* Bytes of the longest prefix that takes at most `width` columns. */
size_t cluster_fit(const char *text, size_t len, int width);

#endif
