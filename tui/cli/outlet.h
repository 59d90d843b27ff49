/*
 * Where an export goes: standard output, or a file that is whole or as it was
 * before, however the export ends.
 */
#ifndef CRIER_TUI_OUTLET_H
#define CRIER_TUI_OUTLET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"

struct outlet {
	FILE *out;
	const char *path; /* "" is standard output */
	char *to, *aside; /* written aside until all of it is there, or NULL */
	bool made; /* the file at the path is of this export */
	bool failed;
};

/* `path` is borrowed, NULL is standard output; `over`: a file may lie there,
 * and is replaced at the end. */
enum err_code
outlet_open(struct outlet *s, const char *path, bool over, struct err *err);
void outlet_put(struct outlet *s, const char *data, size_t len);

/* Ends it; `rc` is how the export ended, and what comes back unless the end
 * itself fails. Releases. */
enum err_code outlet_close(struct outlet *s, enum err_code rc, struct err *err);

#endif
