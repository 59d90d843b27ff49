/*
 * What waits for people, in words: the rows of the station's `status`, as the
 * board, the frame, and `crier status` show them.
 */
#ifndef CRIER_TUI_WAITS_H
#define CRIER_TUI_WAITS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"

enum { WAITS_TEXT = 480 };

/* "ACTUAL" or the like; "" where it is no incident's, but the office's own. */
const char *waits_mode(const json_t *row, bool demo);

/* The message, claim or incident that it is about; borrowed. */
const char *waits_subject(const json_t *row);

/* Its title, and before it why it waits, where somebody said so: the reason
 * of a return, the rule to suspend, how many accounts. */
void waits_text(char out[WAITS_TEXT], const json_t *row, enum lang lang);

/* Why it waits alone, "" where nobody said so. */
void waits_why(char out[WAITS_TEXT], const json_t *row, enum lang lang);

/* The view in which it is done, and what to open it for; borrowed. */
const char *waits_view(const char **id, const json_t *row);

#endif
