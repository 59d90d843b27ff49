/*
 * crier account: the register. A credential is read from a file or standard
 * input and sealed to the relay's key here; it is never an argument, where
 * every user of the machine could read it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/seal.h"
#include "base/whsec.h"
#include "crier/id.h"
#include "tui/cli/commands.h"
#include "tui/cli/commands/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/cli/value.h"

enum { CREDENTIAL_MAX = 8192 };

/* ---- credentials ---- */

/* Reads without showing what is typed, if somebody types. */
static enum err_code
read_secret(char **out, const char *path, struct err *err)
{
	bool typed = strcmp(path, "-") == 0 && isatty(STDIN_FILENO);
	struct termios old, quiet;
	enum err_code rc;

	if (typed) {
		print_note(_("Type the credential (it is not shown), then "
			     "Enter and Ctrl-D:"));
		typed = tcgetattr(STDIN_FILENO, &old) == 0;
		quiet = old;
		quiet.c_lflag &= (tcflag_t)~ECHO;
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	}
	rc = value_file(out, path, CREDENTIAL_MAX, err);
	if (typed)
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
	return rc;
}

/* The kind of the account at hand: given now, or registered before. */
static enum err_code
find_kind(
	char out[KIND_ID], struct cli *c, const json_t *fields, struct err *err)
{
	const char *kind = doc_str(fields, "kind");
	json_t *ask, *a = NULL;
	enum err_code rc = ERR_OK;

	if (*kind == '\0') {
		ask = json_object();
		doc_put_str(ask, "account", doc_str(fields, "account"));
		rc = cli_ask(&a, c, "account.show", ask, err);
		kind = doc_str(a, "kind");
	}
	fixed_cut(out, KIND_ID, kind);
	json_decref(a);
	return rc;
}

/* What there is to set of a kind; NULL if there is no such kind. */
static const json_t *
kind_options(const json_t *kinds, const char *kind)
{
	const json_t *row;
	size_t i;

	json_array_foreach(doc_get(kinds, "rows"), i, row)
	{
		if (strcmp(doc_str(row, "kind"), kind) == 0)
			return doc_get(row, "options");
	}
	return NULL;
}

/* The name of the kind's secret; "" if it has none. */
static const char *
secret_name(const json_t *kinds, const char *kind)
{
	const json_t *o;
	size_t i;

	json_array_foreach(kind_options(kinds, kind), i, o)
	{
		if (doc_bool(o, "secret"))
			return doc_str(o, "name");
	}
	return "";
}

/*
 * The relay wants the kind's secrets by name, {"token":"…"}. A bare secret,
 * as a platform hands it out, gets the name of the first.
 */
static enum err_code
name_secret(char **secret, struct cli *c, const json_t *kinds,
	const json_t *fields, struct err *err)
{
	char kind[KIND_ID];
	const char *name;
	json_t *doc;
	enum err_code rc;

	if (**secret == '{')
		return ERR_OK;
	rc = find_kind(kind, c, fields, err);
	if (rc != ERR_OK)
		return rc;
	name = secret_name(kinds, kind);
	if (*name == '\0')
		return err_set(err, ERR_USAGE, kind,
			_("crier account kinds shows what each kind needs."),
			_("this kind takes no credential"));
	doc = json_object();
	doc_put_str(doc, name, *secret);
	seal_wipe(*secret, strlen(*secret));
	*secret = doc_format(doc);
	json_decref(doc);
	return ERR_OK;
}

/*
 * A secret that has a form is held to it here, before it is sealed: nobody can
 * look at it later but the relay. `secret` is a document now.
 */
static enum err_code
check_forms(struct cli *c, const json_t *kinds, const json_t *fields,
	const char *secret, struct err *err)
{
	char kind[KIND_ID];
	const char *value;
	const json_t *o;
	json_t *doc = NULL;
	enum err_code rc = find_kind(kind, c, fields, err);
	size_t i;

	if (rc == ERR_OK)
		rc = doc_parse(&doc, secret, strlen(secret), err);
	json_array_foreach(kind_options(kinds, kind), i, o)
	{
		value = doc_str(doc, doc_str(o, "name"));
		if (rc == ERR_OK && *value &&
			strcmp(doc_str(o, "form"), "whsec") == 0)
			rc = whsec_check(value, err);
	}
	json_decref(doc);
	return rc;
}

static enum err_code
close_box(char **box, struct cli *c, const json_t *fields, const char *path,
	struct err *err)
{
	unsigned char pub[SEAL_KEY];
	json_t *kinds = NULL;
	char *secret = NULL;
	enum err_code rc;

	rc = cli_ask(&kinds, c, "account.kinds", NULL, err);
	if (rc == ERR_OK)
		rc = seal_key_parse(pub, doc_str(kinds, "relay_key"), err);
	if (rc == ERR_OK)
		rc = read_secret(&secret, path, err);
	if (rc == ERR_OK && *secret == '\0')
		rc = err_set(err, ERR_USAGE, path, "",
			_("there is no credential in it"));
	if (rc == ERR_OK)
		rc = name_secret(&secret, c, kinds, fields, err);
	if (rc == ERR_OK)
		rc = check_forms(c, kinds, fields, secret, err);
	if (rc == ERR_OK)
		rc = seal_close(box, pub, doc_str(fields, "account"), secret,
			strlen(secret), err);
	if (secret != NULL)
		seal_wipe(secret, strlen(secret));
	json_decref(kinds);
	return rc;
}

static enum err_code
seal(struct cli *c, json_t *fields, struct err *err)
{
	const char *path = cli_option(c, "credential-file");
	char *box = NULL;
	enum err_code rc;

	if (path == NULL)
		return ERR_OK;
	rc = close_box(&box, c, fields, path, err);
	if (rc == ERR_OK)
		doc_put_str(fields, "sealed", box);
	free(box);
	return rc;
}

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
	print_pair(_("credential"),
		doc_bool(a, "credential") ? _("sealed") : _("none"));
	print_pair(_("health"), health(a));
	if (doc_bool(a, "untried"))
		print_pair(_("untried"), _("not tried on the real platform"));
	print_identity(a);
	print_pair(_("checked"), time);
	print_pair(_("detail"), doc_str(a, "detail"));
	print_pair(_("note"), doc_str(a, "note"));
	show_limit(c, a);
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
	if (rc == ERR_OK)
		rc = cli_fields(&fields, c, &err);
	if (rc == ERR_OK)
		rc = cli_act(c, "account.check", fields, &err);
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

/* ---- rows ---- */

#define CREDENTIAL_HELP                                                        \
	N_("the credential's file, or - for standard input; sealed at once; "  \
	   "the secret alone, or {\"name\":\"secret\"}")

static const struct option_row add_options[] = {
	{ "kind", OPTION_TEXT, "KIND", "kind", true,
		N_("a kind of crier account kinds") },
	{ "name", OPTION_TEXT, "NAME", "name", true,
		N_("the account's public name") },
	{ "owner", OPTION_TEXT, "UNIT", "owner", true,
		N_("the unit that owns it") },
	{ "platform", OPTION_TEXT, "PLATFORM", "platform", false,
		N_("whose limits it has, if not the kind's own") },
	{ "lead", OPTION_FLAG, NULL, "lead", false,
		N_("this account leads the others") },
	{ "option", OPTION_PAIR, "NAME=VALUE", "options", false,
		N_("a setting of the kind: address, folder …") },
	{ "credential-file", OPTION_TEXT, "FILE", NULL, false,
		CREDENTIAL_HELP },
	{ .name = NULL },
};

static const struct option_row change_options[] = {
	{ "name", OPTION_TEXT, "NAME", "name", false,
		N_("the account's public name") },
	{ "owner", OPTION_TEXT, "UNIT", "owner", false,
		N_("the unit that owns it") },
	{ "lead", OPTION_FLAG, NULL, "lead", false,
		N_("this account leads the others") },
	{ "option", OPTION_PAIR, "NAME=VALUE", "options", false,
		N_("a setting of the kind: address, folder …") },
	{ "state", OPTION_TEXT, "STATE", "state", false,
		N_("active or closed") },
	{ .name = NULL },
};

static const struct option_row credential_options[] = {
	{ "credential-file", OPTION_TEXT, "FILE", NULL, true, CREDENTIAL_HELP },
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
		.options = add_options,
		.prepare = seal },
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
		.act = "account.change",
		.options = change_options },
	{ .name = "note",
		.args = "ACCOUNT [NOTE]",
		.help = N_("put a remark beside it; without one it is taken "
			   "away"),
		.act = "account.note" },
	{ .name = "credential",
		.args = "ACCOUNT",
		.help = N_("seal a new credential"),
		.act = "account.credential",
		.options = credential_options,
		.prepare = seal },
	{ .name = NULL },
};

const struct command command_account = {
	.name = "account",
	.help = N_("the register of official accounts"),
	.verbs = verbs,
};
