/*
 * What a regular expression cannot match without: literals, each with how far
 * before it a match may begin. A text is walked once for the literals of all
 * patterns; a pattern is then tried only near its own, which does not change
 * what it finds. \d counts as 0 to 9 here.
 */
#ifndef CRIER_LINT_LITERALS_H
#define CRIER_LINT_LITERALS_H

#include <stddef.h>
#include <stdint.h>

#define LITERAL_FAR SIZE_MAX /* no bound is known */

enum { LITERAL_BYTES = 40 };

/* Where `word` begins at p, a match may begin in [p - high, p - low]. */
struct literal {
	char word[LITERAL_BYTES];
	size_t low, high;
};

struct literals {
	struct literal *rows; /* owned */
	size_t count;
};

/*
 * One of the rows stands in every match. No rows: nothing is known, since the
 * pattern uses what is not understood here or begins with anything at all,
 * and every place must be tried.
 */
void literals_find(struct literals *out, const char *pattern);
void literals_release(struct literals *a);

#endif
