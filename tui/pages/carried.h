/*
 * What stands in a message as the bulletins before have told it, in words;
 * rows of `carried` of message.show.
 */
#ifndef CRIER_TUI_CARRIED_H
#define CRIER_TUI_CARRIED_H

#include <jansson.h>
#include <stddef.h>

#include "base/lang.h"

enum { CARRIED_WORDS = 400 };

/* "as in No. 3", "同第3号"; without a number, of which message. */
void carried_mark(char *out, size_t size, const json_t *row);

/* "Missing: as in No. 3, not confirmed" or by whom. */
void carried_say(char out[CARRIED_WORDS], const json_t *row, enum lang lang);

#endif
