/*
 * crier service: what the unit lets people look up or ring.
 */
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"

static const struct verb verbs[] = {
	{ .name = "list",
		.args = "",
		.help = N_("services that texts may point to, those that do "
			   "not answer first"),
		.question = "service.list",
		.listing = { DOCUMENT_SERVICE,
			"id name state proven url phone hours", NULL, NULL } },
	{ .name = "open",
		.args = "NAME",
		.help = N_("enter a service that texts may point to"),
		.act = "service.open" },
	{ .name = "change",
		.args = "SERVICE",
		.help = N_("change what the register says of a service"),
		.act = "service.change" },
	{ .name = "close",
		.args = "SERVICE REASON",
		.help = N_("close a service: no text points to it any more"),
		.act = "service.close" },
	{ .name = "prove",
		.args = "SERVICE",
		.help = N_("have the relay ask its address now"),
		.act = "service.prove" },
	{ .name = NULL },
};

const struct command command_service = {
	.name = "service",
	.help = N_("what people are pointed to: shelters, hotlines …"),
	.verbs = verbs,
};
