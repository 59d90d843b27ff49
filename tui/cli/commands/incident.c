/*
 * crier incident: open, list, show, close.
 */
#include <string.h>

#include "base/doc.h"
#include "tui/cli/commands.h"
#include "tui/cli/commands/show.h"
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

/* ---- list ---- */

static void
incident_add_row(const struct cli *c, struct print_table *t, const json_t *i)
{
	char due[PRINT_TIME];

	print_time(due, doc_int(i, "due"), c->zone);
	table_cell(t, doc_str(i, "id"));
	table_cell(t, say_mode(doc_str(i, "mode"), c->demo));
	table_cell(t, doc_str(i, "level"));
	table_cell(t,
		strcmp(doc_str(i, "state"), "open") == 0 ? _("open")
							 : _("closed"));
	table_cell_int(t, doc_int(i, "messages"));
	table_cell(t, say_latest(i, c->lang));
	table_cell_int(t, doc_int(i, "waits"));
	table_cell(t, due);
	table_cell(t, say_both(i, "title", c->lang));
}

static int
incident_run_list(struct cli *c)
{
	static const char *const heads[] = { N_("incident"), N_("mode"),
		N_("level"), N_("state"), N_("messages"), N_("the latest"),
		N_("waits"), N_("next due"), N_("title") };

	return pages_run(c, table_new(heads, 9, 1U << 4 | 1U << 6),
		incident_add_row, _("There is no incident."));
}

/* ---- show ---- */

static const char *
clock_state(const char *word)
{
	static const char *const rows[][2] = {
		{ "running", N_("running") },
		{ "overdue", N_("OVERDUE") },
		{ "met", N_("met") },
		{ "late", N_("met too late") },
		{ "ended", N_("ended with the incident") },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i][0], word) == 0)
			return _(rows[i][1]);
	return word;
}

static void
show_clocks(const struct cli *c, const json_t *incident, bool internal)
{
	static const char *const heads[] = { N_("clock"), N_("due"),
		N_("state"), N_("rule"), N_("source") };
	struct print_table *t;
	json_t *clocks = doc_get(incident, "clocks"), *k;
	char due[PRINT_TIME];
	size_t i, count = 0;

	t = table_new(heads, 5, 0);
	json_array_foreach(clocks, i, k)
	{
		if (doc_bool(k, "internal") != internal)
			continue;
		count++;
		print_time(due, doc_int(k, "due"), c->zone);
		table_cell(t, say_both(k, "title", c->lang));
		table_cell(t, due);
		table_cell(t,
			doc_bool(k, "missed")
				? _("MISSED")
				: clock_state(doc_str(k, "state")));
		table_cell(t, doc_str(k, "rule"));
		table_cell(t, say_both(k, "citation", c->lang));
	}
	if (count > 0)
		print_line("%s", "");
	if (count > 0 && internal)
		print_line("%s", _("Reports inside the government:"));
	table_print(t);
}

static void
incident_print_steps(const struct cli *c, const json_t *incident)
{
	static const char *const heads[] = { N_("step"), N_("message kind"),
		N_("message"), N_("state"), N_("title") };
	struct print_table *t = table_new(heads, 5, 0);
	json_t *steps = doc_get(incident, "steps"), *s;
	size_t i;

	json_array_foreach(steps, i, s)
	{
		table_cell(t, doc_str(s, "id"));
		table_cell(t, say_kind(doc_str(s, "kind"), c->lang));
		table_cell(t, doc_str(s, "message"));
		table_cell(t, say_standing(s, c->lang));
		table_cell(t, say_both(s, "title", c->lang));
	}
	if (json_array_size(steps) > 0)
		print_line("%s", "");
	table_print(t);
}

static void
show_messages(const struct cli *c, const json_t *incident)
{
	static const char *const heads[] = { N_("message"), N_("message kind"),
		N_("state"), N_("revision"), N_("waits"), N_("title") };
	struct print_table *t = table_new(heads, 6, 1U << 3);
	json_t *messages = doc_get(incident, "messages"), *m;
	size_t i;

	json_array_foreach(messages, i, m)
	{
		table_cell(t, doc_str(m, "id"));
		table_cell(t, say_kind(doc_str(m, "kind"), c->lang));
		table_cell(t, say_standing(m, c->lang));
		table_cell_int(t, doc_int(m, "revision"));
		/* what it is says how it is delivered */
		table_cell(t,
			strcmp(doc_str(m, "waits"), "settle") == 0
				? ""
				: say_waits(doc_str(m, "waits"), c->lang));
		table_cell(t, doc_str(m, "title"));
	}
	if (json_array_size(messages) > 0)
		print_line("%s", "");
	table_print(t);
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

/* What stands ready, and what it still lacks. */
static void
show_prepared(const struct cli *c, const json_t *incident)
{
	static const char *const heads[] = { N_("made ready"), N_("lacks"),
		N_("title") };
	struct print_table *t = table_new(heads, 3, 0);
	json_t *rows = doc_get(incident, "prepared"), *p;
	size_t i;

	json_array_foreach(rows, i, p)
	{
		char lacks[500];

		say_words(lacks, sizeof(lacks), doc_get(p, "missing"), ", ",
			NULL, c->lang);
		table_cell(t, say_kind(doc_str(p, "kind"), c->lang));
		table_cell(t, lacks);
		table_cell(t, doc_str(p, "title"));
	}
	if (json_array_size(rows) > 0)
		print_line("%s", "");
	table_print(t);
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

static void
show_tiers(struct cli *c, const json_t *roster)
{
	static const char *const heads[] = { N_("tier"), N_("stage"),
		N_("gate"), N_("roles"), N_("who") };
	struct print_table *t = table_new(heads, 5, 0);
	json_t *tiers = doc_get(roster, "tiers"), *tier, *need;
	char roles[200], who[400];
	size_t i, k;

	json_array_foreach(tiers, i, tier)
	{
		json_array_foreach(doc_get(tier, "needs"), k, need)
		{
			table_cell(t, say_both(tier, "title", c->lang));
			table_cell(
				t, say_stage(doc_str(need, "stage"), c->lang));
			table_cell(t,
				*doc_str(need, "gate")
					? say_gate(doc_str(need, "gate"),
						  c->lang)
					: roster_need(need));
			say_words(roles, sizeof(roles), doc_get(need, "roles"),
				", ", say_role, c->lang);
			table_cell(t, roles);
			who[0] = '\0';
			(void)say_person(who, sizeof(who), need, c->lang);
			table_cell(t, *who ? who : _("NOBODY"));
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
	print_pair(_("playbook"), doc_str(incident, "playbook"));
	print_pair(_("level"), doc_str(incident, "level"));
	print_pair(_("topic"), doc_str(incident, "topic"));
	show_proposed(c, doc_get(incident, "proposed"));
	print_pair_time(_("occurred"), doc_int(incident, "occurred"), c->zone);
	print_pair_time(_("reported"), doc_int(incident, "reported"), c->zone);
	print_pair_time(_("found"), doc_int(incident, "found"), c->zone);
	print_pair_time(_("opened"), doc_int(incident, "opened"), c->zone);
	print_pair(_("fire word"), doc_str(incident, "fire_word"));
	if (open)
		show_roster(c, doc_get(incident, "roster"));
	show_clocks(c, incident, false);
	show_clocks(c, incident, true);
	incident_print_steps(c, incident);
	show_messages(c, incident);
	show_prepared(c, incident);
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
		.run = incident_run_list },
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
	{ .name = "learn",
		.args = "INCIDENT",
		.help = N_("say what became known since: times, a level, a "
			   "topic; a second person confirms what lowers "
			   "review"),
		.act = "incident.learn" },
	{ .name = "done",
		.args = "INCIDENT RULE",
		.help = N_("end a clock that no release ends: a report, a "
			   "press conference"),
		.act = "clock.done" },
	{ .name = "close",
		.args = "INCIDENT",
		.help = N_("close an incident"),
		.act = "incident.close" },
	{ .name = NULL },
};

const struct command command_incident = {
	.name = "incident",
	.help = N_("what happened, opened from a playbook"),
	.verbs = verbs,
};
