/*
 * How often an account may still send, in the same words for command line and
 * console.
 */
#ifndef CRIER_TUI_QUOTAS_H
#define CRIER_TUI_QUOTAS_H

#include <jansson.h>
#include <stddef.h>

#include "base/lang.h"
#include "tui/pages/theme.h"

enum { QUOTA_TEXT = 400 };

/* Of a row of `quotas` (core/link/README.md); how much it matters. */
enum style quota_say(char out[QUOTA_TEXT], const json_t *row, enum lang lang);

#endif
