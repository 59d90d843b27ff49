/*
 * crier concur: other units' agreement to a text (会签).
 */
#include "base/doc.h"
#include "tui/cli/commands.h"
#include "tui/cli/commands/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

static void
concur_print(struct cli *c, const json_t *answer)
{
	static const char *const heads[] = { N_("unit"), N_("needed"),
		N_("state"), N_("deadline"), N_("who"), N_("how"), N_("number"),
		N_("noted by"), N_("phone") };
	struct print_table *t = table_new(heads, 9, 0);
	json_t *rows = doc_get(answer, "concurrences"), *r;
	char time[PRINT_TIME];
	size_t i;

	json_array_foreach(rows, i, r)
	{
		print_time(time, doc_int(r, "deadline"), c->zone);
		table_cell(t, say_both(r, "title", c->lang));
		table_cell(t, doc_bool(r, "needed") ? _("yes") : "");
		table_cell(t, say_both(r, "state_title", c->lang));
		table_cell(t, time);
		table_cell(t, doc_str(r, "who"));
		table_cell(t, doc_str(r, "how"));
		table_cell(t, doc_str(r, "number"));
		table_cell(t, doc_str(r, "by"));
		table_cell(t, doc_str(r, "phone"));
	}
	if (i == 0)
		print_line("%s", _("No unit is asked, and none must be."));
	table_print(t);
}

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
		.show = concur_print },
	{ .name = NULL },
};

const struct command command_concur = {
	.name = "concur",
	.help = N_("other units' agreement to a text"),
	.verbs = verbs,
};
