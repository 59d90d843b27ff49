/*
 * The options of a verb. What an act is given stands in its row in
 * include/crier/acts/: every field that neither an argument nor an option
 * written by hand fills has an option made from it, with its help in the
 * reader's language.
 */
#ifndef CRIER_TUI_OPTIONS_H
#define CRIER_TUI_OPTIONS_H

#include "crier/act.h"
#include "tui/cli/command.h"

/* All it takes but the general ones, in the order of the act's fields, then
 * the others, made for the language in use; a NULL name ends it. It
 * stays until the program ends. */
const struct option_row *verb_options(const struct verb *v);

/* The field of the verb's act that the option was made for; NULL: none. */
const struct act_field *
option_field(const struct verb *v, const struct option_row *o);

/* What help says of a verb; of a command. */
const char *verb_help(const struct verb *v);
const char *command_says(const struct command *c);

/* The table, and in it a verb for every act of officers that no row names:
 * "station.name" is `crier station name`. It stays until the program ends. */
const struct command *const *
commands_complete(const struct command *const *commands);

/* Why an act has no verb; NULL where it has one. */
const char *act_without_verb(const char *act);

#endif
