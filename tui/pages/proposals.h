/*
 * What one person proposed for the whole office and another confirms, in
 * words: the rows of the station's `office.proposed`, and of `told`.
 */
#ifndef CRIER_TUI_PROPOSALS_H
#define CRIER_TUI_PROPOSALS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"

enum { PROPOSAL_TEXT = 700, PROPOSAL_CODE = 12 };

/* "has reviewer; would have reviewer, signer", "12 changes, a signer confirms" */
void proposal_text(char out[PROPOSAL_TEXT], const json_t *row, enum lang lang);

/* One change of a library: its title, where, from what to what. */
void
proposal_change(char out[PROPOSAL_TEXT], const json_t *change, enum lang lang);

/* One row of what an officer is told of the office; `form`: in a console, which
 * has no commands. */
void proposal_told(char out[PROPOSAL_TEXT], const json_t *row, int64_t now,
	int zone, enum lang lang, bool form);

#endif
