/*
 * crier officer: who may do what, each bound to a Unix user.
 */
#include <string.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/proposals.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/pages/user.h"
#include "tui/pages/value.h"

#define KEY_COLUMNS DOCUMENT_KEY, "fingerprint kind state by confirmed_by added"

static enum err_code
find_uid(struct cli *c, json_t *fields, struct err *err)
{
	return user_number(
		fields, doc_bool(client_hello(c->client), "demo"), err);
}

/* The fields that prove a key: the agent of this login signs with it. */
static enum err_code
sign_proof(struct cli *c, json_t *fields, struct err *err)
{
	json_t *proof;
	enum err_code rc = cli_sign(
		&proof, c, "officer.prove", json_deep_copy(fields), false, err);

	if (rc != ERR_OK)
		return rc;
	json_object_update(fields, proof);
	json_decref(proof);
	return ERR_OK;
}

static void
keys_print(struct cli *c, const json_t *answer)
{
	struct print_table *t = show_table(c, DOCUMENT_OFFICER, "id");
	const json_t *o, *k;
	size_t i, n;

	show_heads(c, t, KEY_COLUMNS);
	json_array_foreach(doc_get(answer, "rows"), i, o)
	{
		json_array_foreach(doc_get(o, "keys"), n, k)
		{
			show_cells(c, t, DOCUMENT_OFFICER, "id", o);
			show_cells(c, t, KEY_COLUMNS, k);
		}
	}
	table_print(t);
}

static const struct option_row key_options[] = {
	{ "file", OPTION_FILE, "FILE", "key", false,
		N_("the .pub file; - is standard input") },
	{ "key", OPTION_TEXT, "LINE", "key", false,
		N_("the line of the .pub file itself") },
	{ .name = NULL },
};

static const struct option_row duty_options[] = {
	{ "off", OPTION_FLAG, NULL, NULL, false,
		N_("off duty: not to be counted on for a roster") },
	{ .name = NULL },
};

static enum err_code
read_duty(struct cli *c, json_t *fields, struct err *err)
{
	(void)err;
	doc_put_bool(fields, "on", !cli_flag(c, "off"));
	return ERR_OK;
}

/* ---- what waits for a second person ---- */

/* What is confirmed is what is shown here and stands there now. */
static enum err_code
read_proposal(struct cli *c, json_t *fields, struct err *err)
{
	json_t *answer = NULL, *row;
	char text[PROPOSAL_TEXT];
	enum err_code rc;

	rc = cli_ask(&answer, c, "office.proposed", json_object(), err);
	row = doc_find(doc_get(answer, "rows"), "officer", cli_arg(c, 0));
	if (rc == ERR_OK && row == NULL)
		rc = err_set(err, ERR_NOT_FOUND, cli_arg(c, 0),
			_("crier officer proposed lists what waits."),
			_("nothing is proposed for this officer"));
	if (rc == ERR_OK) {
		proposal_text(text, row, c->lang);
		doc_put_str(fields, "digest", doc_str(row, "digest"));
		if (!c->json)
			print_line("%s", text);
	}
	json_decref(answer);
	return rc;
}

static void
print_proposed(struct cli *c, const json_t *answer)
{
	char text[PROPOSAL_TEXT], people[300];
	json_t *row;
	size_t n;

	json_array_foreach(doc_get(answer, "rows"), n, row)
	{
		proposal_text(text, row, c->lang);
		print_line("%s", text);
		say_people(people, sizeof(people), doc_get(row, "officers"),
			c->lang);
		print_line(_("    proposed by %s; may confirm: %s"),
			doc_str(row, "by"), people);
	}
	if (json_array_size(doc_get(answer, "rows")) == 0)
		print_line("%s", _("Nothing waits for a second person."));
}

static const struct verb verbs[] = {
	{ .name = "add",
		.args = "OFFICER",
		.help = N_("add an officer"),
		.act = "officer.add",
		.prepare = find_uid },
	{ .name = "list",
		.args = "",
		.help = N_("officers with their roles and phones"),
		.question = "officer.list",
		.listing = { DOCUMENT_OFFICER,
			"id name user phone where state roles", NULL, NULL } },
	{ .name = "change",
		.args = "OFFICER",
		.help = N_("change roles, phone or state"),
		.act = "officer.change",
		.prepare = find_uid },
	{ .name = "proposed",
		.args = "",
		.help = N_("roles and keys that wait for a second person"),
		.question = "office.proposed",
		.show = print_proposed },
	{ .name = "confirm",
		.args = "OFFICER",
		.help = N_("confirm what another proposed for this officer"),
		.act = "officer.confirm",
		.prepare = read_proposal },
	{ .name = "duty",
		.args = "OFFICER",
		.help = N_("go on duty, or off it"),
		.act = "officer.duty",
		.fills = "on",
		.options = duty_options,
		.prepare = read_duty },
	{ .name = "key",
		.args = "OFFICER",
		.help = N_("bring in an officer's SSH key"),
		.act = "officer.key",
		.options = key_options },
	{ .name = "prove",
		.args = "[FINGERPRINT]",
		.help = N_("prove a key of one's own by signing with it"),
		.act = "officer.prove",
		.prepare = sign_proof },
	{ .name = "revoke",
		.args = "OFFICER FINGERPRINT",
		.help = N_("revoke a key"),
		.act = "officer.revoke" },
	{ .name = "keys",
		.args = "",
		.help = N_("officers' SSH keys"),
		.question = "officer.list",
		.show = keys_print },
	{ .name = NULL },
};

const struct command command_officer = {
	.name = "officer",
	.help = N_("who may do what"),
	.verbs = verbs,
};
