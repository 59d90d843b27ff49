/*
 * crier message: begin, edit, submit. Its pages are in message_show.c.
 */
#include "tui/cli/commands.h"
#include "tui/cli/commands/message.h"

#include <stdlib.h>

#include "base/doc.h"
#include "tui/pages/i18n.h"
#include "tui/pages/value.h"

enum { TEXT_MAX = 64 * 1024 };

/* ---- edit: the station lays the changes over the revision named ---- */

static enum err_code
read_slots(struct cli *c, json_t *fields, struct err *err)
{
	const char *path = cli_option(c, "file");
	json_t *slots;
	enum err_code rc;
	char *text = NULL;

	if (path == NULL)
		return ERR_OK;
	rc = value_file(&text, path, TEXT_MAX, err);
	if (rc != ERR_OK)
		return rc;
	slots = json_object();
	rc = value_slots(slots, text, path, err);
	if (rc == ERR_OK) {
		/* what stands on the command line is over the file */
		if (doc_get(fields, "slots") != NULL)
			(void)json_object_update(
				slots, doc_get(fields, "slots"));
		doc_put(fields, "slots", json_incref(slots));
	}
	json_decref(slots);
	free(text);
	return rc;
}

/* Whoever sets a slot has said it, also where the playbook says the same. */
static void
affirm_slots(json_t *fields)
{
	json_t *affirmed = json_array(), *value;
	const char *slot;

	json_array_extend(affirmed, doc_get(fields, "affirmed"));
	json_object_foreach(doc_get(fields, "slots"), slot, value)
	{
		if (json_string_length(value) > 0)
			json_array_append_new(affirmed, json_string(slot));
	}
	if (json_array_size(affirmed) > 0)
		doc_put(fields, "affirmed", json_incref(affirmed));
	json_decref(affirmed);
}

/* --confirm all: what the bulletins before have told is so as it stands. */
static void
confirm_all(json_t *fields, const json_t *m)
{
	json_t *said = doc_get(fields, "affirmed"), *list, *word;
	size_t n;

	if (!doc_list_has(said, "all"))
		return;
	list = json_array();
	json_array_foreach(said, n, word)
	{
		if (strcmp(json_string_value(word), "all") != 0)
			json_array_append(list, word);
	}
	json_array_foreach(doc_get(m, "carried"), n, word)
		json_array_append(list, json_object_get(word, "name"));
	doc_put(fields, "affirmed", list);
}

/* One account's variant by hand: --account A --text FILE. */
static enum err_code
read_variant(const struct cli *c, json_t *fields, struct err *err)
{
	const char *account = cli_option(c, "account");
	const char *path = cli_option(c, "text");
	json_t *variants;
	enum err_code rc;
	char *text = NULL;

	if (account == NULL && path == NULL)
		return ERR_OK;
	if (account == NULL)
		return err_set(err, ERR_USAGE, "--text",
			_("Add --account ACCOUNT."),
			_("a text by hand is one account's variant"));
	variants = json_object();
	/* without a text the variant is the template's again */
	rc = path ? value_file(&text, path, TEXT_MAX, err) : ERR_OK;
	if (rc == ERR_OK) {
		doc_put(variants, account, json_string(text ? text : ""));
		doc_put(fields, "variants", json_incref(variants));
	}
	json_decref(variants);
	free(text);
	return rc;
}

/* Without --base the change is meant for the newest revision. */
static enum err_code
find_base(struct cli *c, json_t *fields, struct err *err)
{
	bool all = doc_list_has(doc_get(fields, "affirmed"), "all");
	json_t *ask, *m = NULL;
	enum err_code rc;

	if (doc_get(fields, "base") != NULL && !all)
		return ERR_OK;
	ask = json_object();
	doc_put_str(ask, "message", cli_arg(c, 0));
	rc = cli_ask(&m, c, "message.show", ask, err);
	if (rc == ERR_OK && doc_get(fields, "base") == NULL)
		doc_put_int(fields, "base", doc_int(m, "revision"));
	if (rc == ERR_OK)
		confirm_all(fields, m);
	json_decref(m);
	return rc;
}

static enum err_code
prepare_edit(struct cli *c, json_t *fields, struct err *err)
{
	enum err_code rc;

	if (c->given_count == 0)
		return err_set(err, ERR_USAGE, "",
			_("Add --set, --figure, --file, --accounts, --title, "
			  "--confirm, or --account with --text."),
			_("nothing is to be changed"));
	rc = read_slots(c, fields, err);
	if (rc == ERR_OK)
		affirm_slots(fields);
	if (rc == ERR_OK)
		rc = read_variant(c, fields, err);
	if (rc == ERR_OK)
		rc = find_base(c, fields, err);
	return rc;
}

/* ---- rows ---- */

#define SLOTS_FILE                                                             \
	{                                                                      \
		"file", OPTION_TEXT, "FILE", NULL, false,                      \
			N_("slots from a file of lines slot=value; a line "    \
			   "that begins with a blank goes on; - is standard "  \
			   "input")                                            \
	}

static const struct option_row new_options[] = {
	SLOTS_FILE,
	{ .name = NULL },
};

static const struct option_row edit_options[] = {
	SLOTS_FILE,
	{ "account", OPTION_TEXT, "ACCOUNT", NULL, false,
		N_("this account's variant by hand; without --text the "
		   "template's again") },
	{ "text", OPTION_TEXT, "FILE", NULL, false,
		N_("the variant's text; - is standard input") },
	{ "confirm", OPTION_WORDS, "NAME,…", "affirmed", false,
		N_("slots and figures that are so as they stand: the "
		   "playbook's words, or what was carried over; all: whatever "
		   "was carried over") },
	{ "base", OPTION_INT, "N", "base", false,
		N_("the revision that was changed (the newest, if left "
		   "out)") },
	{ .name = NULL },
};

static const struct option_row diff_options[] = {
	{ "from", OPTION_INT, "N", "from", false, N_("this revision") },
	{ "to", OPTION_INT, "N", "to", false, N_("and this one") },
	{ .name = NULL },
};

static const struct option_row preview_options[] = {
	{ "account", OPTION_TEXT, "ACCOUNT", NULL, false,
		N_("only this account's variant") },
	{ .name = NULL },
};

static const struct option_row supplement_options[] = {
	{ "digest", OPTION_TEXT, "DIGEST", "digest", true,
		N_("the manifest's digest") },
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "new",
		.args = "INCIDENT KIND",
		.help = N_("begin a message of a kind: truth stance rebuttal "
			   "update correction withdrawal closing repost"),
		.act = "message.new",
		.options = new_options,
		.prepare = read_slots },
	{ .name = "edit",
		.args = "MESSAGE",
		.help = N_("save a revision"),
		.act = "message.revise",
		.options = edit_options,
		.fills = "variants",
		.prepare = prepare_edit },
	{ .name = "show",
		.args = "MESSAGE",
		.help = N_("text, gates, approval and deliveries"),
		.question = "message.show",
		.show = message_show },
	{ .name = "diff",
		.args = "MESSAGE",
		.help = N_("what changed between two revisions"),
		.question = "message.diff",
		.options = diff_options,
		.show = message_show_diff },
	{ .name = "preview",
		.args = "MESSAGE",
		.help = N_("each account's variant, its count and limit, and "
			   "the digest"),
		.question = "message.preview",
		.options = preview_options,
		.show = message_show_preview },
	{ .name = "supplement",
		.args = "MESSAGE",
		.help = N_("sign afterwards what went by the emergency lane"),
		.act = "message.supplement",
		.options = supplement_options },
	{ .name = "explain",
		.args = "MESSAGE RULE REASON",
		.help = N_("give the reason that a rule asks for; another "
			   "officer accepts it with the gate"),
		.act = "message.explain" },
	{ .name = "suspend",
		.args = "MESSAGE RULE REASON",
		.help = N_("propose to suspend a rule for this message, or as "
			   "the second person confirm it"),
		.act = "rule.suspend" },
	{ .name = "restore",
		.args = "MESSAGE RULE",
		.help = N_("put a suspended rule in force again for this "
			   "message"),
		.act = "rule.restore" },
	{ .name = NULL },
};

const struct command command_message = {
	.name = "message",
	.help = N_("first notice, statements, rumor responses, updates …"),
	.verbs = verbs,
};
