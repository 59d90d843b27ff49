/*
 * crier joint: incidents and releases together with other units.
 */
#include "base/doc.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"

static void
joint_print(struct cli *c, const json_t *j)
{
	show_pairs(c, DOCUMENT_JOINT,
		"joint name phone title level topic playbook happened incident "
		"mode state at",
		j);
	show_rows(c, DOCUMENT_JOINT_UNIT, "name state at phone reason",
		doc_get(j, "units"));
}

static const struct verb joint_verbs[] = {
	{ .name = "list",
		.args = "",
		.help = N_("joint incidents that we lead or were invited to"),
		.question = "joint.list",
		.listing = { DOCUMENT_JOINT,
			"short name title incident mode state units at", NULL,
			N_("There is no joint incident yet.") } },
	{ .name = "show",
		.args = "JOINT",
		.help = N_("one of them, by its name or our incident"),
		.question = "joint.show",
		.show = joint_print },
	{ .name = "open",
		.args = "INCIDENT",
		.help = N_("invite partners into an incident; we lead"),
		.act = "joint.open" },
	{ .name = "join",
		.args = "JOINT",
		.help = N_("join, with an incident of our own"),
		.act = "joint.join" },
	{ .name = "decline",
		.args = "JOINT REASON",
		.help = N_("say no, with a reason"),
		.act = "joint.decline" },
	{ .name = "leave",
		.args = "INCIDENT REASON",
		.help = N_("leave a joint incident"),
		.act = "joint.leave" },
	{ .name = "close",
		.args = "INCIDENT REASON",
		.help = N_("end a joint incident that we lead"),
		.act = "joint.close" },
	{ .name = NULL },
};

const struct command command_joint = {
	.name = "joint",
	.help = N_("incidents and releases together with other units"),
	.verbs = joint_verbs,
};
