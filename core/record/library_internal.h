/*
 * Shared by the two ways files get into memory: from a commit, from a folder.
 */
#ifndef CRIER_RECORD_LIBRARY_INTERNAL_H
#define CRIER_RECORD_LIBRARY_INTERNAL_H

#include "record/library.h"

/* Adds a copy; the library's bounds are checked here. */
enum err_code library_add(struct library_blobs *f, const char *path,
	const void *data, size_t len, struct err *err);

void library_sort(struct library_blobs *f);

#endif
