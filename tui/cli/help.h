/*
 * Help, usage and the manual page, all printed from the tables of commands.
 */
#ifndef CRIER_TUI_HELP_H
#define CRIER_TUI_HELP_H

#include "crier/act.h"
#include "tui/cli/command.h"

/* Every command with its verbs; exit status 0. */
int help_overview(const struct command *const *commands);

/* One command, or one verb of it if `verb` is not NULL. */
int help_command(const struct command *c, const struct verb *verb);

/* crier(1) in roff. */
int help_man(const struct command *const *commands);

/* Of an act by its name: its command, or why there is none. */
int help_act(const struct command *const *commands, enum act act);

#endif
