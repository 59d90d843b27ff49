/*
 * crier comment: what the public writes to us.
 */
#include "base/doc.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/cli/windows.h"
#include "tui/pages/i18n.h"

static void
comment_print(struct cli *c, const json_t *doc)
{
	show_pairs(c, DOCUMENT_COMMENT,
		"id state sort on who text erased cut masked url thread remote "
		"at came asked digest owner handover claim answer step todo "
		"citation "
		"ended found",
		doc);
}

static const struct option_row list_options[] = {
	{ "state", OPTION_TEXT, "STATE", "state", false,
		N_("only those that are open or closed") },
	{ "sort", OPTION_TEXT, "SORT", "sort", false,
		N_("only what is this: question, help, unsorted …") },
	{ "await", OPTION_TEXT, "STEP", "await", false,
		N_("only where this is next: triage, handover, claim, close") },
	{ "account", OPTION_TEXT, "ACCOUNT", "account", false,
		N_("only of this account") },
	{ "owner", OPTION_TEXT, "OFFICER", "owner", false,
		N_("only what this officer takes care of") },
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "list",
		.args = "",
		.help = N_("comments, what is urgent first"),
		.question = "comment.list",
		.options = list_options,
		.listing = { DOCUMENT_COMMENT,
			"id sort on who text step owner state", NULL,
			N_("There is no comment.") },
		.run = windows_run },
	{ .name = "show",
		.args = "COMMENT",
		.help = N_("one comment, whole"),
		.question = "comment.show",
		.show = comment_print },
	{ .name = "triage",
		.args = "COMMENT SORT",
		.help = N_("say what it is"),
		.act = "comment.triage" },
	{ .name = "assign",
		.args = "COMMENT OWNER",
		.help = N_("give it to an officer"),
		.act = "comment.assign" },
	{ .name = "handover",
		.args = "COMMENT TO TAKER",
		.help = N_("say to whom it was handed, and who took it"),
		.act = "comment.handover" },
	{ .name = "claim",
		.args = "COMMENT INCIDENT TEXT",
		.help = N_("make a claim of it"),
		.act = "comment.claim" },
	{ .name = "answer",
		.args = "COMMENT INCIDENT TEXT",
		.help = N_("begin the answer, which goes to its thread"),
		.act = "comment.answer" },
	{ .name = "close",
		.args = "COMMENT OUTCOME",
		.help = N_("close it with what came of it"),
		.act = "comment.close" },
	{ .name = "erase",
		.args = "COMMENT",
		.help = N_("erase what was written and by whom"),
		.act = "comment.erase" },
	{ .name = NULL },
};

const struct command command_comment = {
	.name = "comment",
	.help = N_("what the public writes to us"),
	.verbs = verbs,
};
