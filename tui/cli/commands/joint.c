/*
 * crier joint: incidents and releases together with other units.
 */
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"

static void
joint_print(struct cli *c, const json_t *j)
{
	show_pairs(c, DOCUMENT_JOINT,
		"joint name phone title level topic playbook happened incident "
		"mode state at handing unhanded handed hand_reason",
		j);
	show_part(c, DOCUMENT_JOINT_UNIT, "name state at phone reason",
		doc_get(j, "units"));
	show_part(c, DOCUMENT_ORDER,
		"short unit message title at answer_by state ordered",
		doc_get(j, "orders"));
	if (json_array_size(doc_get(j, "offers")) == 0)
		return;
	print_line("%s", "");
	print_line("%s", _("Offers, of who does not lead it:"));
	show_part(c, DOCUMENT_ORDER,
		"short unit message title at answer_by state ordered",
		doc_get(j, "offers"));
}

/* What an order names and did not bring: it is to be asked for, or the text goes
 * out without. */
static void
missing_print(const json_t *pictures)
{
	const json_t *row;
	size_t n;

	json_array_foreach(pictures, n, row)
	{
		if (n == 0)
			print_line("%s", "");
		print_line(_("    a picture is not here: %.8s  %s"),
			doc_str(row, "digest"), doc_str(row, "alt"));
	}
}

/* The text as it is read out, for who has no station. */
static void
master_print(const json_t *master)
{
	const json_t *p;
	size_t n;

	print_line("    %s", doc_str(master, "title"));
	json_array_foreach(doc_get(master, "paragraphs"), n, p)
	{
		print_line("%s", "");
		print_block("    ", doc_str(p, "text"));
	}
}

static void
order_print(struct cli *c, const json_t *o)
{
	show_pairs(c, DOCUMENT_ORDER,
		"order unit phone offer message mode name digest fire at until "
		"answer_by corrects withdraws ordered called fires halted "
		"state silent unalarmed reached lacking gap odd board_at",
		o);
	show_part(c, DOCUMENT_ORDER_ALARM,
		"account name times at outcome detail", doc_get(o, "alarms"));
	show_part(c, DOCUMENT_ORDER_UNIT,
		"name hand state accounts gaps published verified more heard "
		"phone "
		"by noted who read_back reason",
		doc_get(o, "units"));
	show_part(c, DOCUMENT_ORDER_UNIT, "name state published phone",
		doc_get(o, "board"));
	show_part(c, DOCUMENT_MATRIX, "name kind of out verified unknown",
		doc_get(o, "matrix"));
	print_line("%s", "");
	master_print(json_array_get(doc_get(doc_get(o, "says"), "masters"), 0));
	missing_print(doc_get(o, "missing"));
}

static enum err_code
show_ask(json_t **answer, struct cli *c, const char *question, const char *key,
	struct err *err)
{
	json_t *ask = json_object();

	doc_put_str(ask, key, cli_arg(c, 0));
	return cli_ask(answer, c, question, ask, err);
}

/* Of the second question, asked of what the first one does not know: what is
 * neither is told as the first one tells it. */
static enum err_code
show_ask_order(json_t **answer, struct cli *c, struct err *err)
{
	struct err why = { 0 };
	enum err_code rc = show_ask(answer, c, "joint.order", "order", &why);

	if (rc == ERR_OK || err->code == ERR_OK ||
		strcmp(why.id, refusal_word(REFUSE_JOINT_ORDER_NONE)) != 0)
		*err = why;
	return rc;
}

/* A message's id has a stroke, and no name of a letter has. Such a name is a
 * joint incident's or an order's: nobody should have to know which. */
static int
show_run(struct cli *c)
{
	bool grid = strchr(cli_arg(c, 0), '/') != NULL;
	json_t *answer = NULL;
	struct err err = { 0 };
	enum err_code rc = ERR_OK;

	if (!grid) {
		rc = show_ask(&answer, c, "joint.show", "joint", &err);
		grid = rc != ERR_OK &&
			strcmp(err.id, refusal_word(REFUSE_JOINT_NONE)) == 0;
	}
	if (grid)
		rc = show_ask_order(&answer, c, &err);
	if (rc != ERR_OK)
		return cli_fail(c, &err);
	if (c->json)
		print_doc(answer);
	else if (grid)
		order_print(c, answer);
	else
		joint_print(c, answer);
	json_decref(answer);
	return EX_OK;
}

/* Of a message of ours, or of an order that has none here. */
static int
halt_run(struct cli *c)
{
	json_t *fields = NULL;
	struct err err = { 0 };
	enum err_code rc = cli_fields(&fields, c, &err);

	if (rc == ERR_OK && strchr(cli_arg(c, 0), '/') == NULL) {
		(void)json_object_del(fields, "message");
		doc_put_str(fields, "order", cli_arg(c, 0));
	}
	if (rc == ERR_OK)
		rc = cli_act(c, "joint.halt", fields, &err);
	return rc == ERR_OK ? EX_OK : cli_fail(c, &err);
}

/* For a unit without a station: to be printed, sent or read out. */
static void
page_print(struct cli *c, const json_t *page)
{
	bool drill = strcmp(doc_str(page, "mode"), "drill") == 0;

	if (cli_flag(c, "copy")) {
		print_plain(doc_str(page, "title"));
		print_plain("");
		print_plain(doc_str(page, "text"));
		return;
	}
	show_pairs(c, DOCUMENT_ORDER_PAGE,
		"unit back to phone address mode code ordered answer_by name "
		"fire at until corrects withdraws",
		page);
	print_line("%s", "");
	print_line("%s",
		*doc_str(page, "withdraws")
			? _("Take back what you have published of it, and "
			    "publish "
			    "the text below in its place, word for word.")
			: _("Publish the text below on all your official "
			    "accounts, word for word."));
	if (drill)
		print_line(
			"%s", _("DRILL: post it nowhere. Nothing was sent."));
	print_line("%s",
		_("Read the code back, and say by name whether you have read "
		  "it, take it, refuse it, or have it out."));
	print_line("%s", "");
	print_line("    %s", doc_str(page, "title"));
	print_line("%s", "");
	print_block("    ", doc_str(page, "text"));
}

static const struct option_row page_options[] = {
	{ "copy", OPTION_FLAG, NULL, NULL, false,
		N_("title and text and nothing else") },
	{ .name = NULL },
};

static const struct option_row order_options[] = {
	{ "digest", OPTION_TEXT, "DIGEST", "digest", true,
		N_("the manifest's digest, as crier message preview shows "
		   "it") },
	{ .name = NULL },
};

static const struct verb joint_verbs[] = {
	{ .name = "list",
		.args = "",
		.help = N_("joint incidents that we lead or were invited to"),
		.question = "joint.list",
		.listing = { DOCUMENT_JOINT,
			"short name title incident mode state units at", NULL,
			N_("There is no joint incident yet.") } },
	{ .name = "show",
		.args = "JOINT|ORDER",
		.help = N_("one of them, by its name or our incident; of an "
			   "order or its message what each unit has said"),
		.run = show_run },
	{ .name = "order",
		.args = "MESSAGE",
		.help = N_("ask partners to release it on their accounts"),
		.act = "joint.order",
		.options = order_options },
	{ .name = "see",
		.args = "ORDER",
		.help = N_("an order, and its text"),
		.question = "joint.order",
		.show = order_print },
	{ .name = "read",
		.args = "ORDER",
		.help = N_("say that an order was read"),
		.act = "joint.read" },
	{ .name = "take",
		.args = "ORDER",
		.help = N_("take an order; another officer sets or fires it"),
		.act = "joint.take" },
	{ .name = "refuse",
		.args = "ORDER REASON",
		.help = N_("refuse an order"),
		.act = "joint.refuse" },
	{ .name = "page",
		.args = "ORDER PARTNER",
		.help = N_("an order as a page for a unit without a station"),
		.question = "joint.page",
		.options = page_options,
		.show = page_print },
	{ .name = "call",
		.args = "MESSAGE",
		.help = N_("have the partners arm, of an order on signal"),
		.act = "joint.call",
		.options = order_options },
	{ .name = "fire",
		.args = "MESSAGE",
		.help = N_("fire at once with the partners that are ready"),
		.act = "joint.fire",
		.options = order_options },
	{ .name = "halt",
		.args = "MESSAGE REASON",
		.help = N_("have the partners stop what is not out yet; by "
			   "the order's name one of who led before us, or of a "
			   "machine that was lost"),
		.act = "joint.halt",
		.run = halt_run },
	{ .name = "note",
		.args = "MESSAGE PARTNER ANSWER",
		.help = N_("note what a unit without a station answered"),
		.act = "joint.note" },
	{ .name = "open",
		.args = "INCIDENT",
		.help = N_("invite partners into an incident; we lead"),
		.act = "joint.open" },
	{ .name = "join",
		.args = "JOINT",
		.help = N_("join, with an incident of our own"),
		.act = "joint.join" },
	{ .name = "decline",
		.args = "JOINT REASON",
		.help = N_("say no, with a reason"),
		.act = "joint.decline" },
	{ .name = "leave",
		.args = "INCIDENT REASON",
		.help = N_("leave a joint incident"),
		.act = "joint.leave" },
	{ .name = "close",
		.args = "INCIDENT REASON",
		.help = N_("end a joint incident that we lead"),
		.act = "joint.close" },
	{ .name = "hand",
		.args = "INCIDENT [PARTNER]",
		.help = N_("ask a unit to lead in our place; without PARTNER "
			   "take that back"),
		.act = "joint.hand" },
	{ .name = "lead",
		.args = "JOINT",
		.help = N_("take the lead that is handed to us, or decline"),
		.act = "joint.lead" },
	{ .name = NULL },
};

const struct command command_joint = {
	.name = "joint",
	.help = N_("incidents and releases together with other units"),
	.verbs = joint_verbs,
};
