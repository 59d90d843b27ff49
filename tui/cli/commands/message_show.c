/*
 * Prints a message: its text, who has passed what, where it went, and how
 * each account's variant counts.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands/message.h"
#include "tui/cli/show.h"
#include "tui/pages/carried.h"
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
	show_pairs(c, DOCUMENT_MESSAGE, "title digest", m);
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

#define GATE_COLUMNS DOCUMENT_GATE, "gate title state by time reason"

static void
show_stages(const struct cli *c, const json_t *m)
{
	struct print_table *t = show_table(c, DOCUMENT_STAGE, "title");
	json_t *stages = doc_get(m, "stages"), *stage, *gate;
	size_t i, k;

	show_heads(c, t, GATE_COLUMNS);
	json_array_foreach(stages, i, stage)
	{
		json_array_foreach(doc_get(stage, "gates"), k, gate)
		{
			show_cells(c, t, DOCUMENT_STAGE, "title", stage);
			show_cells(c, t, GATE_COLUMNS, gate);
		}
	}
	if (json_array_size(stages) > 0)
		print_line("%s", "");
	table_print(t);
}

/* What the emergency lane left open, or who closed it. */
static void
show_signature(const struct cli *c, const json_t *m)
{
	int64_t due = doc_int(m, "supplement_due");

	if (due != 0)
		show_pairs(c, DOCUMENT_MESSAGE,
			doc_get(m, "supplemented") || due > c->now
				? "supplement_due agreed supplemented"
				: "late agreed supplemented",
			m);
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

/* What stands as the bulletins before have told it. */
static void
show_carried(const struct cli *c, const json_t *m)
{
	char words[CARRIED_WORDS];
	json_t *row;
	size_t i;

	json_array_foreach(doc_get(m, "carried"), i, row)
	{
		carried_say(words, row, c->lang);
		print_line("%s%s", *doc_str(row, "by") ? "" : "! ", words);
	}
}

static void
show_head(const struct cli *c, const json_t *m)
{
	show_message_head(c, m);
	show_pairs(c, DOCUMENT_MESSAGE,
		"revision corrects instead_of answers asked authors "
		"contractors approved",
		m);
	show_signature(c, m);
	show_pairs(c, DOCUMENT_MESSAGE,
		"signal appointed set at armed fired unmirrored waits draft",
		m);
	if (doc_get(m, "missed"))
		show_pairs(c, DOCUMENT_MISSED, "at why", doc_get(m, "missed"));
}

void
message_show(struct cli *c, const json_t *m)
{
	const json_t *master = doc_get(m, "master");
	json_t *deliveries = doc_get(m, "deliveries");
	show_head(c, m);
	show_suspensions(m);
	show_assumed(c, m);
	show_carried(c, m);
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
	if (doc_get(m, "fired") != NULL)
		show_pairs(c, DOCUMENT_MESSAGE, "skew_ms", m);
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
		print_line(say_n("   %zu paragraph was cut",
				   "   %zu paragraphs were cut",
				   (long)json_array_size(cut)),
			json_array_size(cut));
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
