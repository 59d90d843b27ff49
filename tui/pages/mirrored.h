/*
 * Where a tier asks that a mirror has a text before it is released: which
 * mirror was last seen when.
 */
#ifndef CRIER_TUI_MIRRORED_H
#define CRIER_TUI_MIRRORED_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum { MIRRORED_TEXT = 400 };

/* Of a message's document; false where nothing is asked of it. `missing` says
 * that none has it: a reason is needed. */
bool say_mirrored(char out[MIRRORED_TEXT], bool *missing, const json_t *message,
	int64_t now, int zone);

#endif
