/*
 * Parts of the scanner of leak.h. Not for others.
 */
#ifndef CRIER_LINT_LEAK_INTERNAL_H
#define CRIER_LINT_LEAK_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "lint/leak.h"

enum { LEAK_GROUPS = 6, LEAK_DIGITS = 24 };

/* A run of digits in the folded text; an x may end it. */
struct digit_group {
	size_t start, end;
	size_t len; /* digits: more bytes where each stands alone */
	bool joined; /* only separators stand between it and the one before */
	bool broken; /* the separator is a line's end */
	bool listed; /* or a sign that parts the items of a list as well */
};

struct leak_scanner {
	struct leaks *out;
	const struct lint_rules *rules;
	const struct text_folded *f;
	struct digit_group groups[LEAK_GROUPS]; /* the latest, oldest first */
	size_t count;
	size_t url_start, url_end; /* the address at the place or behind */
	bool doubtful; /* what may be one as well */
	size_t taken; /* folded end of the last finding */
	size_t spaced, listed; /* looked at so far for digits of both scripts */
};

/* Digits that may be one number. */
struct leak_number {
	char digits[LEAK_DIGITS];
	size_t len;
	size_t start, end; /* in the folded text */
	bool listed; /* its parts could be items of a list */
	bool zero; /* one of them begins with a nought: it is no list */
};

void
leak_add(struct leak_scanner *s, enum leak_rule rule, size_t start, size_t end);

/* ---- signs between digits ---- */

/* Behind the signs at i that people put into numbers, of which there are few;
 * with `listed` also one that parts the items of a list. */
size_t leak_skip_signs(const char *t, size_t i, bool *listed);

/* The check digit ten, also as signs that look like its x; 0 if none. */
size_t leak_ten_at(const char *t);

/* ---- what a number is ---- */

/* The last `size` groups are a number that may not be stored. */
bool leak_number_of(enum leak_rule *rule, struct leak_number *n,
	const struct leak_scanner *s, size_t size);

/* The same of digits that were gathered otherwise. */
bool leak_number_is(enum leak_rule *rule, const struct leak_scanner *s,
	const struct leak_number *n);

/* Words before `start` in its line say that a number of a person follows. */
bool leak_is_announced(const char *t, size_t start);

/* Digits in Chinese, or of both scripts, begin at i: judges them; returns the
 * end of the Chinese ones that begin there, i if none do. */
size_t leak_take_chinese(struct leak_scanner *s, size_t i);

/* ---- marks and minors ---- */

/*
 * 岁 stands at `at` of a folded text, and before it the age of a minor whom
 * the text also names or whose school it names: the span to be masked.
 */
bool leak_minor(size_t *start, size_t *end, const char *t, size_t at);

/* Where the secrecy mark that begins at `at` of a folded text ends; 0: none. */
size_t leak_mark(const char *t, size_t at);

#endif
