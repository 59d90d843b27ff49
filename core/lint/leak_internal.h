/*
 * Parts of the scanner of leak.h. Not for others.
 */
#ifndef CRIER_LINT_LEAK_INTERNAL_H
#define CRIER_LINT_LEAK_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * 岁 stands at `at` of a folded text, and before it the age of a minor whom
 * the text also names or whose school it names: the span to be masked.
 */
bool leak_minor(size_t *start, size_t *end, const char *t, size_t at);

/* Where the secrecy mark that begins at `at` of a folded text ends; 0: none. */
size_t leak_mark(const char *t, size_t at);

#endif
