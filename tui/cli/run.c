/*
 * Doing what a verb says: most are one act or one question, the others bring
 * a function of their own.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "link/long_work.h"
#include "tui/cli/cli.h"
#include "tui/cli/help.h"
#include "tui/cli/print.h"
#include "tui/cli/secret.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"

/* The verb's one act or question, from its row. */
static enum err_code
run_row(struct cli *c, struct err *err)
{
	const struct verb *v = c->verb;
	json_t *fields = NULL, *answer = NULL;
	enum err_code rc;

	/* the station's zone must be known before a time is read */
	rc = cli_open(c, err);
	if (rc == ERR_OK)
		rc = cli_fields(&fields, c, err);
	if (rc != ERR_OK)
		return rc;
	if (v->prepare != NULL)
		rc = v->prepare(c, fields, err);
	if (rc == ERR_OK)
		rc = secret_seal(c, fields, err);
	if (rc != ERR_OK) {
		json_decref(fields);
		return rc;
	}
	if (v->act != NULL)
		return cli_act(c, v->act, fields, err);
	rc = cli_ask(&answer, c, v->question, fields, err);
	if (rc != ERR_OK)
		return rc;
	if (c->json)
		print_doc(answer);
	else if (v->listing.keys)
		show_listing(c, answer);
	else
		v->show(c, answer);
	json_decref(answer);
	return ERR_OK;
}

int
cli_run(struct cli *c)
{
	struct err err = { 0 };
	enum err_code rc;

	if (c->help)
		return c->command ? help_command(c->command, c->verb)
				  : help_overview(c->commands);
	if (c->verb->run != NULL)
		return c->verb->run(c);
	rc = run_row(c, &err);
	return rc == ERR_OK ? EX_OK : cli_fail(c, &err);
}

/* ---- from main to a verb ---- */

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
cli_main(int argc, char **argv, const struct command *const *commands)
{
	struct cli cli = { .commands = commands, .now = cli_clock() };
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
		status = help_overview(commands);
	} else {
		if (cli.command == NULL) {
			cli.command = commands[0];
			cli.verb = commands[0]->verbs;
		}
		status = cli_run(&cli);
	}
	cli_close(&cli);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("crier");
		status = EX_IOERR;
	}
	return long_work_end(status);
}
