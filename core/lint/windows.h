/*
 * The windows of one text in which each pattern is tried: the places before its
 * literals, collected while the automaton runs.
 */
#ifndef CRIER_LINT_WINDOWS_H
#define CRIER_LINT_WINDOWS_H

#include <stddef.h>

#include "lint/pattern.h"

struct windows_row {
	struct match_window at;
	size_t before; /* the same pattern's place before it, plus one */
};

struct windows {
	struct windows_row *rows;
	size_t count;
	size_t *latest; /* by pattern: its newest row, plus one */
};

void windows_init(struct windows *p, size_t patterns);
void windows_release(struct windows *p);

/* A literal of the pattern begins at `at`. */
void windows_add(
	struct windows *p, size_t pattern, size_t low, size_t high, size_t at);

/* The windows of a pattern by place, apart from each other; owned by the
 * caller, NULL if there are none. */
struct match_window *
windows_of(size_t *count, const struct windows *p, size_t pattern);

#endif
