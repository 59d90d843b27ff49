/*
 * crier account: the register.
 */
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands.h"
#include "tui/cli/commands/account_looked.h"
#include "tui/cli/secret.h"
#include "tui/cli/sheet.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

/* ---- showing ---- */

/* What a platform allows and can do, under its kind. */
static void
kind_facts(struct cli *c, struct print_table *t, const json_t *kind)
{
	static const struct {
		const char *key, *said;
	} rows[] = { { "limit", N_("limit") }, { "often", N_("how often") },
		{ "can", N_("can") } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const json_t *value = doc_get(kind, rows[i].key);

		if (value == NULL ||
			(json_is_array(value) && json_array_size(value) == 0))
			continue;
		table_cell(t, "");
		table_cell(t, _(rows[i].said));
		table_cell(t, "");
		show_cells(c, t, DOCUMENT_KIND, rows[i].key, kind);
	}
}

static void
show_kinds(struct cli *c, const json_t *answer)
{
	struct print_table *t = show_table(c, DOCUMENT_KIND, "kind");
	json_t *kind, *option;
	size_t i, n;

	show_heads(c, t, DOCUMENT_OPTION, "name must help");
	json_array_foreach(doc_get(answer, "rows"), i, kind)
	{
		show_cells(c, t, DOCUMENT_KIND, "kind", kind);
		table_cell(t, "");
		table_cell(t, "");
		show_cells(c, t, DOCUMENT_KIND, "what", kind);
		kind_facts(c, t, kind);
		json_array_foreach(doc_get(kind, "options"), n, option)
		{
			table_cell(t, "");
			show_cells(c, t, DOCUMENT_OPTION, "name must help",
				option);
		}
	}
	table_print(t);
}

static void
account_print(struct cli *c, const json_t *a)
{
	show_pairs(c, DOCUMENT_ACCOUNT,
		"id name state kind platform type owner certified supervisor "
		"operator contract_ends leader editor admins phone area reach "
		"auto_replies registered changed changed_why was_name "
		"was_owner "
		"inspected inspected_by found interaction_on interaction "
		"filing_level filing_to filing_number "
		"filing_on not_filed accepted announcement lead held "
		"sealed_time ends "
		"token_ends health untried who "
		"identity checked detail elsewhere note consent limit can",
		a);
	show_account_looked(c, a);
	show_quotas(c, doc_get(a, "quotas"));
	show_pairs(c, DOCUMENT_ACCOUNT, "options", a);
}

/* The accounts that have the fault at `from`; returns the first behind them. */
static size_t
show_rule(struct cli *c, const json_t *rows, size_t from)
{
	struct print_table *t = show_table(c, DOCUMENT_FAULT, "account how");
	const json_t *first = json_array_get(rows, from);
	const json_t *row = first;

	show_pairs(c, DOCUMENT_FAULT, "asked todo", first);
	while (row != NULL &&
		strcmp(doc_str(row, "rule"), doc_str(first, "rule")) == 0) {
		show_cells(c, t, DOCUMENT_FAULT, "account how", row);
		row = json_array_get(rows, ++from);
	}
	table_print(t);
	return from;
}

/* Rule by rule: what is asked, what to do, and where it is not so. */
static void
show_register(struct cli *c, const json_t *answer)
{
	const json_t *rows = doc_get(answer, "rows");

	if (doc_int(answer, "rules") == 0)
		print_line("%s",
			_("The library in force has no rules for the register "
			  "(rules/register.yaml)."));
	else if (json_array_size(rows) == 0)
		print_line(say_n("The register is in order: %d account.",
				   "The register is in order: %d accounts.",
				   (int)doc_int(answer, "accounts")),
			(int)doc_int(answer, "accounts"));
	for (size_t i = 0; i < json_array_size(rows);) {
		if (i > 0)
			print_line("%s", "");
		i = show_rule(c, rows, i);
	}
}

/* Each account, and below it for what reasons. */
static void
show_health(struct cli *c, const json_t *answer)
{
	static const char columns[] = "account grade posted login name";
	struct print_table *t = show_table(c, DOCUMENT_HEALTH, columns);
	json_t *row, *reason;
	size_t i, n;

	json_array_foreach(doc_get(answer, "rows"), i, row)
	{
		show_cells(c, t, DOCUMENT_HEALTH, columns, row);
		json_array_foreach(doc_get(row, "reasons"), n, reason)
		{
			table_cell(t, "");
			show_cells(
				c, t, DOCUMENT_HEALTH_REASON, "grade", reason);
			table_cell(t, "");
			table_cell(t, "");
			show_cells(c, t, DOCUMENT_HEALTH_REASON, "why", reason);
		}
	}
	table_print(t);
	if (json_array_size(doc_get(answer, "services")) > 0)
		show_rows(c, DOCUMENT_SERVICE, "id state name proven url",
			doc_get(answer, "services"));
}

/* Has the relay said of the box in use that its key opens it? */
static bool
is_opened(const json_t *a)
{
	return *doc_str(a, "sealed") &&
		strcmp(doc_str(a, "sealed"), doc_str(a, "opened")) == 0;
}

/* ---- what the relay is had do ---- */

enum { TASK_MS = 60000 };

static json_t *
account_fields(const struct cli *c)
{
	json_t *fields = json_object();

	doc_put_str(fields, "account", cli_arg(c, 0));
	return fields;
}

static enum err_code
account_now(json_t **a, struct cli *c, struct err *err)
{
	return cli_ask(a, c, "account.show", account_fields(c), err);
}

struct account_task {
	const char *act;
	int64_t (*mark)(const json_t *a); /* is another once it is done */
	const char *late, *remedy;
	void (*show)(struct cli *c, const json_t *a);
	int (*status)(const json_t *a);
};

/* The account once the relay has done it. */
static enum err_code
account_have(json_t **a, struct cli *c, const struct account_task *task,
	struct err *err)
{
	enum err_code rc = account_now(a, c, err);
	int64_t before = task->mark(*a);

	if (rc == ERR_OK)
		rc = cli_act(c, task->act, account_fields(c), err);
	for (int64_t waited = 0; rc == ERR_OK && waited < TASK_MS;
		waited += cli_pause()) {
		json_decref(*a);
		*a = NULL;
		rc = account_now(a, c, err);
		if (rc == ERR_OK && task->mark(*a) != before)
			return ERR_OK;
	}
	json_decref(*a);
	*a = NULL;
	return rc != ERR_OK ? rc
			    : err_set(err, ERR_UNAVAILABLE, cli_arg(c, 0),
				      _(task->remedy), "%s", _(task->late));
}

static int
account_run_task(struct cli *c, const struct account_task *task)
{
	struct err err = { 0 };
	json_t *a = NULL;
	int status;

	if (account_have(&a, c, task, &err) != ERR_OK)
		return cli_fail(c, &err);
	if (c->json)
		print_doc(a);
	else
		task->show(c, a);
	status = task->status(a);
	json_decref(a);
	return status;
}

/* ---- the check ---- */

static int64_t
account_checked(const json_t *a)
{
	return doc_int(a, "checked");
}

static int
check_status(const json_t *a)
{
	if (!doc_bool(a, "ok"))
		return EXIT_NOT_DONE;
	return json_is_false(doc_get(a, "proven")) ? EXIT_UNKNOWN : EX_OK;
}

static void
show_checked(struct cli *c, const json_t *a)
{
	struct look look = show_look(c);
	char *health = document_say(&look, DOCUMENT_ACCOUNT, "health", a);

	print_line(
		"%s  %s  %s", doc_str(a, "id"), health, doc_str(a, "detail"));
	free(health);
	if (doc_get(a, "identity") != NULL)
		show_pairs(c, DOCUMENT_ACCOUNT, "who identity", a);
}

static int
account_run_check(struct cli *c)
{
	static const struct account_task task = { "account.check",
		account_checked, N_("the check has not ended within a minute"),
		N_("crier account list shows it once it is there."),
		show_checked, check_status };

	return account_run_task(c, &task);
}

/* ---- what stands on it ---- */

static int64_t
account_tried(const json_t *a)
{
	return doc_int(doc_get(a, "looked"), "tried");
}

static int
look_status(const json_t *a)
{
	return *doc_str(doc_get(a, "looked"), "why") ? EXIT_UNKNOWN
		: doc_get(a, "alarms") != NULL	     ? EXIT_NOT_DONE
						     : EX_OK;
}

static int
account_run_look(struct cli *c)
{
	static const struct account_task task = { "account.look", account_tried,
		N_("the look has not ended within a minute"),
		N_("crier account show shows it once it is there."),
		show_account_looked, look_status };

	return account_run_task(c, &task);
}

/* ---- a credential ---- */

enum { OPEN_MS = 10000 };

/* The account once the relay has said of the box whether it opens, or when it
 * has had time enough, or is not there to say it. */
static enum err_code
wait_opened(json_t **a, struct cli *c, int64_t before, struct err *err)
{
	enum err_code rc;

	for (int64_t waited = 0;; waited += cli_pause()) {
		rc = account_now(a, c, err);
		if (rc != ERR_OK || is_opened(*a) || waited >= OPEN_MS ||
			doc_int(*a, "checked") != before ||
			!doc_bool(*a, "relay"))
			return rc;
		json_decref(*a);
		*a = NULL;
	}
}

/* What the relay said of the box, or that it has not said anything. */
static int
say_opened(struct cli *c, const json_t *a, int64_t before)
{
	bool failed = doc_int(a, "checked") != before && !doc_bool(a, "ok");
	int status = is_opened(a) ? EX_OK
		: failed	  ? EXIT_NOT_DONE
				  : EXIT_UNKNOWN;

	if (c->json)
		return status;
	if (status == EX_OK)
		print_line("%s",
			_("The relay can open it. Whether the platform "
			  "takes it, crier account check asks."));
	else if (failed)
		print_line("%s", doc_str(a, "detail"));
	else
		print_line("%s",
			doc_bool(a, "relay")
				? _("Not known yet whether it opens: the relay "
				    "has not answered (crier account show).")
				: _("Not known yet whether it opens: no relay "
				    "is there (crier account show)."));
	return status;
}

/* Where a token begins in a browser: which address, and what comes back. */
static void
say_consent(const json_t *a)
{
	const char *url = doc_str(a, "consent");

	if (*url == '\0')
		return;
	print_note(_("The account's owner opens this address in a browser and "
		     "agrees; the page that follows has code=… in its address. "
		     "That code is given here:"));
	print_note("%s", url);
}

static int
account_run_credential(struct cli *c)
{
	struct err err = { 0 };
	json_t *a = NULL, *fields = NULL;
	enum err_code rc = cli_fields(&fields, c, &err);
	int64_t before;
	int status;

	if (rc == ERR_OK)
		rc = account_now(&a, c, &err);
	if (rc == ERR_OK)
		say_consent(a);
	if (rc == ERR_OK)
		rc = secret_seal(c, fields, &err);
	before = doc_int(a, "checked");
	json_decref(a);
	a = NULL;
	if (rc == ERR_OK)
		rc = cli_act(
			c, "account.credential", json_incref(fields), &err);
	if (rc == ERR_OK)
		rc = wait_opened(&a, c, before, &err);
	json_decref(fields);
	if (rc != ERR_OK)
		return cli_fail(c, &err);
	status = say_opened(c, a, before);
	json_decref(a);
	return status;
}

/* Sealed, opened and taken by the platform, or what failed of that. */
static int
account_run_rotate(struct cli *c)
{
	int status = account_run_credential(c);

	return status == EX_OK ? account_run_check(c) : status;
}

/* What an account of this kind must have, as the station's table says. */
static void
account_needs(struct cli *c, struct buf *out)
{
	const char *wanted = cli_option(c, "kind"), *name;
	json_t *answer = NULL, *kind, *option, *given = NULL;
	size_t n;

	/* who has no station is told of the rest */
	if (wanted == NULL || cli_fields(&given, c, NULL) != ERR_OK ||
		cli_ask(&answer, c, "account.kinds", NULL, NULL) != ERR_OK)
		wanted = "";
	kind = doc_find(doc_get(answer, "rows"), "kind", wanted);
	json_array_foreach(doc_get(kind, "options"), n, option)
	{
		name = doc_str(option, "name");
		if (doc_bool(option, "required") &&
			!doc_bool(option, "secret") &&
			!*doc_str(doc_get(given, "options"), name))
			buf_printf(out, ", --option %s=…", name);
	}
	json_decref(answer);
	json_decref(given);
}

/* ---- rows ---- */

static const struct option_row filing_options[] = {
	{ "kind", OPTION_TEXT, "KIND", "kind", true,
		N_("open, change, close, or year: a list of all accounts") },
	SHEET_OPTIONS,
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "kinds",
		.args = "",
		.help = N_("kinds of account, with their limits"),
		.question = "account.kinds",
		.show = show_kinds },
	{ .name = "add",
		.args = "ACCOUNT",
		.help = N_("register an official account"),
		.act = "account.add",
		.needs = account_needs },
	{ .name = "list",
		.args = "",
		.help = N_("registered accounts and their health"),
		.question = "account.list",
		.listing = { DOCUMENT_ACCOUNT,
			"id kind name owner lead credential health detail",
			NULL, NULL } },
	{ .name = "show",
		.args = "ACCOUNT",
		.help = N_("one account with its options"),
		.question = "account.show",
		.show = account_print },
	{ .name = "change",
		.args = "ACCOUNT",
		.help = N_("change what the register says of it"),
		.act = "account.change" },
	{ .name = "suspend",
		.args = "ACCOUNT",
		.help = N_("suspend it: nothing goes to it until it is taken "
			   "up again"),
		.act = "account.suspend" },
	{ .name = "close",
		.args = "ACCOUNT",
		.help = N_("close it for good, and begin its announcement"),
		.act = "account.close" },
	{ .name = "register",
		.args = "",
		.help = N_("what is out of order in the register, and what to "
			   "do"),
		.question = "account.register",
		.show = show_register },
	{ .name = "health",
		.args = "",
		.help = N_("how well each account is and why, the worst first"),
		.question = "account.health",
		.show = show_health },
	{ .name = "filing",
		.args = "[ACCOUNT]",
		.help = N_("the form that is handed in for it, filled in from "
			   "the register"),
		.question = "account.filing",
		.options = filing_options,
		.run = sheet_run },
	{ .name = "inspect",
		.args = "ACCOUNT",
		.help = N_("say how it was found by whoever looked at it"),
		.act = "account.inspect" },
	{ .name = "check",
		.args = "ACCOUNT",
		.help = N_("have the relay log in and ask for its limits"),
		.act = "account.check",
		.run = account_run_check },
	{ .name = "look",
		.args = "ACCOUNT",
		.help = N_("have the relay read what stands on it now"),
		.act = "account.look",
		.run = account_run_look },
	{ .name = "round",
		.args = "",
		.help = N_("the last round over all accounts, and what it did "
			   "not see"),
		.question = "account.round",
		.show = show_account_round },
	{ .name = "round-now",
		.args = "",
		.help = N_("begin a round over all accounts now"),
		.act = "account.round" },
	{ .name = "acknowledge",
		.args = "ACCOUNT",
		.help = N_("say what an alarm about it was"),
		.act = "account.acknowledge" },
	{ .name = "confirm",
		.args = "ACCOUNT WHO",
		.help = N_("confirm that it is another account on its platform "
			   "now"),
		.act = "account.confirm" },
	{ .name = "note",
		.args = "ACCOUNT [NOTE]",
		.help = N_("put a remark beside it; without one it is taken "
			   "away"),
		.act = "account.note" },
	{ .name = "quota",
		.args = "ACCOUNT",
		.help = N_("put right what it may still send, as its platform "
			   "shows it"),
		.act = "quota.correct" },
	{ .name = "credential",
		.args = "ACCOUNT",
		.help = N_("seal a new credential"),
		.act = "account.credential",
		.run = account_run_credential },
	{ .name = "rotate",
		.args = "ACCOUNT",
		.help = N_("seal a new credential in place of the one in use, "
			   "and have the relay try it at once"),
		.act = "account.credential",
		.run = account_run_rotate },
	{ .name = NULL },
};

const struct command command_account = {
	.name = "account",
	.help = N_("the register of official accounts"),
	.verbs = verbs,
};
