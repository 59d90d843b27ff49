/*
 * Names of places in a text: what stands before a word that says what sort of
 * place it is (镇, 村, town …). No dictionary: Chinese does not say where a
 * name begins, so two places are the same if the last two characters of their
 * names and the sort are, or the one character of a name that has no more.
 * For the checks of this folder; the words are the list of the rule that
 * runs, and what only looks like a name (农村, 城区) is its `except`.
 */
#ifndef CRIER_LINT_PLACE_H
#define CRIER_LINT_PLACE_H

#include "lint/lint_scan.h"

struct place {
	const char *text; /* the folded text that it stands in; borrowed */
	size_t two; /* where the last two characters of the name begin */
	size_t one; /* where the last one begins */
	size_t sort, end; /* of the word for the sort */
	bool is_short; /* the name may be that one character */
};

struct places {
	struct place *rows; /* by place; owned */
	size_t count;
};

/* Of the i-th text of a scan, whichever part it is. */
void places_find(struct places *out, const struct lint_scan *s, size_t i);
void places_release(struct places *p);

/* What the places of some texts are looked up in. The texts must stay. */
struct place_set {
	struct place_key {
		const char *text;
		size_t len;
		int how;
	} * rows; /* sorted; owned */
	size_t count;
};

void place_set_init(struct place_set *set);
void place_set_add(struct place_set *set, const struct places *p);
void place_set_ready(struct place_set *set); /* after the last */
bool place_set_has(const struct place_set *set, const struct place *p);
void place_set_release(struct place_set *set);

#endif
