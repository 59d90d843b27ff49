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
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/cli/windows.h"
#include "tui/pages/say.h"
#include "tui/pages/value.h"

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
	show_rows(c, SHOW_DELIVERIES, rows);
	show_demo(c);
}

static void
delivery_print(struct cli *c, const json_t *d)
{
	show_pairs(c, DOCUMENT_DELIVERY, "id", d);
	if (c->demo)
		print_pair(_("station"), _("DEMO: not a real release"));
	show_pairs(c, DOCUMENT_DELIVERY,
		"standing name how_it_is kind at due remote url detail taken "
		"act_title target_url",
		d);
	show_waiting(c, doc_get(d, "waiting"));
	if (*doc_str(d, "text")) {
		print_line("%s", "");
		print_block("  ", doc_str(d, "title"));
		print_block("  ", doc_str(d, "text"));
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
	rc = windows_run(c);
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
		.listing = { SHOW_DELIVERIES, NULL,
			N_("There is no delivery.") },
		.run = delivery_run_list },
	{ .name = "show",
		.args = "DELIVERY",
		.help = N_("one delivery: its state, receipt and text"),
		.question = "delivery.show",
		.show = delivery_print },
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
	{ .name = NULL },
};

const struct command command_delivery = {
	.name = "delivery",
	.help = N_("one message to one account, and its receipt"),
	.verbs = verbs,
};
