/*
 * How much a line asks of whoever reads it, known before it is read: building
 * the document of a line of 1 MiB takes 15 ms, weighing it one.
 */
#ifndef CRIER_LINK_WEIGHT_H
#define CRIER_LINK_WEIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct weight {
	size_t bytes; /* texts as UTF-8, however they are escaped; all else
		as it stands, and each value WEIGHT_VALUE more */
	bool has_id;
	int64_t id; /* of the request: the outermost "id" */
};

enum { WEIGHT_VALUE = 8 };

/*
 * Of any line; one that is not JSON weighs something too. A NUL must stand
 * behind it.
 */
void weight_take(struct weight *out, const char *line, size_t len);

#endif
