/*
 * A list of all faults that were found in a library in one reading, so that a
 * person sees them all at once.
 */
#ifndef CRIER_WORDS_FAULTS_H
#define CRIER_WORDS_FAULTS_H

#include <stddef.h>

#include "base/err.h"
#include "crier/refusal.h"

enum { FAULTS_MAX = 50 };

struct fault {
	char file[120]; /* path inside the library */
	int line, column; /* from 1, in characters; 0 where there is none */
	struct err err; /* both languages through refusal_format */
};

struct faults {
	struct fault *rows; /* in the order of reading; owned */
	size_t count; /* at most FAULTS_MAX */
	size_t left_off; /* found, but not kept */
};

void faults_init(struct faults *f);
void faults_release(struct faults *f);

/* Adds err at a place; err->where becomes "file:line:column". */
void faults_add(struct faults *f, const char *file, int line, int column,
	const struct err *err);

/* The same for an err whose `where` is already "file:line:column". */
void
faults_add_placed(struct faults *f, const char *file, const struct err *err);

#endif
