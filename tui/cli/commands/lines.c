/*
 * crier lines: what all texts of an incident agree with (口径).
 */
#include <string.h>

#include "base/doc.h"
#include "tui/cli/commands.h"
#include "tui/cli/commands/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

static void
lines_print_list(struct cli *c, const json_t *answer)
{
	static const char *const heads[] = { N_("topic"), N_("state"),
		N_("line"), N_("proposed by"), N_("confirmed by") };
	struct print_table *t = table_new(heads, 5, 0);
	json_t *rows = doc_get(answer, "rows"), *row;
	size_t i;

	(void)c;
	json_array_foreach(rows, i, row)
	{
		bool waits = doc_bool(row, "waits");
		bool gone = !waits && *doc_str(row, "text") == '\0';

		table_cell(t, doc_str(row, "topic"));
		table_cell(t,
			waits	       ? _("waits for confirmation")
				: gone ? _("taken away")
				       : _("in force"));
		table_cell(t, doc_str(row, waits ? "proposed" : "text"));
		table_cell(t, doc_str(row, "by"));
		table_cell(t, doc_str(row, "confirmed_by"));
	}
	if (json_array_size(rows) == 0)
		print_line("%s", _("This incident has no lines to take."));
	table_print(t);
}

static void
show_line(struct cli *c, const json_t *answer)
{
	const json_t *row = json_array_get(doc_get(answer, "rows"), 0);

	print_pair(_("topic"), doc_str(row, "topic"));
	print_pair(_("line"), doc_str(row, "text"));
	if (doc_bool(row, "waits"))
		print_pair(_("proposed"), doc_str(row, "proposed"));
	print_pair(_("proposed by"), doc_str(row, "by"));
	print_pair_time(_("at"), doc_int(row, "time"), c->zone);
	print_pair(_("confirmed by"), doc_str(row, "confirmed_by"));
	print_pair_time(_("at"), doc_int(row, "confirmed"), c->zone);
}

/* What is confirmed is what stands there now. */
static enum err_code
find_proposed(struct cli *c, json_t *fields, struct err *err)
{
	json_t *ask = json_object(), *answer = NULL;
	enum err_code rc;

	if (doc_get(fields, "text") != NULL)
		return json_decref(ask), ERR_OK;
	doc_put_str(ask, "incident", cli_arg(c, 0));
	doc_put_str(ask, "topic", cli_arg(c, 1));
	rc = cli_ask(&answer, c, "lines.list", ask, err);
	if (rc == ERR_OK)
		doc_put_str(fields, "text",
			doc_str(json_array_get(doc_get(answer, "rows"), 0),
				"proposed"));
	json_decref(answer);
	return rc;
}

static const struct verb verbs[] = {
	{ .name = "set",
		.args = "INCIDENT TOPIC [TEXT]",
		.help = N_("propose a line: a slot (place, time), a figure "
			   "(dead), level, or any topic; without TEXT it is "
			   "to go"),
		.act = "lines.set" },
	{ .name = "confirm",
		.args = "INCIDENT TOPIC [TEXT]",
		.help = N_("confirm a proposed line, so that it binds every "
			   "text"),
		.act = "lines.confirm",
		.prepare = find_proposed },
	{ .name = "list",
		.args = "INCIDENT",
		.help = N_("the incident's lines to take"),
		.question = "lines.list",
		.show = lines_print_list },
	{ .name = "show",
		.args = "INCIDENT TOPIC",
		.help = N_("one line, who proposed and who confirmed it"),
		.question = "lines.list",
		.show = show_line },
	{ .name = NULL },
};

const struct command command_lines = {
	.name = "lines",
	.help = N_("lines to take: what all texts agree with"),
	.verbs = verbs,
};
