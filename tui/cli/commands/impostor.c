/*
 * crier impostor: accounts of others that pass themselves off as ours.
 */
#include "base/doc.h"
#include "tui/cli/commands.h"
#include "tui/cli/sheet.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"

static void
impostor_print(struct cli *c, const json_t *doc)
{
	show_pairs(c, DOCUMENT_IMPOSTOR,
		"id name state platform url imitates what seen opened owner "
		"step todo citation warning ended found",
		doc);
	show_part(c, DOCUMENT_IMPOSTOR_LETTER,
		"letter form to number sent by answered answer",
		doc_get(doc, "letters"));
	show_part(c, DOCUMENT_EVIDENCE, "label name size digest url by time",
		doc_get(doc, "evidence"));
}

static const struct option_row page_options[] = {
	{ "kind", OPTION_TEXT, "KIND", "kind", true,
		N_("which letter: impostor-platform, impostor-authority …") },
	SHEET_OPTIONS,
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "list",
		.args = "",
		.help = N_("cases of impostors, open ones by their deadlines"),
		.question = "impostor.list",
		.listing = { DOCUMENT_IMPOSTOR,
			"id name platform state step owner warning", NULL,
			NULL } },
	{ .name = "show",
		.args = "IMPOSTOR",
		.help = N_("one case with its letters and evidence"),
		.question = "impostor.show",
		.show = impostor_print },
	{ .name = "open",
		.args = "NAME PLATFORM",
		.help = N_("register an account that passes itself off as "
			   "ours"),
		.act = "impostor.open" },
	{ .name = "change",
		.args = "IMPOSTOR",
		.help = N_("change what is known of it, or who takes care of "
			   "it"),
		.act = "impostor.change" },
	{ .name = "evidence",
		.args = "IMPOSTOR LABEL",
		.help = N_("add evidence: a file by its digest, or an "
			   "address"),
		.act = "impostor.evidence" },
	{ .name = "page",
		.args = "IMPOSTOR",
		.help = N_("a letter about it, filled in and ready to print"),
		.question = "impostor.page",
		.options = page_options,
		.run = sheet_run },
	{ .name = "letter",
		.args = "IMPOSTOR FORM TO",
		.help = N_("say that a letter about it was sent"),
		.act = "impostor.letter" },
	{ .name = "answer",
		.args = "IMPOSTOR ANSWER",
		.help = N_("say what was answered to a letter"),
		.act = "impostor.answer" },
	{ .name = "warn",
		.args = "IMPOSTOR",
		.help = N_("begin a warning to the public"),
		.act = "impostor.warn" },
	{ .name = "close",
		.args = "IMPOSTOR OUTCOME FOUND",
		.help = N_("close it with what became of it"),
		.act = "impostor.close" },
	{ .name = NULL },
};

const struct command command_impostor = {
	.name = "impostor",
	.help = N_("accounts that pass themselves off as ours"),
	.verbs = verbs,
};
