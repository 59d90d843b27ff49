/*
 * What on a platform is not as it was approved, beside the words: who can read
 * it, its language, its author … A connector adds what its answer shows; what
 * an answer does not show is not compared.
 */
#ifndef CRIER_WIRE_DIFFER_H
#define CRIER_WIRE_DIFFER_H

#include <stdbool.h>

#include "base/lang.h"

enum differ_what {
	DIFFER_TEXT,
	DIFFER_TITLE,
	DIFFER_AUDIENCE,
	DIFFER_PASSWORD,
	DIFFER_LANGUAGE,
	DIFFER_SENSITIVE,
	DIFFER_WARNING,
	DIFFER_AUTHOR,
	DIFFER_PICTURES,
	DIFFER_THREAD,
	DIFFER_COUNT
};

enum { DIFFER_WORDS = 300 };

struct differ {
	enum lang lang;
	char words[DIFFER_WORDS]; /* "" as long as nothing differs */
};

/* `seen` and `want` ("" or NULL: not told) are the platform's own words. */
void differ_add(struct differ *d, enum differ_what what, const char *seen,
	const char *want);

bool differ_any(const struct differ *d);

/* "zh" and "zh-Hans", "en" and "EN" are one language. */
bool differ_same_language(const char *a, const char *b);

#endif
