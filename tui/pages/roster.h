/*
 * Who is missing on duty, in words: from what the station answers to
 * incident.roster, the same for command line and console.
 */
#ifndef CRIER_TUI_ROSTER_H
#define CRIER_TUI_ROSTER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"

/* "to write it", "to release": what a need without a gate is. */
const char *roster_need(const json_t *need);

/*
 * The i-th thing that nobody on duty can do, over all tiers of a roster:
 * "routine: legal gate: nobody on duty is legal reviewer: 李法制 0000-1004".
 * False after the last.
 */
bool roster_missing(
	char *out, size_t size, const json_t *roster, size_t i, enum lang lang);

#endif
