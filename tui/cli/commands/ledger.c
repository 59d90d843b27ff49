/*
 * crier ledger: the chain of entries.
 */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/cli/outlet.h"
#include "tui/pages/i18n.h"
#include "tui/cli/offline.h"

/* ---- list ---- */

static void
ledger_print_list(struct cli *c, const json_t *answer)
{
	json_t *rows = doc_get(answer, "rows");
	long long total = (long long)doc_int(answer, "total");

	show_rows(c, SHOW_ENTRIES, rows);
	if (total > (long long)json_array_size(rows))
		print_note(_("%zu of %lld entries; --after, --before, --limit, "
			     "--newest "
			     "and --incident choose others"),
			json_array_size(rows), total);
}

/* ---- verify ---- */

static int
verify_clone(struct cli *c)
{
	const char *words[10];
	struct err err = { 0 };
	int n = 0;

	words[n++] = cli_arg(c, 0);
	if (cli_option(c, "signers")) {
		words[n++] = "--signers";
		words[n++] = cli_option(c, "signers");
	}
	if (cli_option(c, "head")) {
		words[n++] = "--head";
		words[n++] = cli_option(c, "head");
	}
	if (cli_flag(c, "every-signature"))
		words[n++] = "--every-signature";
	if (c->json)
		words[n++] = "--json";
	words[n] = NULL;
	(void)offline_exec("verify", words, &err);
	return cli_fail(c, &err);
}

static int
verify_witness(struct cli *c)
{
	const char *words[5];
	struct err err = { 0 };
	int n = 0;

	if (station_dir_find(c->dir, c->station, &err) != ERR_OK)
		return cli_fail(c, &err);
	words[n++] = cli_option(c, "witness");
	words[n++] = "--station";
	words[n++] = c->dir;
	if (c->json)
		words[n++] = "--json";
	words[n] = NULL;
	(void)offline_exec("witness", words, &err);
	return cli_fail(c, &err);
}

static void
ledger_print_part(const char *label, const json_t *part)
{
	if (part == NULL)
		return;
	print_pair(label,
		doc_bool(part, "ok") ? _("consistent") : _("NOT CONSISTENT"));
	print_pair(_("problem"), doc_str(part, "problem"));
}

/* What is behind contradicts nothing, and proves nothing of the rest. */
static void
ledger_print_record(const json_t *record, bool unjudged)
{
	char text[200];

	if (!unjudged) {
		ledger_print_part(_("record"), record);
		return;
	}
	fixed_format(text, sizeof(text),
		_("being written: consistent up to entry %lld, %lld behind"),
		(long long)doc_int(record, "seq"),
		(long long)doc_int(record, "behind"));
	print_pair(_("record"), text);
	print_pair(_("next"),
		_("ask again when crier record status says 0 behind"));
}

static const char *
ledger_verdict(const json_t *answer)
{
	if (doc_bool(answer, "ok"))
		return _("consistent");
	if (doc_bool(answer, "unjudged"))
		return _("consistent, but its record is not complete yet");
	return _("NOT CONSISTENT");
}

static void
ledger_print_signatures(const json_t *part)
{
	char count[40];

	if (doc_get(part, "ok") == NULL)
		return;
	fixed_format(count, sizeof(count), "%lld",
		(long long)doc_int(part, "count"));
	print_pair(_("officers' signatures"), count);
	if (!doc_bool(part, "ok"))
		ledger_print_part(_("signatures"), part);
}

static void
ledger_print_verified(const struct cli *c, const json_t *answer)
{
	const json_t *problem = doc_get(answer, "problem");
	char text[200];

	(void)c;
	fixed_format(text, sizeof(text), "%lld",
		(long long)doc_int(answer, "entries"));
	print_pair(_("ledger"), ledger_verdict(answer));
	print_pair(_("entries"), text);
	print_pair(_("head"), doc_str(answer, "head"));
	if (json_is_string(problem))
		print_pair(_("problem"), json_string_value(problem));
	else if (problem != NULL) {
		/* a row that was tampered with is of no entry */
		text[0] = '\0';
		if (doc_int(problem, "seq") > 0)
			fixed_cut_format(text, sizeof(text), _("entry %lld: "),
				(long long)doc_int(problem, "seq"));
		print_line("%s%s", text, doc_str(problem, "what"));
	}
	ledger_print_record(
		doc_get(answer, "record"), doc_bool(answer, "unjudged"));
	ledger_print_part(_("projections"), doc_get(answer, "projections"));
	ledger_print_signatures(doc_get(answer, "signatures"));
}

static int
run_verify(struct cli *c)
{
	struct err err = { 0 };
	json_t *answer = NULL;
	enum err_code rc;

	if (c->arg_count > 0)
		return verify_clone(c);
	if (cli_option(c, "witness"))
		return verify_witness(c);
	if (cli_ask(&answer, c, "ledger.verify", NULL, &err) != ERR_OK)
		return cli_fail(c, &err);
	if (c->json)
		print_doc(answer);
	else
		ledger_print_verified(c, answer);
	rc = doc_bool(answer, "ok")	       ? ERR_OK
		: doc_bool(answer, "unjudged") ? ERR_UNAVAILABLE
					       : ERR_CORRUPT;
	json_decref(answer);
	return rc == ERR_OK ? EX_OK : err_exit(rc);
}

/* ---- export ---- */

/* Parts are pieces of the text; entries come as objects, a line each. */
static void
write_part(void *ctx, const json_t *part)
{
	const char *text = json_string_value(part);
	char *line = NULL;

	if (text == NULL && *doc_str(part, "text"))
		text = doc_str(part, "text");
	if (text == NULL)
		text = line = doc_format(part);
	outlet_put(ctx, text, strlen(text));
	if (line != NULL)
		outlet_put(ctx, "\n", 1);
	free(line);
}

static enum err_code
export_to(struct cli *c, struct outlet *sink, struct err *err)
{
	json_t *fields = NULL, *answer = NULL;
	enum err_code rc = cli_open(c, err);

	if (rc == ERR_OK)
		rc = cli_fields(&fields, c, err);
	if (rc != ERR_OK)
		return rc;
	if (doc_get(fields, "format") == NULL)
		doc_put_str(fields, "format", "jsonl");
	rc = cli_ask_parts(
		&answer, c, "ledger.export", fields, write_part, sink, err);
	json_decref(answer);
	return rc;
}

static int
run_export(struct cli *c)
{
	struct err err = { 0 };
	struct outlet sink;
	enum err_code rc =
		outlet_open(&sink, cli_option(c, "output"), true, &err);

	if (rc == ERR_OK)
		rc = outlet_close(&sink, export_to(c, &sink, &err), &err);
	return rc == ERR_OK ? EX_OK : cli_fail(c, &err);
}

/* ---- rows ---- */

static const struct option_row list_options[] = {
	{ "incident", OPTION_TEXT, "INCIDENT", "incident", false,
		N_("only of this incident") },
	{ "kind", OPTION_TEXT, "KIND", "kind", false,
		N_("only of this kind, such as message.approved") },
	{ "after", OPTION_INT, "N", "after", false, N_("after this entry") },
	{ "before", OPTION_INT, "N", "before", false, N_("before this entry") },
	{ "limit", OPTION_INT, "N", "limit", false, N_("at most so many") },
	{ "newest", OPTION_FLAG, NULL, "newest", false,
		N_("the newest first") },
	{ .name = NULL },
};

static const struct option_row verify_options[] = {
	{ "signers", OPTION_TEXT, "FILE", NULL, false,
		N_("allowed signers; without it the origin is not proven") },
	{ "head", OPTION_TEXT, "CODE", NULL, false,
		N_("the head that a receipt shows") },
	{ "every-signature", OPTION_FLAG, NULL, NULL, false,
		N_("check each commit's signature, not the head's alone") },
	{ "witness", OPTION_TEXT, "PATH", NULL, false,
		N_("compare the station with a mirror or a file of letters: "
		   "what others wrote down of it") },
	{ .name = NULL },
};

static const struct option_row export_options[] = {
	{ "format", OPTION_TEXT, "FORMAT", "format", false,
		N_("jsonl, csv or text") },
	{ "incident", OPTION_TEXT, "INCIDENT", "incident", false,
		N_("only of this incident") },
	{ "output", OPTION_TEXT, "FILE", NULL, false, N_("into this file") },
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "list",
		.args = "",
		.help = N_("entries"),
		.question = "ledger.list",
		.options = list_options,
		.show = ledger_print_list },
	{ .name = "verify",
		.args = "[CLONE]",
		.help = N_("check the chain of the station, or of a clone of "
			   "its record without any station"),
		.options = verify_options,
		.patient = true,
		.run = run_verify },
	{ .name = "export",
		.args = "",
		.help = N_("all entries as JSON lines, CSV or plain text"),
		.options = export_options,
		.patient = true,
		.run = run_export },
	{ .name = NULL },
};

const struct command command_ledger = {
	.name = "ledger",
	.help = N_("the chain of entries"),
	.verbs = verbs,
};
