/*
 * Breaks a text into lines by width on the screen. Breaks at newlines, after
 * blanks, and between Chinese characters, but never before closing or after
 * opening punctuation; a word longer than a line is cut. Numbers and Latin
 * words stay whole.
 */
#ifndef CRIER_TUI_WRAP_H
#define CRIER_TUI_WRAP_H

#include <stdbool.h>
#include <stddef.h>

struct wrap {
	const char *text;
	size_t len;
	size_t at; /* where the next line begins */
	int width; /* columns, at least 2 */
	bool again; /* a newline ended the text: one empty line follows */
};

struct wrap_line {
	size_t start, end; /* without the newline, with trailing blanks */
	size_t next; /* where the next line begins */
};

void wrap_init(struct wrap *w, const char *text, size_t len, int width);

/* The next line, false when there is none. An empty text is one line. */
bool wrap_next(struct wrap_line *out, struct wrap *w);

int wrap_count(const char *text, size_t len, int width);

#endif
