/*
 * crier outside: what other organs have published on the same matter.
 */
#include "base/doc.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"

static const struct verb verbs[] = {
	{ .name = "note",
		.args = "INCIDENT ORGAN [TEXT]",
		.help = N_("note what another organ has published, in its "
			   "words; without TEXT it no longer stands"),
		.act = "outside.note" },
	{ .name = "list",
		.args = "INCIDENT",
		.help = N_("the last word of each organ"),
		.question = "incident.show",
		.listing = { DOCUMENT_OUTSIDE, "organ at text source by",
			"outside",
			N_("No other organ's bulletin is noted for this "
			   "incident.") } },
	{ .name = NULL },
};

const struct command command_outside = {
	.name = "outside",
	.help = N_("what other organs have published on the same matter"),
	.verbs = verbs,
};
