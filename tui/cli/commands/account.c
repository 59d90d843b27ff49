/*
 * crier account: the register.
 */
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands.h"
#include "tui/cli/commands/show.h"
#include "tui/cli/secret.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

/* ---- showing ---- */

static void
add_kind_options(const struct cli *c, struct print_table *t, const json_t *kind)
{
	json_t *options = doc_get(kind, "options"), *o;
	size_t i;

	json_array_foreach(options, i, o)
	{
		table_cell(t, "");
		table_cell(t, doc_str(o, "name"));
		table_cell(t,
			doc_bool(o, "secret")		  ? _("credential")
				: doc_bool(o, "required") ? _("must")
							  : "");
		table_cell(t, say_both(o, "help", c->lang));
	}
}

static void
show_kinds(struct cli *c, const json_t *answer)
{
	static const char *const heads[] = { N_("kind"), N_("option"), "",
		N_("what") };
	struct print_table *t = table_new(heads, 4, 0);
	json_t *rows = doc_get(answer, "rows"), *k;
	char what[200];
	size_t i;

	json_array_foreach(rows, i, k)
	{
		table_cell(t, doc_str(k, "kind"));
		table_cell(t, "");
		table_cell(t, "");
		fixed_cut_format(what, sizeof(what), _("%s (proven: %s)"),
			say_both(k, "title", c->lang),
			say_both(k, "proof_title", c->lang));
		table_cell(t, what);
		add_kind_options(c, t, k);
	}
	table_print(t);
}

static const char *
health(const json_t *a)
{
	if (strcmp(doc_str(a, "state"), "closed") == 0)
		return _("out of use");
	if (doc_get(a, "identity") != NULL)
		return _("ANOTHER ACCOUNT");
	if (doc_get(a, "checked") == NULL || doc_int(a, "checked") == 0)
		return _("not checked");
	if (doc_bool(a, "ok") && json_is_false(doc_get(a, "proven")))
		return _("not proven");
	return doc_bool(a, "ok") ? _("good") : _("FAILED");
}

static void
account_print_list(struct cli *c, const json_t *answer)
{
	static const char *const heads[] = { N_("account"), N_("kind"),
		N_("name"), N_("owner"), N_("lead"), N_("credential"),
		N_("health"), N_("detail") };
	struct print_table *t = table_new(heads, 8, 0);
	json_t *rows = doc_get(answer, "rows"), *a;
	size_t i;

	(void)c;
	json_array_foreach(rows, i, a)
	{
		table_cell(t, doc_str(a, "id"));
		table_cell(t, doc_str(a, "kind"));
		table_cell(t, doc_str(a, "name"));
		table_cell(t, doc_str(a, "owner"));
		table_cell(t, doc_bool(a, "lead") ? _("leads") : "");
		table_cell(t, doc_bool(a, "credential") ? _("sealed") : "");
		table_cell(t, health(a));
		table_cell(t, doc_str(a, "detail"));
	}
	table_print(t);
}

static void
show_limit(const struct cli *c, const json_t *a)
{
	long long limit = (long long)doc_int(a, "limit");
	char text[300];

	if (limit > 0) {
		fixed_cut_format(text, sizeof(text), "%lld %s  %s", limit,
			say_unit(doc_str(a, "unit"), (long)limit),
			doc_str(a, "citation"));
		print_pair(_("limit"), text);
	}
	say_words(text, sizeof(text), doc_get(a, "can"), ", ", NULL, c->lang);
	print_pair(_("can"), text);
}

/* Who it is on its platform, and who a check has found instead. */
static void
print_identity(const json_t *a)
{
	const json_t *other = doc_get(a, "identity");
	char text[600];

	print_pair(_("platform's id"),
		*doc_str(a, "who") ? doc_str(a, "who") : _("not told"));
	if (other == NULL)
		return;
	fixed_cut_format(text, sizeof(text),
		_("%s since the credential or address set by %s; somebody else "
		  "confirms it with: crier account confirm %s %s"),
		doc_str(other, "who"), doc_str(other, "by"), doc_str(a, "id"),
		doc_str(other, "who"));
	print_pair(_("now another"), text);
}

/* Has the relay said of the box in use that its key opens it? */
static bool
is_opened(const json_t *a)
{
	return *doc_str(a, "sealed") &&
		strcmp(doc_str(a, "sealed"), doc_str(a, "opened")) == 0;
}

static const char *
credential(const json_t *a)
{
	if (!doc_bool(a, "credential"))
		return _("none");
	return is_opened(a) ? _("sealed, and the relay can open it")
			    : _("sealed; not known whether the relay can open "
				"it");
}

/* How old it is and until when it is good; what the relay renews beside it. */
static void
print_ends(const struct cli *c, const json_t *a)
{
	static const struct {
		const char *field, *label;
	} rows[] = { { "sealed_time", N_("given") },
		{ "ends", N_("good until") },
		{ "token_ends", N_("token until") } };
	char time[PRINT_TIME], left[SAY], text[PRINT_TIME + SAY + 4];

	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		int64_t at = doc_int(a, rows[n].field);

		if (at == 0)
			continue;
		print_time(time, at, c->zone);
		say_countdown(left, at - c->now);
		fixed_cut_format(text, sizeof(text), "%s  (%s)", time, left);
		print_pair(_(rows[n].label), n == 0 ? time : text);
	}
}

static void
account_print(struct cli *c, const json_t *a)
{
	json_t *options = doc_get(a, "options"), *value;
	char time[PRINT_TIME], text[600];
	const char *key;

	print_time(time, doc_int(a, "checked"), c->zone);
	print_pair(_("account"), doc_str(a, "id"));
	print_pair(_("name"), doc_str(a, "name"));
	print_pair(_("kind"), doc_str(a, "kind"));
	print_pair(_("platform"), doc_str(a, "platform"));
	print_pair(_("owner"), doc_str(a, "owner"));
	print_pair(_("lead"), doc_bool(a, "lead") ? _("leads") : "");
	print_pair(_("credential"), credential(a));
	print_ends(c, a);
	print_pair(_("health"), health(a));
	if (doc_bool(a, "untried"))
		print_pair(_("untried"), _("not tried on the real platform"));
	print_identity(a);
	print_pair(_("checked"), time);
	print_pair(_("detail"), doc_str(a, "detail"));
	print_pair(_("note"), doc_str(a, "note"));
	print_pair(_("authorize"), doc_str(a, "consent"));
	show_limit(c, a);
	show_quotas(c, doc_get(a, "quotas"));
	json_object_foreach(options, key, value)
	{
		fixed_cut_format(text, sizeof(text), "%s = %s", key,
			json_string_value(value) ? json_string_value(value)
						 : "");
		print_pair(_("option"), text);
	}
}

/* ---- the check ---- */

enum { CHECK_MS = 60000 };

static enum err_code
ask_one(json_t **a, struct cli *c, struct err *err)
{
	json_t *fields = json_object();

	doc_put_str(fields, "account", cli_arg(c, 0));
	return cli_ask(a, c, "account.show", fields, err);
}

/* The account once its check is newer than this one. */
static enum err_code
wait_checked(json_t **a, struct cli *c, int64_t before, struct err *err)
{
	enum err_code rc;
	int64_t waited = 0;

	for (;;) {
		rc = ask_one(a, c, err);
		if (rc != ERR_OK || doc_int(*a, "checked") != before)
			return rc;
		json_decref(*a);
		*a = NULL;
		if (waited >= CHECK_MS)
			break;
		waited += cli_pause();
	}
	return err_set(err, ERR_UNAVAILABLE, cli_arg(c, 0),
		_("crier account list shows it once it is there."),
		_("the check has not ended within a minute"));
}

static int
check_status(const json_t *a)
{
	if (!doc_bool(a, "ok"))
		return EXIT_NOT_DONE;
	return json_is_false(doc_get(a, "proven")) ? EXIT_UNKNOWN : EX_OK;
}

static int
account_run_check(struct cli *c)
{
	struct err err = { 0 };
	json_t *a = NULL, *fields = NULL;
	enum err_code rc = ask_one(&a, c, &err);
	int64_t before = doc_int(a, "checked");
	int status;

	json_decref(a);
	a = NULL;
	if (rc == ERR_OK) {
		fields = json_object();
		doc_put_str(fields, "account", cli_arg(c, 0));
		rc = cli_act(c, "account.check", fields, &err);
	}
	if (rc == ERR_OK)
		rc = wait_checked(&a, c, before, &err);
	if (rc != ERR_OK)
		return cli_fail(c, &err);
	if (c->json)
		print_doc(a);
	else
		print_line("%s  %s  %s", doc_str(a, "id"), health(a),
			doc_str(a, "detail"));
	if (doc_get(a, "identity") != NULL)
		print_identity(a);
	status = check_status(a);
	json_decref(a);
	return status;
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
		rc = ask_one(a, c, err);
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
		rc = ask_one(&a, c, &err);
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

/* ---- rows ---- */

static const struct verb verbs[] = {
	{ .name = "kinds",
		.args = "",
		.help = N_("kinds of account, with their limits"),
		.question = "account.kinds",
		.show = show_kinds },
	{ .name = "add",
		.args = "ACCOUNT",
		.help = N_("register an official account"),
		.act = "account.add" },
	{ .name = "list",
		.args = "",
		.help = N_("registered accounts and their health"),
		.question = "account.list",
		.show = account_print_list },
	{ .name = "show",
		.args = "ACCOUNT",
		.help = N_("one account with its options"),
		.question = "account.show",
		.show = account_print },
	{ .name = "check",
		.args = "ACCOUNT",
		.help = N_("have the relay log in and ask for its limits"),
		.act = "account.check",
		.run = account_run_check },
	{ .name = "confirm",
		.args = "ACCOUNT WHO",
		.help = N_("confirm that it is another account on its platform "
			   "now"),
		.act = "account.confirm" },
	{ .name = "change",
		.args = "ACCOUNT",
		.help = N_("change name, owner, options or state"),
		.act = "account.change" },
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
