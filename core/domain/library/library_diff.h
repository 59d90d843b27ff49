/*
 * What a newer library changes, in words for whoever has to confirm it: the
 * files of both are read as documents and compared key by key, so that
 * nothing is passed over. Pure: bytes in, rows out.
 */
#ifndef CRIER_DOMAIN_LIBRARY_LIBRARY_DIFF_H
#define CRIER_DOMAIN_LIBRARY_LIBRARY_DIFF_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "words/library_file.h"

struct library_side {
	const struct library_file *files;
	size_t count;
};

enum { LIBRARY_CHANGES = 100 }; /* rows kept, those that ask for less first */

struct library_diff {
	json_t *changes; /* [{what, file, at, was?, now?, less}] */
	size_t count; /* of all, kept or not */
	bool less; /* some asks for less, or cannot be told not to */
};

/* `at`: the day that "has ended" is measured by. Released by the caller. */
void library_diff(struct library_diff *out, const struct library_side *was,
	const struct library_side *now, int64_t at);
void library_diff_release(struct library_diff *d);

/* The rows with `text`, both languages; new reference. */
json_t *library_diff_view(const json_t *changes);

#endif
