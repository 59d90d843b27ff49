/*
 * Where words and sentences begin, for moving about in a text. Chinese has no
 * blanks between words: a run of characters between signs, digits and Latin
 * letters counts as one, which is about a clause.
 */
#ifndef CRIER_TUI_EDITOR_WORDS_H
#define CRIER_TUI_EDITOR_WORDS_H

#include <stddef.h>

size_t words_after(const char *text, size_t len, size_t at);
size_t words_before(const char *text, size_t at);

/* The next or previous place where a sentence or a line begins. */
size_t sentence_after(const char *text, size_t len, size_t at);
size_t sentence_before(const char *text, size_t at);

#endif
