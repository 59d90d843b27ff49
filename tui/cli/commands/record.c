/*
 * crier record: the git repository that the ledger is projected into.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/base64.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "tui/cli/cli.h"
#include "tui/cli/commands.h"
#include "tui/pages/i18n.h"
#include "tui/cli/show.h"
#include "tui/cli/outlet.h"

static void
record_print(struct cli *c, const json_t *answer)
{
	show_pairs(c, DOCUMENT_RECORD, "seq behind head path pushed", answer);
}

/* A folder is named from where the station stands. */
static enum err_code
record_find_remote(struct cli *c, json_t *fields, struct err *err)
{
	char path[PATH_MAX];
	const char *remote = doc_str(fields, "remote");

	(void)c;
	(void)err;
	if (strchr(remote, ':') == NULL && realpath(remote, path) != NULL)
		doc_put_str(fields, "remote", path);
	return ERR_OK;
}

/* ---- export ---- */

static void
record_part(void *ctx, const json_t *part)
{
	const char *text = doc_str(part, "data");
	size_t room = strlen(text), len = 0;
	char *bytes = mem_new(room + 1);
	struct outlet *sink = ctx;

	if (base64_parse(bytes, room, &len, text))
		outlet_put(sink, bytes, len);
	else
		sink->failed = true;
	free(bytes);
}

/* Written by whoever asks, who may; never over a file that is there. */
static enum err_code
record_to_file(
	json_t **answer, struct cli *c, const char *path, struct err *err)
{
	struct outlet sink;
	enum err_code rc = cli_open(c, err);

	if (rc == ERR_OK)
		rc = outlet_open(&sink, path, false, err);
	if (rc != ERR_OK)
		return rc;
	rc = cli_ask_parts(
		answer, c, "record.export", NULL, record_part, &sink, err);
	return outlet_close(&sink, rc, err);
}

static int
record_run_export(struct cli *c)
{
	const char *path = cli_arg(c, 0);
	struct err err = { 0 };
	json_t *answer = NULL;

	if (record_to_file(&answer, c, path, &err) != ERR_OK) {
		json_decref(answer);
		return cli_fail(c, &err);
	}
	if (c->json)
		print_doc(answer);
	else {
		print_line(_("entries 1 to %lld, in %s"),
			(long long)doc_int(answer, "entries"), path);
		show_pairs(c, DOCUMENT_RECORD, "head", answer);
		print_note(_("To look at it: tar -xf %s, and read its "
			     "README.md."),
			path);
	}
	json_decref(answer);
	return EX_OK;
}

static const struct verb verbs[] = {
	{ .name = "status",
		.args = "",
		.help = N_("how far the record has come, its head and path"),
		.question = "record.status",
		.show = record_print },
	{ .name = "export",
		.args = "FILE",
		.help = N_("a copy for an auditor: a tar with a git bundle, "
			   "the signers and how to check them"),
		.run = record_run_export,
		.patient = true },
	{ .name = "push",
		.args = "REMOTE",
		.help = N_("push it to another repository"),
		.act = "record.push",
		.prepare = record_find_remote,
		.patient = true },
	{ .name = NULL },
};

const struct command command_record = {
	.name = "record",
	.help = N_("the git repository of everything"),
	.verbs = verbs,
};
