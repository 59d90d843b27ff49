/*
 * crier help: from the tables.
 */
#include "tui/cli/help.h"

#include <string.h>

#include "tui/cli/cli.h"
#include "tui/cli/commands.h"
#include "tui/cli/help_acts.h"
#include "tui/pages/i18n.h"

static int
help_run(struct cli *c)
{
	struct err err = { 0 };
	const struct command *about;
	enum act act;

	if (cli_flag(c, "man"))
		return help_man(c->commands);
	if (cli_flag(c, "acts"))
		return help_acts();
	if (c->arg_count == 0)
		return help_overview(c->commands);
	about = command_find(c->commands, c->args[0]);
	if (about != NULL)
		return help_command(about,
			c->arg_count > 1 ? command_verb(about, c->args[1])
					 : NULL);
	if (act_parse(&act, c->args[0]))
		return help_act(c->commands, act);
	(void)err_set(&err, ERR_USAGE, c->args[0],
		_("crier help lists the commands."),
		_("there is no such command"));
	return cli_fail(c, &err);
}

static const struct option_row options[] = {
	{ "man", OPTION_FLAG, NULL, NULL, false,
		N_("the whole manual page, in roff") },
	{ "acts", OPTION_FLAG, NULL, NULL, false,
		N_("the acts with their fields, for who writes a client") },
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "",
		.args = "[COMMAND] [VERB]",
		.help = N_("the commands, or one of them"),
		.options = options,
		.run = help_run,
		.offline = true },
	{ .name = NULL },
};

const struct command command_help = {
	.name = "help",
	.help = N_("what the commands are"),
	.verbs = verbs,
};
