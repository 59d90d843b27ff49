/*
 * crier incident: open, list, show, close.
 */
#include <string.h>

#include "base/doc.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/cli/windows.h"
#include "tui/pages/roster.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

static enum err_code
set_mode(struct cli *c, json_t *fields, struct err *err)
{
	(void)err;
	doc_put_str(fields, "mode", cli_flag(c, "drill") ? "drill" : "actual");
	return ERR_OK;
}

/* ---- show ---- */

static void
show_clocks(const struct cli *c, const json_t *incident, bool internal)
{
	json_t *rows = json_array(), *clock;
	size_t i;

	json_array_foreach(doc_get(incident, "clocks"), i, clock)
	{
		if (doc_bool(clock, "internal") == internal)
			(void)json_array_append(rows, clock);
	}
	if (json_array_size(rows) > 0)
		print_line("%s", "");
	if (json_array_size(rows) > 0 && internal)
		print_line("%s", _("Reports inside the government:"));
	show_rows(c, DOCUMENT_CLOCK, "title due state rule citation", rows);
	json_decref(rows);
}

static void
show_messages(const struct cli *c, const json_t *incident)
{
	json_t *messages = doc_get(incident, "messages"), *m;
	size_t i;

	show_part(c, DOCUMENT_MESSAGE, "id kind state revision todo title",
		messages);
	json_array_foreach(messages, i, m)
	{
		char rules[300];

		say_words(rules, sizeof(rules), doc_get(m, "suspended"), ", ",
			NULL, c->lang);
		if (*rules)
			print_line(_("! %s: rules suspended: %s"),
				doc_str(m, "id"), rules);
	}
}

/* Whether the officers on duty suffice, and whom to call if not. */
static void
show_roster(const struct cli *c, const json_t *roster)
{
	char text[600];
	size_t i;

	for (i = 0; roster_missing(text, sizeof(text), roster, i, c->lang); i++)
		print_line("! %s", text);
	if (i == 0 && doc_bool(roster, "satisfied"))
		print_pair(_("on duty"), _("enough for every tier"));
}

static enum err_code
incident_ask_roster(
	json_t **out, struct cli *c, const char *incident, struct err *err)
{
	json_t *fields = json_object();

	doc_put_str(fields, "incident", incident);
	return cli_ask(out, c, "incident.roster", fields, err);
}

/* Opened: can tonight's officers see a text through? */
static void
after_open(struct cli *c, const json_t *entries)
{
	json_t *roster = NULL;
	struct err err;

	if (incident_ask_roster(&roster, c,
		    doc_str(json_array_get(entries, 0), "incident"),
		    &err) != ERR_OK)
		return;
	show_roster(c, roster);
	json_decref(roster);
}

/* ---- roster ---- */

#define NEED_COLUMNS DOCUMENT_NEED, "stage gate roles who"

static void
show_tiers(struct cli *c, const json_t *roster)
{
	struct print_table *t = show_table(c, DOCUMENT_TIER, "title");
	json_t *tier, *need;
	size_t i, k;

	show_heads(c, t, NEED_COLUMNS);
	json_array_foreach(doc_get(roster, "tiers"), i, tier)
	{
		json_array_foreach(doc_get(tier, "needs"), k, need)
		{
			show_cells(c, t, DOCUMENT_TIER, "title", tier);
			show_cells(c, t, NEED_COLUMNS, need);
		}
	}
	table_print(t);
	show_roster(c, roster);
}

/* Another level or topic that asks for less, and waits for a second. */
static void
show_proposed(const struct cli *c, const json_t *proposed)
{
	char time[PRINT_TIME];

	if (proposed == NULL)
		return;
	print_time(time, doc_int(proposed, "time"), c->zone);
	print_line(_("! %s proposes since %s, and a second person confirms: "
		     "%s %s (%s)"),
		doc_str(proposed, "by"), time, doc_str(proposed, "level"),
		doc_str(proposed, "topic"), doc_str(proposed, "reason"));
}

void
show_incident(const struct cli *c, const json_t *incident)
{
	bool open = strcmp(doc_str(incident, "state"), "closed") != 0;

	print_line("%s  %s  %s  %s", doc_str(incident, "id"),
		say_mode(doc_str(incident, "mode"), c->demo),
		open ? _("open") : _("closed"),
		say_both(incident, "title", c->lang));
	show_pairs(c, DOCUMENT_INCIDENT, "playbook level topic", incident);
	show_proposed(c, doc_get(incident, "proposed"));
	show_pairs(c, DOCUMENT_INCIDENT,
		"occurred reported found opened fire_word", incident);
	if (open)
		show_roster(c, doc_get(incident, "roster"));
	show_clocks(c, incident, false);
	show_clocks(c, incident, true);
	show_part(c, DOCUMENT_STEP, "id kind message state title",
		doc_get(incident, "steps"));
	show_messages(c, incident);
	show_part(c, DOCUMENT_PREPARED, "kind missing title",
		doc_get(incident, "prepared"));
}

static void
incident_print(struct cli *c, const json_t *answer)
{
	show_incident(c, answer);
}

/* ---- rows ---- */

static const struct option_row open_options[] = {
	{ "drill", OPTION_FLAG, NULL, NULL, false,
		N_("a drill: nothing of it is ever published") },
	{ .name = NULL },
};

static const struct option_row list_options[] = {
	{ "state", OPTION_TEXT, "STATE", "state", false, N_("open or closed") },
	{ "mode", OPTION_TEXT, "MODE", "mode", false, N_("actual or drill") },
	{ "filter", OPTION_TEXT, "TEXT", "filter", false,
		N_("only with this text in id or title") },
	PAGES_SORT,
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "open",
		.args = "PLAYBOOK",
		.help = N_("open an incident from a playbook"),
		.act = "incident.open",
		.options = open_options,
		.fills = "mode",
		.prepare = set_mode,
		.after = after_open },
	{ .name = "list",
		.args = "",
		.help = N_("incidents"),
		.question = "incident.list",
		.options = list_options,
		.listing = { DOCUMENT_INCIDENT,
			"id mode level state messages latest waits due title",
			NULL, N_("There is no incident.") },
		.run = windows_run },
	{ .name = "show",
		.args = "INCIDENT",
		.help = N_("clocks, steps and messages of an incident"),
		.question = "incident.show",
		.show = incident_print },
	{ .name = "prepare",
		.args = "INCIDENT KIND",
		.help = N_("make a text ready before it is needed; KIND is "
			   "truth, correction or withdrawal"),
		.act = "incident.prepare" },
	{ .name = "roster",
		.args = "INCIDENT",
		.help = N_("can the officers on duty sign and release it?"),
		.question = "incident.roster",
		.show = show_tiers },
	{ .name = "figures",
		.args = "INCIDENT",
		.help = N_("every figure over all bulletins"),
		.question = "incident.figures",
		.show = show_figures },
	{ .name = "done",
		.args = "INCIDENT RULE",
		.help = N_("end a clock that no release ends: a report, a "
			   "press conference"),
		.act = "clock.done" },
	{ .name = "step",
		.args = "INCIDENT STEP",
		.help = N_("tick a step of the playbook that is no message"),
		.act = "step.done" },
	{ .name = NULL },
};

const struct command command_incident = {
	.name = "incident",
	.help = N_("what happened, opened from a playbook"),
	.verbs = verbs,
};
