/*
 * crier outside: what other organs have published on the same matter.
 */
#include "base/doc.h"
#include "tui/cli/commands.h"
#include "tui/cli/commands/show.h"
#include "tui/pages/i18n.h"

static void
outside_print_list(struct cli *c, const json_t *incident)
{
	static const char *const heads[] = { N_("organ"), N_("published"),
		N_("text"), N_("found at"), N_("noted by") };
	struct print_table *t = table_new(heads, 5, 2);
	json_t *rows = doc_get(incident, "outside"), *row;
	char at[PRINT_TIME];
	size_t i;

	json_array_foreach(rows, i, row)
	{
		table_cell(t, doc_str(row, "organ"));
		print_time(at, doc_int(row, "at"), c->zone);
		table_cell(t, at);
		table_cell(t, doc_str(row, "text"));
		table_cell(t, doc_str(row, "source"));
		table_cell(t, doc_str(row, "by"));
	}
	if (json_array_size(rows) == 0)
		print_line("%s",
			_("No other organ's bulletin is noted for this "
			  "incident."));
	table_print(t);
}

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
		.show = outside_print_list },
	{ .name = NULL },
};

const struct command command_outside = {
	.name = "outside",
	.help = N_("what other organs have published on the same matter"),
	.verbs = verbs,
};
