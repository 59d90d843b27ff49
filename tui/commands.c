/*
 * The rows, and the way from main to one of them.
 */
#include "tui/commands.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "tui/cli.h"
#include "tui/help.h"
#include "tui/i18n.h"
#include "tui/print.h"

/* In the order of a day's work. */
static const struct command *const rows[] = {
	&command_console,
	&command_init,
	&command_status,
	&command_station,
	&command_officer,
	&command_account,
	&command_playbook,
	&command_incident,
	&command_message,
	&command_claim,
	&command_lines,
	&command_outside,
	&command_review,
	&command_concur,
	&command_approve,
	&command_release,
	&command_delivery,
	&command_correct,
	&command_withdraw,
	&command_ledger,
	&command_record,
	&command_replay,
	&command_rebuild,
	&command_lint,
	&command_doctor,
	&command_help,
};

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

const struct command *const *
command_rows(size_t *count)
{
	*count = sizeof(rows) / sizeof(rows[0]);
	return rows;
}

const struct command *
command_find(const char *name)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i]->name, name) == 0)
			return rows[i];
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

/* The language is needed to say what is wrong with the rest. */
static const char *
early_lang(char **argv)
{
	for (; *argv != NULL && strcmp(*argv, "--") != 0; argv++) {
		if (strncmp(*argv, "--lang=", 7) == 0)
			return *argv + 7;
		if (strcmp(*argv, "--lang") == 0)
			return argv[1];
	}
	return NULL;
}

static int64_t
utc_now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/*
 * An officer's login program is started as one starts a shell: with a dash
 * before its name, or with -c and what ssh, scp or su want done. There is
 * nothing to do here but the console, whatever stands behind -c.
 */
static bool
refuses_login(int argc, char **argv)
{
	if (argc < 2 || (argv[0][0] != '-' && strcmp(argv[1], "-c") != 0))
		return false;
	print_fail(_("this login opens the console and runs no commands"), "",
		_("Log in without a command, and with a terminal: ssh -t "
		  "HOST"));
	return true;
}

int
command_main(int argc, char **argv)
{
	static const struct command *const first = &command_console;
	struct cli cli = { .now = utc_now() };
	struct err err = { 0 };
	enum err_code rc;
	int status;

	cli.lang = i18n_init(early_lang(argv));
	if (refuses_login(argc, argv))
		return EX_NOPERM;
	rc = cli_parse(&cli, argc, argv, &err);
	if (rc != ERR_OK) {
		status = cli_fail(&cli, &err);
	} else if (cli.version) {
		(void)printf("crier %s\n", CRIER_VERSION);
		status = EX_OK;
	} else if (cli.command == NULL && cli.help) {
		status = help_overview();
	} else {
		if (cli.command == NULL) {
			cli.command = first;
			cli.verb = first->verbs;
		}
		status = cli_run(&cli);
	}
	cli_close(&cli);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("crier");
		return EX_IOERR;
	}
	return status;
}
