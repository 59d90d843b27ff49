/*
 * What a site puts around a document that is itself whole: a byte order mark,
 * a PHP notice before it, a cache's comment behind it. Nothing else is taken
 * off: what stands between the edges must still be one whole document.
 */
#ifndef CRIER_WIRE_EDGES_H
#define CRIER_WIRE_EDGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"

enum { EDGES_WORDS = 96 };

struct edges {
	const char *start; /* borrowed from the body */
	size_t len;
	bool mark, notice, comment; /* what was left out */
};

/* Always fills *out; a body without edges is its own document. */
void edges_find(struct edges *out, const char *body, size_t len);

/*
 * "a byte order mark, a PHP notice"; false, and "", if there are none or what
 * they stand around does not begin as a document.
 */
bool edges_say(char out[EDGES_WORDS], const struct edges *e, enum lang lang);

#endif
