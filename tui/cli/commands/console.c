/*
 * crier console: what crier without a command opens.
 */
#include "tui/console/console.h"

#include "link/trace.h"
#include "tui/cli/cli.h"
#include "tui/cli/commands.h"
#include "tui/pages/i18n.h"

static int
console_run_command(struct cli *c)
{
	struct console_options o = { .dir = c->dir,
		.as = c->as,
		.lang = c->lang,
		.tour = cli_flag(c, "tour"),
		.ascii = cli_flag(c, "ascii"),
		.theme = cli_option(c, "theme"),
		.view = cli_option(c, "view"),
		.id = cli_option(c, "id") };
	struct err err = { 0 };

	trace_leave_terminal();
	c->via = "console";
	/* starts a station of one's own, and complains in a plain terminal */
	if (cli_open(c, &err) != ERR_OK)
		return cli_fail(c, &err);
	o.lang = c->lang; /* may be the station's by now */
	o.client = c->client;
	c->client = NULL;
	return console_run(&o);
}

static const struct option_row options[] = {
	{ "tour", OPTION_FLAG, NULL, NULL, false,
		N_("hints on what to press") },
	{ "ascii", OPTION_FLAG, NULL, NULL, false,
		N_("frames of ASCII, where others make rows shift; so does "
		   "CRIER_ASCII=1") },
	{ "theme", OPTION_TEXT, "THEME", NULL, false,
		N_("dark, light or plain, for the terminal's background; so "
		   "does CRIER_THEME, and NO_COLOR=1 is plain") },
	{ "view", OPTION_TEXT, "VIEW", NULL, false,
		N_("the screen to begin with") },
	{ "id", OPTION_TEXT, "ID", NULL, false, N_("and what it shows") },
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "",
		.args = "",
		.help = N_("the console; so does crier alone"),
		.options = options,
		.run = console_run_command },
	{ .name = NULL },
};

const struct command command_console = {
	.name = "console",
	.help = N_("everything on one screen"),
	.verbs = verbs,
};
