/*
 * crier delivery: one message to one account, and its receipt.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands.h"
#include "tui/cli/commands/show.h"
#include "tui/pages/i18n.h"
#include "tui/cli/windows.h"
#include "tui/cli/print_entry.h"
#include "tui/pages/say.h"
#include "tui/pages/value.h"

static struct print_table *
show_deliveries_table(void)
{
	static const char *const heads[] = { N_("delivery"), N_("kind"), "",
		N_("state"), N_("try"), N_("at"), N_("address"), N_("detail") };

	return table_new(heads, 8, 1U << 4);
}

void
show_delivery_row(const struct cli *c, struct print_table *t, const json_t *d)
{
	char at[PRINT_TIME], *url = say_address(d);

	print_time(at, doc_int(d, "at"), c->zone);
	table_cell(t, doc_str(d, "id"));
	table_cell(t, doc_str(d, "kind"));
	table_cell(t, say_delivery_sign(doc_str(d, "state")));
	table_cell(t, say_delivery_of(d, c->lang));
	table_cell_int(t, doc_int(d, "attempt"));
	table_cell(t, at);
	table_cell(t, *url ? url : doc_str(d, "remote"));
	table_cell(t, doc_str(d, "detail"));
	free(url);
}

/* Below receipts: of a demo station they are none of a real platform. */
static void
show_demo(const struct cli *c)
{
	if (c->demo && !c->json)
		print_line("%s", _("DEMO: not a real release"));
}

void
show_deliveries(const struct cli *c, const json_t *rows)
{
	struct print_table *t = show_deliveries_table();
	const json_t *d;
	size_t i;

	json_array_foreach(rows, i, d) show_delivery_row(c, t, d);
	table_print(t);
	show_demo(c);
}

static void
delivery_print(struct cli *c, const json_t *d)
{
	json_t *history = doc_get(d, "history"), *row;
	size_t i;
	char at[PRINT_TIME], due[PRINT_TIME], state[200];
	char *url = say_address(d);

	print_time(at, doc_int(d, "at"), c->zone);
	print_time(due, doc_int(d, "due"), c->zone);
	fixed_cut_format(state, sizeof(state), "%s %s",
		say_delivery_sign(doc_str(d, "state")),
		say_delivery_of(d, c->lang));
	print_pair(_("delivery"), doc_str(d, "id"));
	if (c->demo)
		print_pair(_("station"), _("DEMO: not a real release"));
	print_pair(_("message"), say_standing_long(d, c->lang));
	print_pair(_("name"), doc_str(d, "name"));
	print_pair(_("state"), state);
	print_pair(_("kind"), doc_str(d, "kind"));
	print_pair(_("at"), at);
	print_pair(_("due"), due);
	print_pair(_("remote id"), doc_str(d, "remote"));
	print_pair(_("address"), url);
	free(url);
	print_pair(_("detail"), doc_str(d, "detail"));
	json_array_foreach(doc_get(d, "taken"), i, row)
	{
		fixed_cut_format(state, sizeof(state), "%s %s",
			doc_str(row, "name"), doc_str(row, "phone"));
		print_pair(_("has the text"), state);
	}
	print_pair(_("how"), say_both(d, "act_title", c->lang));
	print_pair(_("old text at"), doc_str(d, "target_url"));
	if (*doc_str(d, "text")) {
		print_line("%s", "");
		print_block("  ", doc_str(d, "title"));
		print_block("  ", doc_str(d, "text"));
	}
	if (json_array_size(history) > 0) {
		print_line("%s", "");
		print_entries_table(history, c->lang, c->zone);
	}
}

/* The fitted text and nothing else: to be piped, or copied by hand. */
static void
delivery_print_text(struct cli *c, const json_t *answer)
{
	if (strcmp(doc_str(answer, "mode"), "drill") == 0)
		(void)fprintf(stderr, "%s\n",
			_("DRILL: post it nowhere. Nothing was sent."));
	else if (c->demo)
		(void)fprintf(stderr, "%s\n", _("DEMO: post it nowhere."));
	if (*doc_str(answer, "act_title"))
		(void)fprintf(stderr, "%s %s\n",
			say_both(answer, "act_title", c->lang),
			doc_str(answer, "target_url"));
	if (*doc_str(answer, "title")) {
		print_plain(doc_str(answer, "title"));
		(void)putchar('\n');
	}
	print_plain(doc_str(answer, "text"));
}

/* Whoever is given the text to post is told if it must not go out. */
static enum err_code
take_in_hand(struct cli *c, json_t *fields, struct err *err)
{
	json_t *d = NULL, *entries = NULL;
	enum err_code rc =
		cli_ask(&d, c, "delivery.show", json_deep_copy(fields), err);

	if (rc == ERR_OK && strcmp(doc_str(d, "state"), "human") == 0) {
		rc = client_act(&entries, c->client, "delivery.take",
			json_deep_copy(fields), err);
		json_decref(entries);
	}
	json_decref(d);
	return rc;
}

static enum err_code
read_back(struct cli *c, json_t *fields, struct err *err)
{
	const char *path = cli_option(c, "readback");

	(void)fields;
	if (path == NULL && cli_option(c, "url") == NULL &&
		cli_option(c, "witness") == NULL)
		return err_set(err, ERR_USAGE, "",
			_("The one who published gives --url, or --witness, "
			  "--place and --at where there is no address; a "
			  "second person reads the post and gives --readback "
			  "FILE."),
			_("there is no proof: --url, --witness or "
			  "--readback"));
	return ERR_OK;
}

/* Of a message or of an incident: the id says which. */
static int
delivery_run_list(struct cli *c)
{
	/* the argument's field depends on its form, so it becomes an option */
	static const struct option_row by_message = {
		.name = "message", .type = OPTION_TEXT, .field = "message"
	};
	static const struct option_row by_incident = {
		.name = "incident", .type = OPTION_TEXT, .field = "incident"
	};
	int rc;

	if (c->arg_count > 0 && c->given_count < CLI_GIVEN) {
		c->given[c->given_count++] =
			(struct given){ strchr(c->args[0], '/') ? &by_message
								: &by_incident,
				c->args[0] };
		c->arg_count = 0;
	}
	rc = pages_run(c, show_deliveries_table(), show_delivery_row,
		_("There is no delivery."));
	if (rc == 0)
		show_demo(c);
	return rc;
}

static const struct option_row list_options[] = {
	{ "state", OPTION_TEXT, "STATE", "state", false,
		N_("only in this state") },
	PAGES_LIMIT,
	{ .name = NULL },
};

static const struct option_row proof_options[] = {
	{ "readback", OPTION_FILE, "FILE", "readback", false,
		N_("what a second person read there; - is standard input") },
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "list",
		.args = "[PARENT]",
		.help = N_("deliveries of a message, of an incident, of all"),
		.question = "delivery.list",
		.options = list_options,
		.run = delivery_run_list },
	{ .name = "show",
		.args = "DELIVERY",
		.help = N_("one delivery with its history"),
		.question = "delivery.show",
		.show = delivery_print },
	{ .name = "take",
		.args = "DELIVERY",
		.help = N_("note that you have its text and will post it"),
		.act = "delivery.take" },
	{ .name = "text",
		.args = "DELIVERY",
		.help = N_("exactly the text to paste; you are noted as who "
			   "has it"),
		.question = "delivery.text",
		.prepare = take_in_hand,
		.show = delivery_print_text },
	{ .name = "proof",
		.args = "DELIVERY",
		.help = N_("prove a delivery by hand: address, then a second "
			   "person's read-back"),
		.act = "delivery.proof",
		.options = proof_options,
		.prepare = read_back },
	{ .name = "retry",
		.args = "DELIVERY",
		.help = N_("try again what is provably not published"),
		.act = "delivery.retry" },
	{ .name = "settle",
		.args = "DELIVERY",
		.help = N_(
			"say what was seen of one that is unknown or differs"),
		.act = "delivery.settle" },
	{ .name = "skip",
		.args = "DELIVERY",
		.help = N_("leave one out"),
		.act = "delivery.skip" },
	{ .name = NULL },
};

const struct command command_delivery = {
	.name = "delivery",
	.help = N_("one message to one account, and its receipt"),
	.verbs = verbs,
};
