/*
 * Names of places in a text: what stands before a word that says what sort of
 * place it is (镇, 村, town …). No dictionary: Chinese does not say where a
 * name begins, so two places are the same if the last two characters of their
 * names and the sort are, or the one character of a name that has no more.
 * For the checks of this folder; the words are the list of the rule that
 * runs, and what only looks like a name (农村, 城区) is its `except`.
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

/* What the places of some texts are looked up in. The texts must stay. */
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
