/*
 * A regular expression of a rule, compiled once, for folded text (lint_fold).
 * PCRE2's limits bound the time that it can take on any text. If it has
 * literals it is tried only near them, which keeps it fast without PCRE2's
 * compiler too.
 */
#ifndef CRIER_LINT_PATTERN_H
#define CRIER_LINT_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "lint/literals.h"

enum { PATTERN_ERROR = 120 };

struct pattern;

/* NULL with a text in `error` when it cannot be compiled. */
struct pattern *pattern_new(const char *text, char error[PATTERN_ERROR]);
void pattern_free(struct pattern *p); /* NULL is allowed */

/* The literals near which it is tried; without any, everywhere. */
const struct literals *pattern_literals(const struct pattern *p);

/* Its number among all patterns of a table; zero until it is set. */
void pattern_set_number(struct pattern *p, size_t number);
size_t pattern_number(const struct pattern *p);

/* Where a match may begin: both ends included. */
struct match_window {
	size_t low, high;
};

/* One walk over a text. */
struct pattern_walk {
	const struct pattern *pattern;
	const char *text; /* NUL-terminated */
	size_t len;
	bool anywhere; /* there are no windows: it is tried everywhere */
	struct match_window
		*windows; /* by place, apart from each other; owned */
	size_t count;
	size_t from; /* nothing begins before it any more */
};

/*
 * The next match; an empty one counts as none. A text on which the pattern
 * reaches its limits is a match of all that was left: what could not be
 * examined is not called clean.
 */
bool pattern_next(struct pattern_walk *w, size_t *start, size_t *end);
void pattern_walk_release(struct pattern_walk *w);

#endif
