/*
 * crier claim: what is said that may be false, what checking it found, and
 * how long it took to answer.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/text.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/pages/digest.h"
#include "tui/pages/i18n.h"
#include "tui/cli/windows.h"
#include "tui/pages/say.h"

/* ---- show ---- */

static void
show_checks(const struct cli *c, const json_t *claim)
{
	json_t *checks = doc_get(claim, "checks"), *row;
	char time[PRINT_TIME], text[200];
	const char *word;

	json_object_foreach(checks, word, row)
	{
		print_time(time, doc_int(row, "time"), c->zone);
		fixed_cut_format(
			text, sizeof(text), "%s, %s", doc_str(row, "by"), time);
		print_pair(say_claim_check(word, c->lang), text);
	}
}

static void
claim_print_body(const struct cli *c, const json_t *claim)
{
	print_line("%s  %s  %s", doc_str(claim, "id"),
		say_mode(doc_str(claim, "mode"), c->demo),
		say_claim_verdict(doc_str(claim, "verdict"), c->lang));
	print_block("  > ", doc_str(claim, "text"));
	show_pairs(c, DOCUMENT_CLAIM,
		"platform url seen reach kind accused owner priority reason",
		claim);
	show_checks(c, claim);
	show_pairs(c, DOCUMENT_CLAIM,
		"finding.checker finding.fact finding.why answer answered "
		"reopened",
		claim);
	show_part(c, DOCUMENT_EVIDENCE, "label name size digest url by time",
		doc_get(claim, "evidence"));
}

static void
show_known(const struct cli *c, const json_t *known)
{
	print_line(_("This was said before; what was found then:"));
	claim_print_body(c, known);
}

static void
claim_print(struct cli *c, const json_t *claim)
{
	claim_print_body(c, claim);
	if (doc_get(claim, "known") == NULL)
		return;
	print_line("%s", "");
	show_known(c, doc_get(claim, "known"));
}

/* ---- add: the act, then what is known of the same claim ---- */

/* A quotation comes from strangers: nothing in it reaches a terminal raw. */
static void
clean_text(json_t *fields)
{
	const char *text = doc_str(fields, "text");
	char *clean = text_clean(text, strlen(text));

	doc_put_str(fields, "text", clean);
	free(clean);
}

static enum err_code
say_known(struct cli *c, const json_t *entries, struct err *err)
{
	const json_t *body = doc_get(json_array_get(entries, 0), "body");
	json_t *ask, *known = NULL;
	enum err_code rc;

	if (*doc_str(body, "like") == '\0')
		return ERR_OK;
	ask = json_object();
	doc_put_str(ask, "claim", doc_str(body, "like"));
	rc = cli_ask(&known, c, "claim.show", ask, err);
	if (rc != ERR_OK)
		return rc;
	if (c->json)
		print_doc(known);
	else
		show_known(c, known);
	json_decref(known);
	return ERR_OK;
}

static int
run_add(struct cli *c)
{
	json_t *fields = NULL, *entries = NULL;
	struct err err = { 0 };
	enum err_code rc = cli_open(c, &err);

	if (rc == ERR_OK)
		rc = cli_fields(&fields, c, &err);
	if (rc != ERR_OK)
		return cli_fail(c, &err);
	clean_text(fields);
	rc = cli_acted(&entries, c, "claim.add", fields, &err);
	if (rc == ERR_OK)
		rc = say_known(c, entries, &err);
	json_decref(entries);
	return rc == ERR_OK ? EX_OK : cli_fail(c, &err);
}

/* ---- rows ---- */

static const struct option_row list_options[] = {
	{ "incident", OPTION_TEXT, "INCIDENT", "incident", false,
		N_("only of this incident") },
	{ "verdict", OPTION_TEXT, "VERDICT", "verdict", false,
		N_("only with this verdict") },
	{ "priority", OPTION_TEXT, "PRIORITY", "priority", false,
		N_("only with this priority") },
	{ "filter", OPTION_TEXT, "TEXT", "filter", false,
		N_("only with this text in it") },
	PAGES_SORT,
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "add",
		.args = "INCIDENT TEXT",
		.help = N_("register a claim as it is worded; tells whether it "
			   "was said before"),
		.act = "claim.add",
		.run = run_add },
	{ .name = "list",
		.args = "",
		.help = N_("claims, those that wait for an answer first"),
		.question = "claim.list",
		.options = list_options,
		.listing = { DOCUMENT_CLAIM,
			"id priority verdict seen shared answer minutes text",
			NULL, N_("There is no claim.") },
		.run = windows_run },
	{ .name = "show",
		.args = "CLAIM",
		.help = N_("a claim with its evidence, verdict and answer"),
		.question = "claim.show",
		.show = claim_print },
	{ .name = "verdict",
		.args = "CLAIM VERDICT",
		.help = N_("true, false, partly, unverifiable, or open again"),
		.act = "claim.verdict" },
	{ .name = NULL },
};

const struct command command_claim = {
	.name = "claim",
	.help = N_("what is said that may be false, and its answer"),
	.verbs = verbs,
};
