/*
 * Of which platforms, in which province and on which days a row of a rule file
 * holds: read the same for all files that have such rows. Part of reading a
 * library; not for others.
 */
#ifndef CRIER_DOMAIN_LIBRARY_RULES_SCOPE_H
#define CRIER_DOMAIN_LIBRARY_RULES_SCOPE_H

#include "domain/library/register_rule.h"
#include "words/yaml_schema.h"

/* A table of rows that each hold a scope, from the first one's on. */
struct scoped_rows {
	const void *first;
	size_t size, count; /* of a row, in bytes; rows */
};

/* The texts of a list, copied; what is no text is a fault. */
const char *const *yaml_texts(size_t *count, struct yaml_reader *r,
	const struct yaml *node, const char *key);

/* The scope of the row at this node, which must not be one of `rows`. */
struct register_scope scope_read(struct scoped_rows rows, struct yaml_reader *r,
	const struct yaml *node);

/* Is it of the platform, of this province ("" or NULL none) and day, and not
 * replaced by the province's own of the same id? */
bool scope_holds(struct scoped_rows rows, const struct register_scope *scope,
	const char *region, const char *platform, int64_t now);

/* Is the word in the list? An empty list names all. */
bool scope_names(const char *const *list, size_t count, const char *word);

#endif
