/*
 * crier lines: what all texts of an incident agree with (口径).
 */
#include <string.h>

#include "base/doc.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

static void
show_line(struct cli *c, const json_t *answer)
{
	show_pairs(c, DOCUMENT_LINE,
		"topic text proposed by time confirmed_by confirmed",
		json_array_get(doc_get(answer, "rows"), 0));
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
		.listing = { DOCUMENT_LINE, "topic state words by confirmed_by",
			NULL, N_("This incident has no lines to take.") } },
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
