/*
 * One file of a playbook library, in memory.
 */
#ifndef CRIER_WORDS_LIBRARY_FILE_H
#define CRIER_WORDS_LIBRARY_FILE_H

#include <stddef.h>

/* The path is relative to the library: "rules/gates.yaml". Borrowed. */
struct library_file {
	const char *path;
	const char *data;
	size_t len;
};

#endif
