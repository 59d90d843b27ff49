/*
 * Waiting for the relay: until every account is prepared, or until what became
 * of every delivery is known.
 */
#ifndef CRIER_TUI_COMMANDS_RELEASE_WAIT_H
#define CRIER_TUI_COMMANDS_RELEASE_WAIT_H

#include "tui/cli/cli.h"

/* Names the gaps of an armed release; the exit status. */
int release_wait_armed(struct cli *c, const char *message);

/* Shows all deliveries once their outcomes are known; the exit status. */
int release_wait_outcomes(struct cli *c, const char *message);

#endif
