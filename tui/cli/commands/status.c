/*
 * crier status: what waits for whom, what comes next, what is not well.
 */
#include <stdio.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
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
	char text[STATION_DIR_MAX + 600];

	fixed_cut_format(text, sizeof(text), "%s%s  (%s)", doc_str(s, "unit"),
		doc_bool(s, "demo") ? _(", DEMONSTRATION") : "", c->dir);
	print_pair(_("station"), text);
	show_pairs(c, DOCUMENT_STATUS, "who", answer);
}

static void
show_accounts(const struct cli *c, const json_t *answer)
{
	const json_t *a = doc_get(answer, "accounts"), *f;
	json_t *failed = doc_get(a, "failed");
	size_t i;

	show_pairs(c, DOCUMENT_STATUS, "accounts", answer);
	json_array_foreach(failed, i, f) print_line("            ! %s %s: %s",
		doc_str(f, "id"), doc_str(f, "name"), doc_str(f, "detail"));
	show_quotas(c, doc_get(a, "quotas"));
}

static void
show_waits(const struct cli *c, const json_t *answer)
{
	json_t *waits = doc_get(answer, "waits");
	struct cli then = *c; /* late is what the station says is */

	(void)putchar('\n');
	if (json_array_size(waits) == 0)
		print_line("%s", _("Nothing waits for anybody."));
	then.now = doc_int(doc_get(answer, "station"), "now");
	show_rows(&then, DOCUMENT_WAIT,
		"about mode what due roles officers title", waits);
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
			c->lang, false);
		print_line("! %s", text);
	}
}

/* Only where it is not well, or not known to be. */
static void
show_exchange(const json_t *exchange)
{
	json_t *row;
	size_t i;

	if (*doc_str(exchange, "what"))
		print_line("! %s", doc_str(exchange, "what"));
	json_array_foreach(doc_get(exchange, "branches"), i, row) print_line(
		"! %s: %s", doc_str(row, "name"), doc_str(row, "what"));
}

static void
status_print(struct cli *c, const json_t *answer)
{
	const json_t *record = doc_get(answer, "record");

	show_station(c, answer);
	show_pairs(c, DOCUMENT_STATION, "replaced clock_behind",
		doc_get(answer, "station"));
	show_pairs(c, DOCUMENT_STATUS, "next_clock incidents relays record_is",
		answer);
	print_pair("", doc_str(record, "fault"));
	if (*doc_str(record, "fault"))
		print_pair("", doc_str(record, "remedy"));
	show_exchange(doc_get(answer, "exchange"));
	show_accounts(c, answer);
	show_pairs(c, DOCUMENT_STATUS, "mine", answer);
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
