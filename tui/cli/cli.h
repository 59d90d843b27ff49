/*
 * One use of the command line: what was typed, checked against the tables,
 * and the station it talks to.
 */
#ifndef CRIER_TUI_CLI_H
#define CRIER_TUI_CLI_H

#include <stdbool.h>
#include <stdint.h>

#include "base/lang.h"
#include "link/client.h"
#include "link/socket_address.h"
#include "tui/cli/command.h"

/*
 * Exit statuses of what waits for the outcome of a delivery or a check, beside
 * those of sysexits(3) that every command has.
 */
enum {
	EXIT_BY_HAND = 10, /* some wait for a person to post them */
	EXIT_UNKNOWN = 11, /* some are unknown, or not proven */
	EXIT_NOT_DONE = 12, /* some failed, were refused or halted; gaps */
	EXIT_DIFFERS = 13 /* all are out, some not as approved */
};

enum { CLI_ARGS = 8, CLI_GIVEN = 256 };

struct given {
	const struct option_row *row;
	const char *value; /* "" for flags */
};

struct cli {
	const struct command *const *commands; /* all there are, then NULL */
	const struct command *command; /* NULL: the console */
	const struct verb *verb;
	const char *args[CLI_ARGS];
	int arg_count;
	struct given given[CLI_GIVEN];
	int given_count;
	char **words; /* all after command and verb, for verbs that pass */
	int word_count;

	const char *station, *as, *lang_text; /* the general options */
	bool json, help, version;
	enum lang lang;

	char dir[STATION_DIR_MAX]; /* the station's folder, once opened */
	const char *via; /* as whom it greets; NULL: cli */
	struct client *client; /* once opened */
	int zone; /* minutes east, the station's */
	bool demo; /* so is the station */
	int64_t now; /* UTC ms when the program began */
};

/*
 * Reads the command line into *call. Texts are borrowed from argv. Errors are
 * ERR_USAGE and name what was typed, where, and what to type.
 */
enum err_code
cli_parse(struct cli *cli, int argc, char **argv, struct err *err);

/*
 * The whole program but for main's own duties; the exit status. Without a
 * command it does the first of the table, which ends with NULL.
 */
int cli_main(int argc, char **argv, const struct command *const *commands);

/* Does what the verb says; the exit status. */
int cli_run(struct cli *cli);

/* The last value given for an option; NULL if it was not given. */
const char *cli_option(const struct cli *cli, const char *name);
bool cli_flag(const struct cli *cli, const char *name);

/* The i-th argument, "" if it was left out. */
const char *cli_arg(const struct cli *cli, int i);

/* Arguments and options as the fields of an act; the caller's. */
enum err_code cli_fields(json_t **out, const struct cli *cli, struct err *err);

/*
 * Connects, starting a station of one's own that does not run. Called by the
 * two below and by cli_run; more than once is fine.
 */
enum err_code cli_open(struct cli *cli, struct err *err);

void cli_close(struct cli *cli);

/* One question, its answer the caller's; `fields` is taken over. */
enum err_code cli_ask(json_t **answer, struct cli *cli, const char *question,
	json_t *fields, struct err *err);

/* The same in parts, each to `part`, borrowed; `fields` may be NULL. */
enum err_code
cli_ask_parts(json_t **answer, struct cli *c, const char *question,
	json_t *fields, void (*part)(void *ctx, const json_t *part), void *ctx,
	struct err *err);

/* One act; prints the entries it yields, or the document with --json. */
enum err_code
cli_act(struct cli *cli, const char *act, json_t *fields, struct err *err);

/* The same, and the entries are the caller's. */
enum err_code cli_acted(json_t **entries, struct cli *cli, const char *act,
	json_t *fields, struct err *err);

/*
 * The fields of an act (taken over) with the officer's own signature, made by
 * the agent of this login; `token`: by a security key.
 */
enum err_code cli_sign(json_t **out, struct cli *cli, const char *act,
	json_t *fields, bool token, struct err *err);

/* The clock of this machine: UTC ms. */
int64_t cli_clock(void);

/* Lets a moment pass before something is asked again; its length in ms. */
int64_t cli_pause(void);

/* Says what is wrong on stderr (--json: on stdout too); the exit status. */
int cli_fail(const struct cli *cli, const struct err *err);

#endif
