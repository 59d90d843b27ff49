/*
 * crier playbook: the library.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/cli/offline.h"
#include "tui/pages/proposals.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

enum { HELP_MAX = 3000 };

/* The station looks from another folder than the caller. */
static enum err_code
playbook_find_source(struct cli *c, json_t *fields, struct err *err)
{
	char path[PATH_MAX];
	const char *source = doc_str(fields, "source");

	(void)c;
	(void)err;
	if (*source && realpath(source, path) != NULL)
		doc_put_str(fields, "source", path);
	return ERR_OK;
}

#define SLOT_COLUMNS DOCUMENT_SLOT, "id label type required help"

static void
show_slots(const struct cli *c, const json_t *answer)
{
	struct print_table *t = show_table(c, SLOT_COLUMNS);
	json_t *row;
	size_t i;

	json_array_foreach(doc_get(answer, "slots"), i, row)
		show_cells(c, t, SLOT_COLUMNS, row);
	json_array_foreach(doc_get(answer, "figures"), i, row)
	{
		show_cells(c, t, DOCUMENT_FIGURE_KIND, "id label", row);
		table_cell(t, _("figure"));
		table_cell(t, "");
		table_cell(t, "");
	}
	table_print(t);
}

static void
playbook_print(struct cli *c, const json_t *answer)
{
	show_pairs(c, DOCUMENT_PLAYBOOK, "id title", answer);
	print_line("%s", "");
	show_rows(c, DOCUMENT_STEP, "id kind title", doc_get(answer, "steps"));
	print_line("%s", "");
	show_rows(c, DOCUMENT_MESSAGE_KIND,
		"kind title tier minutes deadline citation",
		doc_get(answer, "kinds"));
	print_line("%s", "");
	show_slots(c, answer);
}

static void
print_faults(const json_t *faults)
{
	const json_t *f;
	size_t i;

	json_array_foreach(faults, i, f) print_line("%s:%lld:%lld: %s",
		doc_str(f, "file"), (long long)doc_int(f, "line"),
		(long long)doc_int(f, "column"), doc_str(f, "what"));
}

static enum err_code
playbook_ask_check(json_t **answer, struct cli *c, struct err *err)
{
	json_t *fields = NULL;
	enum err_code rc = cli_fields(&fields, c, err);

	if (rc != ERR_OK)
		return rc;
	(void)playbook_find_source(c, fields, err);
	return cli_ask(answer, c, "playbook.check", fields, err);
}

/* A folder is tried out here and now; no station is needed for it. */
static int
check_folder(struct cli *c)
{
	const char *words[] = { cli_arg(c, 0), c->json ? "--json" : NULL,
		NULL };
	struct err err = { 0 };

	(void)offline_exec("check", words, &err);
	return cli_fail(c, &err);
}

static int
run_check(struct cli *c)
{
	struct err err = { 0 };
	json_t *answer = NULL;
	size_t faults;

	if (c->arg_count > 0)
		return check_folder(c);
	if (playbook_ask_check(&answer, c, &err) != ERR_OK)
		return cli_fail(c, &err);
	faults = json_array_size(doc_get(answer, "faults"));
	if (c->json)
		print_doc(answer);
	else if (faults > 0)
		print_faults(doc_get(answer, "faults"));
	else
		print_line("%s", _("No fault was found."));
	json_decref(answer);
	return faults > 0 ? EX_DATAERR : EX_OK;
}

static const char *
lock_words(const char *word)
{
	static const char *const rows[][2] = {
		{ "none", N_("not approved beforehand") },
		{ "holds", N_("approved beforehand") },
		{ "changed", N_("CHANGED since it was approved") },
		{ "expired", N_("its approval is not in force") },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i][0], word) == 0)
			return _(rows[i][1]);
	return word;
}

static void
print_lock(const json_t *kind)
{
	json_t *fixed = doc_get(kind, "fixed"), *lock = doc_get(kind, "lock");

	print_line("    approved: {by: %s, on: YYYY-MM-DD, until: YYYY-MM-DD,",
		*doc_str(kind, "approved_by") ? doc_str(kind, "approved_by")
					      : "NAME");
	print_line("      zh: %s,", doc_str(fixed, "zh"));
	print_line("      en: %s}", doc_str(fixed, "en"));
	print_pair("zh", lock_words(doc_str(lock, "zh")));
	print_pair("en", lock_words(doc_str(lock, "en")));
}

/* The lines for playbook.yaml, with the hashes as the texts are now. */
static int
run_lock(struct cli *c)
{
	json_t *fields = json_object(), *answer = NULL, *kind;
	struct err err = { 0 };
	bool found;

	doc_put_str(fields, "playbook", cli_arg(c, 0));
	if (cli_ask(&answer, c, "playbook.show", fields, &err) != ERR_OK)
		return cli_fail(c, &err);
	kind = doc_find(doc_get(answer, "kinds"), "kind", cli_arg(c, 1));
	found = kind != NULL;
	if (kind && c->json)
		print_doc(kind);
	else if (kind)
		print_lock(kind);
	json_decref(answer);
	if (found)
		return EX_OK;
	err_set(&err, ERR_NOT_FOUND, cli_arg(c, 1),
		_("crier playbook show PLAYBOOK lists its kinds."),
		_("this playbook has no such kind"));
	return cli_fail(c, &err);
}

/* ---- a library that waits for a second person ---- */

static const json_t *
find_library(const json_t *answer)
{
	return doc_find(doc_get(answer, "rows"), "what", "library");
}

static void
print_proposed_library(struct cli *c, const json_t *answer)
{
	const json_t *row = find_library(answer);
	char text[PROPOSAL_TEXT];
	json_t *changes = doc_get(row, "changes"), *change;
	size_t n;

	if (row == NULL) {
		print_line("%s", _("No library waits for a second person."));
		return;
	}
	proposal_text(text, row, c->lang);
	print_line("%s", text);
	json_array_foreach(changes, n, change)
	{
		proposal_change(text, change, c->lang);
		print_line("%s", text);
	}
	if ((size_t)doc_int(row, "count") > json_array_size(changes))
		print_line(_("  … and %lld more, none of which asks for less"),
			(long long)doc_int(row, "count") -
				(long long)json_array_size(changes));
	say_people(text, 300, doc_get(row, "officers"), c->lang);
	print_line(
		_("proposed by %s; may confirm: %s"), doc_str(row, "by"), text);
	print_line("crier playbook confirm %.12s", doc_str(row, "digest"));
}

/* The code is of what they were shown: another is another library. */
static enum err_code
read_library_code(struct cli *c, json_t *fields, struct err *err)
{
	const char *code = cli_arg(c, 0);
	json_t *answer = NULL;
	const json_t *row;
	enum err_code rc;

	rc = cli_ask(&answer, c, "office.proposed", json_object(), err);
	row = find_library(answer);
	if (rc == ERR_OK &&
		(row == NULL || strlen(code) < PROPOSAL_CODE ||
			strncmp(code, doc_str(row, "digest"), strlen(code)) !=
				0))
		rc = err_set(err, ERR_CONFLICT, code,
			_("Look at it again: crier playbook proposed"),
			_("no library with this code waits"));
	if (rc == ERR_OK)
		doc_put_str(fields, "digest", doc_str(row, "digest"));
	json_decref(answer);
	return rc;
}

static const struct verb verbs[] = {
	{ .name = "list",
		.args = "",
		.help = N_("playbooks in force"),
		.question = "playbook.list",
		.listing = { DOCUMENT_PLAYBOOK, "id class version title", NULL,
			NULL } },
	{ .name = "show",
		.args = "PLAYBOOK",
		.help = N_("steps, slots, figures and kinds of a playbook"),
		.question = "playbook.show",
		.show = playbook_print },
	{ .name = "check",
		.args = "[FOLDER]",
		.help = N_("every fault with file and place: of the library, "
			   "or of a folder, whose every text is also tried on "
			   "every platform, without a station"),
		.run = run_check,
		.patient = true },
	{ .name = "lock",
		.args = "PLAYBOOK KIND",
		.help = N_("the hash of a text's fixed part, as its approval "
			   "for the emergency lane names it"),
		.run = run_lock },
	{ .name = "import",
		.args = "SOURCE",
		.help = N_("propose a newer library from a bundle or a "
			   "repository"),
		.act = "playbook.import",
		.prepare = playbook_find_source,
		.patient = true },
	{ .name = "proposed",
		.args = "",
		.help = N_("what the proposed library changes, and the code "
			   "to confirm it with"),
		.question = "office.proposed",
		.show = print_proposed_library },
	{ .name = "confirm",
		.args = "DIGEST",
		.help = N_("confirm the library that another proposed, by the "
			   "code of crier playbook proposed"),
		.act = "playbook.confirm",
		.prepare = read_library_code },
	{ .name = NULL },
};

const struct command command_playbook = {
	.name = "playbook",
	.help = N_("what to say when"),
	.verbs = verbs,
};
