/*
 * Reads the files of rules/ into a struct rules. Part of reading a library
 * (playbook.h); not for others.
 */
#ifndef CRIER_DOMAIN_RULES_PARSE_H
#define CRIER_DOMAIN_RULES_PARSE_H

#include "domain/playbook.h"
#include "base/reader.h"
#include "base/sets.h"

const char *from_word_at(int i); /* FROM_ bits */
enum { FROM_WORDS = 8 };

/* Faults go to `faults`; `out` is whole only if there are none. */
void rules_parse(struct rules *out, struct pool *pool,
	const struct library_file *files, size_t count, struct faults *faults);

#endif
