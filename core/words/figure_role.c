/*
 * The words for roles of figures.
 */
#include "crier/figure.h"

#include <assert.h>

static const char *const words[] = {
	[FIGURE_OTHER] = "other",
	[FIGURE_DEAD] = "dead",
	[FIGURE_MISSING] = "missing",
	[FIGURE_RESCUED] = "rescued",
	[FIGURE_ESCAPED] = "escaped",
	[FIGURE_INJURED] = "injured",
	[FIGURE_CRITICAL] = "critical",
	[FIGURE_SERIOUS] = "serious",
	[FIGURE_MINOR] = "minor",
	[FIGURE_TRAPPED] = "trapped",
	[FIGURE_EVACUATED] = "evacuated",
	[FIGURE_BASELINE] = "baseline",
	[FIGURE_LOSS] = "loss",
};
static_assert(sizeof(words) / sizeof(words[0]) == FIGURE_ROLES, "one each");

const char *
figure_role_word(enum figure_role role)
{
	assert((unsigned)role < FIGURE_ROLES);
	return words[role];
}
