/* What rounds have found on the accounts, as crier account prints it. */
#ifndef CRIER_TUI_CLI_COMMANDS_ACCOUNT_LOOKED_H
#define CRIER_TUI_CLI_COMMANDS_ACCOUNT_LOOKED_H

#include "tui/cli/show.h"

/* Of an account's answer; nothing where no round has come by. */
void show_account_looked(struct cli *c, const json_t *a);

/* Of account.round's. */
void show_account_round(struct cli *c, const json_t *answer);

#endif
