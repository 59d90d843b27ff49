/*
 * Literals without which a regular expression cannot match, and how far before
 * each of them a match may begin. A text is searched once for the literals of
 * all patterns, and each pattern is then tried only near its own; this does not
 * change what it finds. \d counts as 0 to 9 here.
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
 * Every match holds one of the rows. With no rows the pattern must be tried
 * everywhere: it uses something that is not understood here, or can begin with
 * anything.
 */
void literals_find(struct literals *out, const char *pattern);
void literals_release(struct literals *a);

#endif
