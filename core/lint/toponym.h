/*
 * Names of places in a text: what stands before a word for a sort of place (镇,
 * 村, town …). There is no dictionary, and Chinese does not mark where a name
 * begins, so two places are the same if the sort and the last two characters of
 * their names are equal (or the only one). The words are the list of the
 * running rule; what only looks like a name (农村, 城区) is its `except`.
 */
#ifndef CRIER_LINT_TOPONYM_H
#define CRIER_LINT_TOPONYM_H

#include "lint/lint_scan.h"

struct toponym {
	const char *text; /* the folded text that it stands in; borrowed */
	size_t two; /* where the last two characters of the name begin */
	size_t one; /* where the last one begins */
	size_t sort, end; /* of the word for the sort */
	bool is_short; /* the name may be that one character */
};

struct toponyms {
	struct toponym *rows; /* by place; owned */
	size_t count;
};

/* Of the i-th text of a scan, whichever part it is. */
void toponyms_find(struct toponyms *out, const struct lint_scan *s, size_t i);
void toponyms_release(struct toponyms *p);

/*
 * A set of places, by which those of another text are looked up. The texts must
 * stay.
 */
struct toponym_set {
	struct toponym_key {
		const char *text;
		size_t len;
		int how;
	} * rows; /* sorted; owned */
	size_t count;
};

void toponym_set_init(struct toponym_set *set);
void toponym_set_add(struct toponym_set *set, const struct toponyms *p);
void toponym_set_ready(struct toponym_set *set); /* after the last */
bool toponym_set_has(const struct toponym_set *set, const struct toponym *p);
void toponym_set_release(struct toponym_set *set);

#endif
