/*
 * The kinds of entry that this version understands: what each is called and
 * which fields of its body matter to a reader. Lists, exports, replay and the
 * console are written from this one table; what a kind does is in the folds
 * of core/domain.
 */
#ifndef CRIER_ENTRY_KIND_H
#define CRIER_ENTRY_KIND_H

#include <stdbool.h>

#include "base/lang.h"

enum { ENTRY_FIELDS = 6 };

struct entry_kind_row {
	const char *kind; /* "incident.opened" */
	struct both title;
	const char *fields[ENTRY_FIELDS]; /* of the body, in this order */
};

/* NULL for a kind of a newer version. */
const struct entry_kind_row *entry_kind_row(const char *kind);

/* The field is an instant in UTC milliseconds. */
bool entry_field_is_time(const char *field);

/* A word in a field, such as a gate or a state, as it is called; any other
 * text as it is. */
const char *entry_field_word(
	const char *kind, const char *field, const char *word, enum lang lang);

#endif
