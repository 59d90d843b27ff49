/*
 * crier status: what waits for whom, what comes next, what is not well.
 */
#include <stdio.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands.h"
#include "tui/cli/commands/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/proposals.h"
#include "tui/pages/roster.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/pages/waits.h"

static void
show_station(const struct cli *c, const json_t *answer)
{
	const json_t *s = doc_get(answer, "station");
	const json_t *o = doc_get(answer, "officer");
	char text[STATION_DIR_MAX + 600];

	fixed_cut_format(text, sizeof(text), "%s%s  (%s)", doc_str(s, "unit"),
		doc_bool(s, "demo") ? _(", DEMONSTRATION") : "", c->dir);
	print_pair(_("station"), text);
	fixed_cut_format(text, sizeof(text), "%s %s", doc_str(o, "id"),
		doc_str(o, "name"));
	print_pair(_("officer"), text);
}

static void
show_replaced(const json_t *answer)
{
	const json_t *s = doc_get(answer, "station");

	if (doc_bool(s, "replaced"))
		print_pair(_("program"),
			say_replaced(
				strcmp(doc_str(s, "setup"), "office") == 0));
}

static void
show_behind(const struct cli *c, const json_t *answer)
{
	int64_t entry = doc_int(doc_get(answer, "station"), "clock_behind");
	char text[SAY];

	if (entry == 0)
		return;
	say_clock_behind(text, entry, c->zone);
	print_pair(_("its clock"), text);
}

static void
show_clock(const struct cli *c, const json_t *answer)
{
	const json_t *clock = doc_get(answer, "clock");
	char left[SAY], time[PRINT_TIME], text[600];

	if (clock == NULL)
		return;
	say_countdown(left, doc_int(clock, "due") - c->now);
	print_time(time, doc_int(clock, "due"), c->zone);
	fixed_cut_format(text, sizeof(text), "%s  %s  %s  %s",
		doc_str(clock, "incident"), say_both(clock, "title", c->lang),
		left, time);
	print_pair(_("next clock"), text);
}

static void
show_relay(const struct cli *c, const json_t *answer)
{
	const json_t *relay = doc_get(answer, "relay");
	char text[200];

	fixed_cut_format(text, sizeof(text), "%s %s, %s %s",
		say_mode("actual", c->demo),
		doc_bool(relay, "actual") ? _("ready") : _("NOT THERE"),
		say_mode("drill", c->demo),
		doc_bool(relay, "drill") ? _("ready") : _("NOT THERE"));
	print_pair(_("relay"), text);
}

static void
show_record(const json_t *answer)
{
	const json_t *r = doc_get(answer, "record");
	long long behind = (long long)doc_int(r, "behind");
	char text[300];

	if (behind == 0)
		fixed_cut_format(text, sizeof(text),
			_("up to date, head %.12s"), doc_str(r, "head"));
	else
		fixed_cut_format(text, sizeof(text),
			say_n("%lld entry behind, head %.12s",
				"%lld entries behind, head %.12s",
				(long)behind),
			behind, doc_str(r, "head"));
	print_pair(_("record"), text);
	if (*doc_str(r, "fault"))
		print_pair("", doc_str(r, "fault"));
	if (*doc_str(r, "fault") && *doc_str(r, "remedy"))
		print_pair("", doc_str(r, "remedy"));
}

static void
show_accounts(const struct cli *c, const json_t *answer)
{
	const json_t *a = doc_get(answer, "accounts"), *f;
	json_t *failed = doc_get(a, "failed");
	char text[300];
	size_t i;

	fixed_cut_format(text, sizeof(text), _("%lld, of them failed: %zu"),
		(long long)doc_int(a, "total"), json_array_size(failed));
	print_pair(_("accounts"), text);
	json_array_foreach(failed, i, f) print_line("            ! %s %s: %s",
		doc_str(f, "id"), doc_str(f, "name"), doc_str(f, "detail"));
	show_quotas(c, doc_get(a, "quotas"));
}

static void
wait_cells(const struct cli *c, struct print_table *t, const json_t *answer,
	const json_t *w)
{
	char text[WAITS_TEXT], time[PRINT_TIME];

	fixed_cut_format(text, sizeof(text), "%s%s",
		doc_bool(w, "mine") ? "* " : "  ", waits_subject(w));
	table_cell(t, text);
	table_cell(t, waits_mode(w, c->demo));
	table_cell(t,
		say_wait(w, doc_int(doc_get(answer, "station"), "now"),
			c->lang));
	print_time(time, doc_int(w, "due"), c->zone);
	table_cell(t, doc_int(w, "due") ? time : "");
	say_words(text, 300, doc_get(w, "roles"), ", ", say_role, c->lang);
	table_cell(t, text);
	say_people(text, 300, doc_get(w, "officers"), c->lang);
	table_cell(t, text);
	waits_text(text, w, c->lang);
	table_cell(t, text);
}

static void
show_waits(const struct cli *c, const json_t *answer)
{
	static const char *const heads[] = { N_("waits"), N_("mode"),
		N_("what"), N_("due"), N_("for"), N_("who"), N_("title") };
	struct print_table *t = table_new(heads, 7, 0);
	json_t *waits = doc_get(answer, "waits"), *w;
	size_t i;

	json_array_foreach(waits, i, w)
	{
		wait_cells(c, t, answer, w);
	}
	(void)putchar('\n');
	if (json_array_size(waits) == 0)
		print_line("%s", _("Nothing waits for anybody."));
	table_print(t);
}

/* Open incidents that the officers on duty cannot see through. */
static void
print_missing_roles(const struct cli *c, const json_t *answer)
{
	json_t *rosters = doc_get(answer, "roster"), *r;
	char text[600];
	size_t i;

	json_array_foreach(rosters, i, r)
	{
		for (size_t k = 0;
			roster_missing(text, sizeof(text), r, k, c->lang); k++)
			print_line("! %s: %s", doc_str(r, "incident"), text);
	}
}

/* Rules that two officers have suspended for what waits. */
static void
show_suspended(const struct cli *c, const json_t *answer)
{
	json_t *waits = doc_get(answer, "waits"), *w;
	char rules[300];
	size_t i;

	json_array_foreach(waits, i, w)
	{
		say_words(rules, sizeof(rules), doc_get(w, "suspended"), ", ",
			NULL, c->lang);
		if (*rules)
			print_line(_("! %s: rules suspended: %s"),
				doc_str(w, "message"), rules);
	}
}

/* What everybody, or this officer, should know of the office itself. */
static void
show_told(const struct cli *c, const json_t *answer)
{
	json_t *row;
	char text[PROPOSAL_TEXT];
	size_t i;

	json_array_foreach(doc_get(answer, "told"), i, row)
	{
		proposal_told(text, row,
			doc_int(doc_get(answer, "station"), "now"), c->zone,
			c->lang);
		print_line("! %s", text);
	}
}

static void
status_print(struct cli *c, const json_t *answer)
{
	const json_t *incidents = doc_get(answer, "incidents");
	char text[200];

	show_station(c, answer);
	show_replaced(answer);
	show_behind(c, answer);
	show_clock(c, answer);
	fixed_cut_format(text, sizeof(text), _("%lld open, %lld in all"),
		(long long)doc_int(incidents, "open"),
		(long long)doc_int(incidents, "total"));
	print_pair(_("incidents"), text);
	show_relay(c, answer);
	show_record(answer);
	show_accounts(c, answer);
	fixed_cut_format(text, sizeof(text), _("%lld, marked * below"),
		(long long)doc_int(answer, "mine"));
	print_pair(_("for you"), text);
	show_waits(c, answer);
	print_missing_roles(c, answer);
	show_suspended(c, answer);
	show_told(c, answer);
}

static const struct verb verbs[] = {
	{ .name = "",
		.args = "",
		.help = N_("what waits for whom, next clock, record lag, "
			   "failed accounts"),
		.question = "status",
		.show = status_print },
	{ .name = NULL },
};

const struct command command_status = {
	.name = "status",
	.help = N_("what waits for whom"),
	.verbs = verbs,
};
