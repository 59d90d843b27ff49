/*
 * Where in one text each pattern is tried: stretches before the anchors that
 * stand in it, gathered while the automaton walks.
 */
#ifndef CRIER_LINT_STRETCHES_H
#define CRIER_LINT_STRETCHES_H

#include <stddef.h>

#include "lint/pattern.h"

struct stretch_row {
	struct stretch at;
	size_t before; /* the same pattern's place before it, plus one */
};

struct stretches {
	struct stretch_row *rows;
	size_t count;
	size_t *latest; /* by pattern: its newest row, plus one */
};

void stretches_init(struct stretches *p, size_t patterns);
void stretches_release(struct stretches *p);

/* An anchor of the pattern begins at `at`. */
void stretches_add(struct stretches *p, size_t pattern, size_t low, size_t high,
	size_t at);

/* The stretches of a pattern by place, apart from each other; owned by the
 * caller, NULL if there are none. */
struct stretch *
stretches_of(size_t *count, const struct stretches *p, size_t pattern);

#endif
