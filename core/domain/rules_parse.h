/*
 * Reads the files of rules/ into a struct rules. Part of reading a library
 * (playbook.h); not for others.
 */
#ifndef CRIER_DOMAIN_RULES_PARSE_H
#define CRIER_DOMAIN_RULES_PARSE_H

#include "domain/playbook.h"
#include "base/reader.h"

/* The words of sets, for schemas: kinds, levels ("none" first), classes. */
const char *kind_word_at(int i);
const char *level_word_at(int i);
const char *class_word_at(int i);
const char *from_word_at(int i);

enum { FROM_WORDS = 8 };
#define ALL_KINDS ((1U << KIND_COUNT) - 1)
#define ALL_LEVELS ((1U << LEVEL_COUNT) - 1)
#define ALL_CLASSES ((1U << CLASS_COUNT) - 1)

/* Faults go to `faults`; `out` is whole only if there are none. */
void rules_parse(struct rules *out, struct pool *pool,
	const struct library_file *files, size_t count, struct faults *faults);

#endif
