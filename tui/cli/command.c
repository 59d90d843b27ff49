/*
 * Finding a command, a verb or an option that all of them take.
 */
#include "tui/cli/command.h"

#include <string.h>

#include "tui/pages/i18n.h"

static const struct option_row globals[] = {
	{ "station", OPTION_TEXT, "DIR", NULL, false,
		N_("the station's folder") },
	{ "as", OPTION_TEXT, "OFFICER", NULL, false,
		N_("act as this officer (demonstration stations only)") },
	{ "json", OPTION_FLAG, NULL, NULL, false,
		N_("print the station's documents, one a line") },
	{ "lang", OPTION_TEXT, "zh|en", NULL, false, N_("the language") },
	{ "help", OPTION_FLAG, NULL, NULL, false, N_("help on the command") },
	{ "version", OPTION_FLAG, NULL, NULL, false, N_("the version") },
	{ .name = NULL },
};

const struct command *
command_find(const struct command *const *commands, const char *name)
{
	for (; *commands; commands++)
		if (strcmp((*commands)->name, name) == 0)
			return *commands;
	return NULL;
}

const struct verb *
command_verb(const struct command *c, const char *name)
{
	for (const struct verb *v = c->verbs; v->name; v++)
		if (strcmp(v->name, name) == 0)
			return v;
	return NULL;
}

const struct option_row *
command_globals(void)
{
	return globals;
}
