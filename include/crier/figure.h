/*
 * Casualty and damage numbers as a playbook defines them: what a figure is
 * called, what it is in the sums that must come out (its role), and which
 * words stand beside its number in a text. Everything here is data of the
 * playbook; the rules know roles and words, never the name of a figure.
 */
#ifndef CRIER_FIGURE_H
#define CRIER_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"

/*
 * baseline = dead + missing + rescued + escaped + trapped (or these among the
 * missing); injured = critical + serious + minor; evacuated are counted apart;
 * loss is in 10,000 yuan.
 * A playbook gives each role to at most one figure, OTHER to as many as it
 * likes.
 */
enum figure_role {
	FIGURE_OTHER,
	FIGURE_DEAD,
	FIGURE_MISSING,
	FIGURE_RESCUED,
	FIGURE_ESCAPED, /* by themselves */
	FIGURE_INJURED, /* the total of the next three */
	FIGURE_CRITICAL,
	FIGURE_SERIOUS,
	FIGURE_MINOR,
	FIGURE_TRAPPED,
	FIGURE_EVACUATED,
	FIGURE_BASELINE, /* who was there: on board, underground, in the house */
	FIGURE_LOSS,
	FIGURE_ROLES
};

struct figure_def {
	const char *id;
	struct both label; /* "遇难", "dead" */
	struct both text; /* "遇难{n}人", "{n} dead" */
	struct both one; /* for exactly 1; "" means text */
	enum figure_role role;
	bool never_falls; /* less than before needs a correction */
	long example; /* for tests and the practice run */
	const char *const *words[LANG_COUNT]; /* beside its number; may be 0 */
	size_t word_count[LANG_COUNT];
};

/* "dead" …: the word in playbook.yaml. */
const char *figure_role_word(enum figure_role role);

#endif
