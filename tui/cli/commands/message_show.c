/*
 * Prints a message: its text, who has passed what, where it went, and how
 * each account's variant counts.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands/message.h"
#include "tui/cli/commands/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/quotas.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/pages/waivers.h"

void
show_message_head(const struct cli *c, const json_t *m)
{
	json_t *stop = json_object_get(json_object_get(m, "standing"), "stop"),
	       *row;
	char text[400];
	size_t i;

	print_line("%s  %s  %s  %s", doc_str(m, "id"),
		say_mode(doc_str(m, "mode"), c->demo),
		say_kind(doc_str(m, "kind"), c->lang),
		say_standing_long(m, c->lang));
	json_array_foreach(stop, i, row)
	{
		say_stop(text, sizeof(text), row);
		print_line("! %s", text);
	}
	print_pair(_("title"), doc_str(m, "title"));
	print_pair(_("digest"), doc_str(m, "digest"));
}

void
show_quotas(const struct cli *c, const json_t *rows)
{
	char text[QUOTA_TEXT];
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		enum style style = quota_say(text, row, c->lang);

		print_line("%s %s", style == STYLE_TEXT ? "-" : "!", text);
	}
}

void
show_findings(const struct cli *c, const json_t *findings)
{
	const json_t *f;
	char said[600];
	size_t i;

	json_array_foreach(findings, i, f)
	{
		waivers_head(said, sizeof(said), f, c->lang);
		print_line("%s  %s", said, doc_str(f, "where"));
		if (*say_both(f, "mend", c->lang))
			print_line("  %s", say_both(f, "mend", c->lang));
		say_figure_ways(said, sizeof(said), f);
		if (*said)
			print_line("  %s", said);
		waivers_words(said, sizeof(said), f);
		if (*said)
			print_line("  = %s", said);
	}
}

static void
print_missing_slots(const struct cli *c, const json_t *missing)
{
	const json_t *s;
	size_t i;

	json_array_foreach(missing, i, s)
		print_line(_("! slot %s (%s) is empty"), doc_str(s, "slot"),
			say_both(s, "label", c->lang));
}

/* ---- show ---- */

static const char *
gate_state(const char *word)
{
	if (strcmp(word, "passed") == 0)
		return _("passed");
	return strcmp(word, "returned") == 0 ? _("RETURNED") : _("not yet");
}

static void
stage_add_gates(const struct cli *c, struct print_table *t, const json_t *stage)
{
	json_t *gates = doc_get(stage, "gates"), *g;
	char roles[300], time[PRINT_TIME];
	size_t i;

	json_array_foreach(gates, i, g)
	{
		const char *title = say_both(stage, "title", c->lang);

		say_words(roles, sizeof(roles), doc_get(g, "roles"), ", ",
			say_role, c->lang);
		print_time(time, doc_int(g, "time"), c->zone);
		table_cell(t,
			*title ? title
			       : say_stage(doc_str(stage, "stage"), c->lang));
		table_cell(t, doc_str(g, "gate"));
		table_cell(t, say_gate(doc_str(g, "gate"), c->lang));
		table_cell(t, gate_state(doc_str(g, "state")));
		table_cell(t, *doc_str(g, "by") ? doc_str(g, "by") : roles);
		table_cell(t, time);
		table_cell(t, doc_str(g, "reason"));
	}
}

static void
show_stages(const struct cli *c, const json_t *m)
{
	static const char *const heads[] = { N_("stage"), N_("gate"), "",
		N_("state"), N_("by"), N_("time"), N_("reason") };
	struct print_table *t = table_new(heads, 7, 0);
	json_t *stages = doc_get(m, "stages"), *s;
	size_t i;

	json_array_foreach(stages, i, s) stage_add_gates(c, t, s);
	if (json_array_size(stages) > 0)
		print_line("%s", "");
	table_print(t);
}

/* "approved  LIU  2026-11-24 10:30:00" for approved, armed, fired. */
static void
show_step(const struct cli *c, const json_t *m, const char *name,
	const char *label)
{
	const json_t *step = doc_get(m, name);
	char time[PRINT_TIME], text[200];

	if (step == NULL)
		return;
	print_time(time, doc_int(step, "time"), c->zone);
	fixed_cut_format(
		text, sizeof(text), "%s  %s", doc_str(step, "by"), time);
	print_pair(label, text);
}

static void
show_authors(const struct cli *c, const json_t *m)
{
	char text[400];

	say_words(
		text, sizeof(text), doc_get(m, "authors"), ", ", NULL, c->lang);
	print_pair(_("authors"), text);
	say_people(text, sizeof(text), doc_get(m, "contractors"), c->lang);
	print_pair(_("contractors"), text);
}

/* What the emergency lane left open, or who closed it. */
static void
show_signature(const struct cli *c, const json_t *m)
{
	int64_t due = doc_int(m, "supplement_due");

	if (due == 0)
		return;
	print_pair_time(doc_get(m, "supplemented") || due > c->now
			? _("signature due")
			: _("! SIGN: LATE"),
		due, c->zone);
	print_pair(_("agreed by telephone"), doc_str(m, "agreed"));
	show_step(c, m, "supplemented", _("signed"));
}

/* "! L-50 suspended by sun and zhao: why", for ever. */
static void
show_suspensions(const json_t *m)
{
	json_t *rows = doc_get(m, "suspensions"), *s;
	size_t i;

	json_array_foreach(rows, i, s)
	{
		if (*doc_str(s, "second"))
			print_line(_("! %s SUSPENDED by %s and %s: %s"),
				doc_str(s, "rule"), doc_str(s, "by"),
				doc_str(s, "second"), doc_str(s, "reason"));
	}
}

/* What the playbook says and nobody has said, or somebody as it stood. */
static void
show_assumed(const struct cli *c, const json_t *m)
{
	json_t *rows = doc_get(m, "assumed"), *s;
	size_t i;

	json_array_foreach(rows, i, s)
	{
		print_line(_("! %s (%s): the playbook's words, nobody has "
			     "said them yet"),
			doc_str(s, "slot"), say_both(s, "label", c->lang));
	}
	rows = doc_get(m, "affirmed");
	json_array_foreach(rows, i, s)
	{
		print_line(_("%s (%s): the playbook's words, confirmed by %s"),
			doc_str(s, "slot"), say_both(s, "label", c->lang),
			doc_str(s, "by"));
	}
}

static void
show_head(const struct cli *c, const json_t *m)
{
	char text[100];

	show_message_head(c, m);
	fixed_format(
		text, sizeof(text), "%lld", (long long)doc_int(m, "revision"));
	print_pair(_("revision"), text);
	print_pair(_("corrects"), doc_str(m, "corrects"));
	print_pair(_("in place of"), doc_str(m, "instead_of"));
	show_authors(c, m);
	show_step(c, m, "approved", _("approved"));
	show_signature(c, m);
	show_step(c, m, "armed", _("armed"));
	show_step(c, m, "fired", _("fired"));
	print_pair(_("waits"), say_waits(doc_str(m, "waits"), c->lang));
	if (doc_bool(m, "draft"))
		print_pair(_("draft"), _("somebody is typing a newer one"));
}

void
message_show(struct cli *c, const json_t *m)
{
	const json_t *master = doc_get(m, "master");
	json_t *deliveries = doc_get(m, "deliveries");
	char skew[SAY];

	show_head(c, m);
	show_suspensions(m);
	show_assumed(c, m);
	if (*doc_str(master, "text")) {
		print_line("%s", "");
		print_block("  ", doc_str(master, "title"));
		print_line("%s", "");
		print_block("  ", doc_str(master, "text"));
	}
	show_stages(c, m);
	show_findings(c, doc_get(m, "findings"));
	if (doc_get(m, "fired") == NULL)
		show_quotas(c, doc_get(m, "quotas"));
	if (json_array_size(deliveries) > 0) {
		print_line("%s", "");
		show_deliveries(c, deliveries);
	}
	if (doc_get(m, "skew_ms") != NULL && doc_get(m, "fired") != NULL) {
		say_span(skew, doc_int(m, "skew_ms"));
		print_pair(_("skew"), skew);
	}
}

/* ---- diff ---- */

void
show_change(const struct cli *c, const json_t *change, const char *indent)
{
	static const char *const keys[] = { "old", "new" };
	char front[16];

	for (size_t i = 0; i < 2; i++) {
		char *words =
			say_change(doc_get(change, keys[i]), c->now, c->zone);

		fixed_cut_format(
			front, sizeof(front), "%s%c ", indent, "-+"[i]);
		print_block(front, words);
		free(words);
	}
}

void
message_show_diff(struct cli *c, const json_t *answer)
{
	json_t *changes = doc_get(answer, "changes"), *d;
	size_t i;

	print_line(_("revision %lld to %lld"),
		(long long)doc_int(answer, "from"),
		(long long)doc_int(answer, "to"));
	if (json_array_size(changes) == 0)
		print_line("%s", _("Nothing changed."));
	json_array_foreach(changes, i, d)
	{
		print_line("%s", doc_str(d, "field"));
		show_change(c, d, "");
	}
}

/* ---- preview ---- */

static void
show_variant(const struct cli *c, const json_t *v)
{
	long long count = (long long)doc_int(v, "count");
	long long limit = (long long)doc_int(v, "limit");
	const char *unit = say_unit(doc_str(v, "unit"), (long)count);
	json_t *cut = doc_get(v, "cut");
	char counted[100];

	if (limit > 0)
		fixed_cut_format(counted, sizeof(counted), _("%lld of %lld %s"),
			count, limit, unit);
	else
		fixed_cut_format(
			counted, sizeof(counted), "%lld %s", count, unit);
	print_line("%s", "");
	print_line("== %s  %s  (%s)  %s%s", doc_str(v, "account"),
		doc_str(v, "name"), doc_str(v, "kind"), counted,
		doc_bool(v, "by_hand") ? _("  by hand") : "");
	if (json_array_size(cut) > 0)
		print_line(
			_("   %zu paragraphs were cut"), json_array_size(cut));
	if (*say_both(v, "error", c->lang))
		print_line(
			_("! does not fit: %s"), say_both(v, "error", c->lang));
	if (*doc_str(v, "title")) {
		print_block("   ", doc_str(v, "title"));
		print_line("%s", "");
	}
	print_block("   ", doc_str(v, "text"));
}

void
message_show_preview(struct cli *c, const json_t *answer)
{
	const char *only = cli_option(c, "account");
	json_t *variants = doc_get(answer, "variants"), *v;
	const char *digest = doc_str(answer, "digest");
	size_t i;

	print_pair(_("title"), doc_str(answer, "title"));
	print_pair(_("digest"),
		*digest ? digest : _("not fixed before it is submitted"));
	print_missing_slots(c, doc_get(answer, "missing"));
	show_findings(c, doc_get(answer, "findings"));
	json_array_foreach(variants, i, v)
	{
		if (only == NULL || strcmp(doc_str(v, "account"), only) == 0)
			show_variant(c, v);
	}
}
