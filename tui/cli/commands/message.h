/*
 * The pages of a message, for the rows in message.c.
 */
#ifndef CRIER_TUI_COMMANDS_MESSAGE_H
#define CRIER_TUI_COMMANDS_MESSAGE_H

#include "tui/cli/cli.h"

void message_show(struct cli *c, const json_t *m);
void message_show_diff(struct cli *c, const json_t *answer);
void message_show_preview(struct cli *c, const json_t *answer);

#endif
