/*
 * crier review: the review page, and a verdict on a gate.
 */
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands.h"
#include "tui/cli/commands/message.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/pages/waivers.h"

static void
show_found(const struct cli *c, const json_t *found)
{
	const json_t *f;
	char said[600];
	size_t i;

	json_array_foreach(found, i, f)
	{
		waivers_head(said, sizeof(said), f, c->lang);
		print_line("    %s", said);
		waivers_words(said, sizeof(said), f);
		if (*said)
			print_line("      %s", said);
	}
	if (i == 0)
		print_line("    %s", _("the machine found nothing"));
}

static void
show_gate(const struct cli *c, const json_t *g)
{
	const char *state = doc_str(g, "state");
	char names[400], time[PRINT_TIME];

	print_time(time, doc_int(g, "time"), c->zone);
	if (strcmp(state, "open") == 0)
		print_line("  [ ] %s (%s)",
			say_gate(doc_str(g, "gate"), c->lang),
			doc_str(g, "gate"));
	else
		print_line("  [%s] %s (%s)  %s %s %s",
			strcmp(state, "passed") == 0 ? "x" : "!",
			say_gate(doc_str(g, "gate"), c->lang),
			doc_str(g, "gate"), doc_str(g, "by"), time,
			doc_str(g, "reason"));
	show_found(c, doc_get(g, "found"));
	print_line("    %s: %s", _("by passing you confirm"),
		say_both(g, "attests", c->lang));
	if (strcmp(state, "open") == 0) {
		say_people(names, sizeof(names), doc_get(g, "may"), c->lang);
		print_line("    %s: %s", _("may sign"),
			*names ? names : _("NOBODY on duty"));
	}
}

static void
show_changed(const struct cli *c, const json_t *m)
{
	const json_t *changed = doc_get(m, "changed");
	json_t *rows = doc_get(changed, "changes"), *row;
	size_t i;

	if (doc_int(m, "looked") == 0) {
		print_line("%s", _("You have not looked at it before."));
		return;
	}
	if (json_array_size(rows) == 0) {
		print_line("%s", _("Nothing has changed since you looked."));
		return;
	}
	print_line(_("Changed since you looked at revision %lld:"),
		(long long)doc_int(changed, "from"));
	json_array_foreach(rows, i, row)
	{
		if (strcmp(doc_str(row, "field"), "message.text") == 0)
			continue; /* the parts below say it */
		print_line("  %s", doc_str(row, "field"));
		show_change(c, row, "  ");
	}
}

static void
show_page(const struct cli *c, const json_t *m)
{
	json_t *stages = doc_get(m, "stages"), *stage, *g, *units, *u;
	size_t i, k;

	show_message_head(c, m);
	show_pairs(c, DOCUMENT_MESSAGE, "tier_title", m);
	show_changed(c, m);
	json_array_foreach(stages, i, stage)
	{
		print_line("%s", say_stage(doc_str(stage, "stage"), c->lang));
		json_array_foreach(doc_get(stage, "gates"), k, g)
			show_gate(c, g);
	}
	if (json_array_size(stages) == 0)
		show_found(c, doc_get(m, "found"));
	units = doc_get(m, "concurrences");
	json_array_foreach(units, i, u)
		print_line("%s %s: %s %s%s", doc_bool(u, "needed") ? "!" : "-",
			say_both(u, "title", c->lang),
			say_both(u, "state_title", c->lang), doc_str(u, "who"),
			say_silence(doc_str(u, "silence")));
}

static enum err_code
review_print(struct cli *c, struct err *err)
{
	json_t *fields = json_object(), *m = NULL;
	enum err_code rc;

	doc_put_str(fields, "message", cli_arg(c, 0));
	rc = cli_ask(&m, c, "message.review", fields, err);
	if (rc != ERR_OK)
		return rc;
	if (c->json)
		print_doc(m);
	else
		show_page(c, m);
	json_decref(m);
	return ERR_OK;
}

/* Without a gate the page, with one a verdict. */
static int
review_run(struct cli *c)
{
	struct err err = { 0 };
	json_t *fields = NULL;
	enum err_code rc;

	if (cli_arg(c, 1) == NULL || *cli_arg(c, 1) == '\0') {
		rc = review_print(c, &err);
		return rc == ERR_OK ? EX_OK : cli_fail(c, &err);
	}
	rc = cli_open(c, &err);
	if (rc == ERR_OK)
		rc = cli_fields(&fields, c, &err);
	if (rc == ERR_OK)
		rc = cli_act(c, "review", fields, &err);
	return rc == ERR_OK ? EX_OK : cli_fail(c, &err);
}

static const struct option_row options[] = {
	{ "digest", OPTION_TEXT, "DIGEST", "digest", false,
		N_("the manifest's digest, as crier message preview shows "
		   "it") },
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "",
		.args = "MESSAGE [GATE] [VERDICT]",
		.help = N_("pass a gate, or return the message; VERDICT is "
			   "pass or return; without a gate what was found "
			   "for each, and who may sign"),
		.act = "review",
		.run = review_run,
		.options = options },
	{ .name = NULL },
};

const struct command command_review = {
	.name = "review",
	.help = N_("pass a gate or return a message; the gates are wording, "
		   "policy, legal, confidentiality, political, authority"),
	.verbs = verbs,
};
