/*
 * crier officer: who may do what, each bound to a Unix user.
 */
#include <pwd.h>
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "tui/commands.h"
#include "tui/commands/show.h"
#include "tui/i18n.h"
#include "tui/say.h"
#include "tui/say_list.h"

/*
 * Officers are recognised by uid, so it is looked up where the user is known:
 * here. In a demonstration the users are played.
 */
static enum err_code
find_uid(struct cli *c, json_t *fields, struct err *err)
{
	const char *user = doc_str(fields, "user");
	const struct passwd *pw;

	if (doc_get(fields, "uid") != NULL)
		return ERR_OK;
	pw = getpwnam(user);
	if (pw != NULL)
		doc_put_int(fields, "uid", pw->pw_uid);
	else if (!doc_bool(client_hello(c->client), "demo"))
		return err_set(err, ERR_NOT_FOUND, user,
			_("Make the user first (adduser), or give --uid."),
			_("there is no such user on this machine"));
	return ERR_OK;
}

static void
officer_print(struct cli *c, const json_t *answer)
{
	static const char *const heads[] = { N_("officer"), N_("name"),
		N_("user"), N_("phone"), N_("unit"), N_("state"), N_("roles") };
	struct print_table *t = table_new(heads, 7, 0);
	json_t *rows = doc_get(answer, "rows"), *o;
	char roles[400];
	size_t i;

	json_array_foreach(rows, i, o)
	{
		say_words(roles, sizeof(roles), doc_get(o, "roles"), ", ",
			say_role, c->lang);
		table_cell(t, doc_str(o, "id"));
		table_cell(t, doc_str(o, "name"));
		table_cell(t, doc_str(o, "user"));
		table_cell(t, doc_str(o, "phone"));
		table_cell(t, doc_str(o, "unit"));
		table_cell(t,
			strcmp(doc_str(o, "state"), "suspended") == 0
				? _("suspended")
				: doc_get(o, "duty") ? _("off duty")
						     : "");
		table_cell(t, roles);
	}
	table_print(t);
}

#define ROLES                                                                  \
	N_("roles: drafter verifier reviewer signer head secrecy legal "       \
	   "releaser registrar auditor admin")

static const struct option_row add_options[] = {
	{ "name", OPTION_TEXT, "NAME", "name", true, N_("the person's name") },
	{ "user", OPTION_TEXT, "USER", "user", true,
		N_("the Unix user that this officer logs in as") },
	{ "role", OPTION_WORDS, "ROLE", "roles", true, ROLES },
	{ "uid", OPTION_INT, "N", "uid", false,
		N_("the user's number, if the user is not known here") },
	{ "phone", OPTION_TEXT, "PHONE", "phone", false,
		N_("duty phone, shown to who waits for this officer") },
	{ "unit", OPTION_TEXT, "UNIT", "unit", false, N_("office or center") },
	{ .name = NULL },
};

static const struct option_row change_options[] = {
	{ "name", OPTION_TEXT, "NAME", "name", false, N_("the person's name") },
	{ "role", OPTION_WORDS, "ROLE", "roles", false,
		N_("all roles from now on") },
	{ "phone", OPTION_TEXT, "PHONE", "phone", false, N_("duty phone") },
	{ "unit", OPTION_TEXT, "UNIT", "unit", false, N_("office or center") },
	{ "state", OPTION_TEXT, "STATE", "state", false,
		N_("active or suspended") },
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

static const struct verb verbs[] = {
	{ .name = "add",
		.args = "OFFICER",
		.help = N_("add an officer"),
		.act = "officer.add",
		.options = add_options,
		.prepare = find_uid },
	{ .name = "list",
		.args = "",
		.help = N_("officers with their roles and phones"),
		.question = "officer.list",
		.show = officer_print },
	{ .name = "change",
		.args = "OFFICER",
		.help = N_("change roles, phone or state"),
		.act = "officer.change",
		.options = change_options },
	{ .name = "duty",
		.args = "OFFICER",
		.help = N_("go on duty, or off it"),
		.act = "officer.duty",
		.options = duty_options,
		.prepare = read_duty },
	{ .name = NULL },
};

const struct command command_officer = {
	.name = "officer",
	.help = N_("who may do what"),
	.verbs = verbs,
};
