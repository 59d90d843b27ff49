/*
 * What a round over all accounts has found, by kind.
 */
#ifndef CRIER_TUI_ROUND_H
#define CRIER_TUI_ROUND_H

#include <stddef.h>

struct round_list {
	const char *key; /* of the answer to account.round */
	const char *said; /* to be translated */
};

/* The gravest first. */
const struct round_list *round_lists(size_t *count);

#endif
