/*
 * crier concur: other units' agreement to a text (会签).
 */
#include "base/doc.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

static const struct verb verbs[] = {
	{ .name = "ask",
		.args = "MESSAGE ORGAN",
		.help = N_("note that a unit of organs.yaml is asked"),
		.act = "concur.ask" },
	{ .name = "answer",
		.args = "MESSAGE ORGAN ANSWER",
		.help = N_("note its answer: agreed, refused or silent"),
		.act = "concur.answer" },
	{ .name = "show",
		.args = "MESSAGE",
		.help = N_("which units must agree, and which have"),
		.question = "message.show",
		.listing = { DOCUMENT_CONCURRENCE,
			"title needed state_title deadline who how number by "
			"phone",
			"concurrences",
			N_("No unit is asked, and none must be.") } },
	{ .name = NULL },
};

const struct command command_concur = {
	.name = "concur",
	.help = N_("other units' agreement to a text"),
	.verbs = verbs,
};
