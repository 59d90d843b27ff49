/*
 * Help, usage and the manual page, all printed from the tables of commands.
 */
#ifndef CRIER_TUI_HELP_H
#define CRIER_TUI_HELP_H

#include "tui/commands.h"

int help_overview(void); /* every command with its verbs; exit status 0 */

/* One command, or one verb of it if `verb` is not NULL. */
int help_command(const struct command *c, const struct verb *verb);

int help_man(void); /* crier(1) in roff */

#endif
