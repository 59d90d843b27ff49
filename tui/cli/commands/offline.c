/*
 * Verbs that need no running station: their words go to crier-station as
 * they are, which checks them. Their rows are here for the help.
 */
#include <string.h>

#include "tui/cli/cli.h"
#include "tui/cli/commands.h"
#include "tui/pages/i18n.h"
#include "tui/cli/offline.h"
#include "tui/cli/print.h"

enum { WORDS = 64 };

static const struct option_row *
option_of(const struct verb *v, const char *word)
{
	const struct option_row *o = v->options;

	for (; o != NULL && o->name != NULL; o++)
		if (strcmp(word + 2, o->name) == 0)
			return o;
	return NULL;
}

/* True if a word stands that is neither an option nor an option's value. */
static bool
has_plain(const struct cli *c)
{
	for (int i = 0; i < c->word_count; i++) {
		const char *word = c->words[i];
		const struct option_row *o;

		if (strncmp(word, "--", 2) != 0)
			return true;
		o = option_of(c->verb, word);
		if (o != NULL && o->type != OPTION_FLAG)
			i++;
	}
	return false;
}

static int
pass(struct cli *c, bool with_dir)
{
	const char *words[WORDS + 4];
	struct err err = { 0 };
	int n = 0;

	for (int i = 0; i < c->word_count && n < WORDS; i++)
		words[n++] = c->words[i];
	if (c->json)
		words[n++] = "--json";
	if (!with_dir && c->station && *c->station) {
		words[n++] = "--station";
		words[n++] = c->station;
	}
	if (with_dir && !has_plain(c)) {
		if (station_dir_find(c->dir, c->station, &err) != ERR_OK)
			return cli_fail(c, &err);
		words[n++] = c->dir;
	}
	words[n] = NULL;
	(void)offline_exec(c->command->name, words, &err);
	return cli_fail(c, &err);
}

static int
run_with_dir(struct cli *c)
{
	return pass(c, true);
}

/* The words name the new folder; the station is found as everywhere. */
static int
run_backup(struct cli *c)
{
	struct err err = { 0 };

	if (station_dir_find(c->dir, c->station, &err) != ERR_OK)
		return cli_fail(c, &err);
	c->station = c->dir;
	return pass(c, false);
}

static int
run_plain(struct cli *c)
{
	return pass(c, false);
}

static const struct option_row init_options[] = {
	{ "demo", OPTION_FLAG, NULL, NULL, false,
		N_("a demonstration for ever: played officers, twelve "
		   "accounts, its relay speaks only to this machine") },
	{ "unit", OPTION_TEXT, "NAME", NULL, false,
		N_("the office or center") },
	{ "zone", OPTION_TEXT, "ZONE", NULL, false,
		N_("its time zone, such as +08:00") },
	{ "lang", OPTION_TEXT, "zh|en", NULL, false, N_("its language") },
	{ "officer", OPTION_TEXT, "ID", NULL, false,
		N_("the first administrator's id") },
	{ "name", OPTION_TEXT, "NAME", NULL, false,
		N_("the first administrator's name") },
	{ "user", OPTION_TEXT, "USER", NULL, false,
		N_("the Unix user they log in as (their id if not given)") },
	{ "uid", OPTION_INT, "N", NULL, false,
		N_("that user's number, if it must not depend on the name") },
	{ "office", OPTION_FLAG, NULL, NULL, false,
		N_("several Unix users, started by systemd") },
	{ .name = NULL },
};

static const struct verb init_verbs[] = {
	{ .name = "",
		.args = "DIR",
		.help = N_("make a station: ledger, record, library, keys"),
		.options = init_options,
		.run = run_with_dir,
		.offline = true,
		.pass = true },
	{ .name = NULL },
};

const struct command command_init = {
	.name = "init",
	.help = N_("make a station"),
	.verbs = init_verbs,
};

static const struct option_row rebuild_options[] = {
	{ "from", OPTION_TEXT, "CLONE", NULL, true,
		N_("a clone of the record") },
	{ "signers", OPTION_TEXT, "FILE", NULL, false,
		N_("allowed signers; without it the origin is not proven") },
	{ "head", OPTION_TEXT, "CODE", NULL, false,
		N_("a head code that the clone must have") },
	{ "unproven", OPTION_TEXT, "HEAD", NULL, false,
		N_("take a clone without signers, whose head you know") },
	{ "backup", OPTION_TEXT, "DIR", NULL, false,
		N_("what crier backup saved: drafts, credentials, entries "
		   "behind the clone") },
	{ "relay-key", OPTION_TEXT, "FILE", NULL, false,
		N_("the copy of the relay's key that was kept apart; with it "
		   "the credentials come back") },
	{ .name = NULL },
};

static const struct verb rebuild_verbs[] = {
	{ .name = "",
		.args = "[DIR]",
		.help = N_("make a lost station again from a clone of its "
			   "record"),
		.options = rebuild_options,
		.run = run_with_dir,
		.offline = true,
		.pass = true },
	{ .name = NULL },
};

const struct command command_rebuild = {
	.name = "rebuild",
	.help = N_("from a clone of its record, and a backup if there is one"),
	.verbs = rebuild_verbs,
};

static const struct verb backup_verbs[] = {
	{ .name = "",
		.args = "DIR",
		.help = N_(
			"save what no clone of the record brings back: "
			"drafts, sealed credentials, own letters, the newest "
			"entries; while the station runs, and without its "
			"keys"),
		.run = run_backup,
		.offline = true,
		.pass = true },
	{ .name = NULL },
};

const struct command command_backup = {
	.name = "backup",
	.help = N_("into a new folder, for crier rebuild"),
	.verbs = backup_verbs,
};

static const struct verb doctor_verbs[] = {
	{ .name = "",
		.args = "[DIR]",
		.help = N_("examine a station and say what to do"),
		.run = run_with_dir,
		.offline = true,
		.pass = true },
	{ .name = NULL },
};

const struct command command_doctor = {
	.name = "doctor",
	.help = N_("what is not well, and what to do"),
	.verbs = doctor_verbs,
};

static const struct option_row lint_options[] = {
	{ "kind", OPTION_TEXT, "KIND", NULL, false,
		N_("what it is to be: truth, stance, rebuttal, update, "
		   "correction, withdrawal, closing") },
	{ "lang", OPTION_TEXT, "zh|en", NULL, false,
		N_("the language of the text") },
	{ "mode", OPTION_TEXT, "actual|drill", NULL, false,
		N_("whether it is meant in earnest: the rules about words and "
		   "marks of drills") },
	{ .name = NULL },
};

static const struct verb lint_verbs[] = {
	{ .name = "",
		.args = "FILE",
		.help = N_(
			"what the rules find in a text: rule, place, why, how "
			"to mend it; 1 if something blocks"),
		.options = lint_options,
		.run = run_plain,
		.offline = true,
		.pass = true },
	{ .name = NULL },
};

const struct command command_lint = {
	.name = "lint",
	.help = N_("the rules on any text, without a station"),
	.verbs = lint_verbs,
};

static const struct verb authorized_verbs[] = {
	{ .name = "",
		.args = "USER",
		.help = N_("the keys with which a user may log in, for sshd's "
			   "AuthorizedKeysCommand"),
		.run = run_plain,
		.offline = true,
		.pass = true },
	{ .name = NULL },
};

const struct command command_authorized = {
	.name = "authorized-keys",
	.help = N_("officers' keys, for sshd"),
	.verbs = authorized_verbs,
};
