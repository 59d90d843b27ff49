/*
 * What a delivery waits for that only a person can do, in the same words for
 * command line and console: until when, whom to ring, and what is done instead
 * once its time is over.
 */
#ifndef CRIER_TUI_WAITING_H
#define CRIER_TUI_WAITING_H

#include <jansson.h>
#include <stddef.h>

#include "base/lang.h"
#include "tui/pages/theme.h"

enum { WAITING_TEXT = 900 };

/* Of a row of `waiting` (core/link/README.md); how much it matters. */
enum style waiting_say(char out[WAITING_TEXT], const json_t *row, int64_t now,
	int zone, enum lang lang);

/* Of a row of `waits` with a clock of this kind whose time is over: that it
 * was not done, and what is to be done instead. "" if it is not over. */
void waiting_over(
	char *out, size_t size, const json_t *row, int64_t now, enum lang lang);

#endif
