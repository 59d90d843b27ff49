/*
 * crier partner: the units with which this station speaks, and its own card.
 */
#include <langinfo.h>
#include <string.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/qr.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

/* ---- showing ---- */

static void
partner_print(struct cli *c, const json_t *p)
{
	show_pairs(c, DOCUMENT_PARTNER,
		"id name rank state phone organ address exchange fingerprint "
		"print said spare made vouched by confirmed stopped "
		"last_heard our_letters may order citation",
		p);
	if (doc_get(p, "waits"))
		show_pairs(c, DOCUMENT_PARTNER_NEXT,
			"for by phone phone_said rank name organ address "
			"exchange fingerprint officers",
			doc_get(p, "waits"));
}

/* ---- our own card ---- */

static bool
card_can_draw(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static void
card_draw(const json_t *card)
{
	struct qr *q = qr_new(doc_str(card, "compact"));
	char line[QR_LINE];

	for (int n = 0; q != NULL && n < qr_lines(q); n++) {
		qr_line(line, q, n);
		print_line("%s", line);
	}
	qr_free(q);
}

static void
card_print(struct cli *c, const json_t *card)
{
	show_pairs(c, DOCUMENT_CARD,
		"id unit phone organ exchange made seals spare fingerprint",
		card);
	print_line("%s", "");
	print_line("%s",
		_("Read this to who rings you to compare it, from here and "
		  "from "
		  "nowhere else:"));
	print_line("    %s", doc_str(card, "print"));
	print_line("    %s", say_both(card, "said", c->lang));
	print_line("%s", "");
	if (card_can_draw())
		card_draw(card);
	print_line("%s", doc_str(card, "compact"));
	print_line("%s",
		_("crier partner card --text prints the card alone, for a "
		  "file."));
}

static int
card_run(struct cli *c)
{
	struct err err = { 0 };
	json_t *card = NULL;

	if (cli_ask(&card, c, "partner.card", json_object(), &err) != ERR_OK)
		return cli_fail(c, &err);
	if (c->json)
		print_doc(card);
	else if (cli_flag(c, "text"))
		print_plain(doc_str(card, "text"));
	else
		card_print(c, card);
	json_decref(card);
	return EX_OK;
}

/* ---- the spare key ---- */

/* Paper that nobody has read is no key: the last group is typed from it. */
static bool
spare_is_printed(const char *paper)
{
	char typed[80], want[5];
	size_t len = strcspn(paper, "\n");

	if (len < 4 || !isatty(STDIN_FILENO))
		return true;
	fixed_cut_format(want, sizeof(want), "%.4s", paper + len - 4);
	for (;;) {
		print_note("%s",
			_("Once it is on paper: type the last group of the "
			  "first line."));
		if (fgets(typed, sizeof(typed), stdin) == NULL)
			return false;
		typed[strcspn(typed, "\r\n")] = '\0';
		if (strcasecmp(typed, want) == 0)
			return true;
	}
}

static void
spare_page(struct cli *c, const json_t *drawn, const json_t *card)
{
	char at[PRINT_TIME];

	print_time(at, doc_int(card, "made"), c->zone);
	print_line(_("SPARE KEY of %s (%s), drawn %s"), doc_str(card, "unit"),
		doc_str(card, "id"), at);
	print_line("%s", "");
	print_block("    ", doc_str(drawn, "paper"));
	print_line("%s", "");
	print_pair(_("fingerprint"), doc_str(card, "spare"));
	print_line("%s",
		_("Whoever has this can speak as this unit. Put it in an "
		  "envelope, sign over the flap by two, and keep it in the "
		  "safe. It is kept nowhere else and is not printed again: "
		  "with it a new card is believed at once when this station's "
		  "keys are lost."));
}

static int
spare_run(struct cli *c)
{
	struct err err = { 0 };
	json_t *fields = NULL, *drawn = NULL, *card = NULL, *entries = NULL;
	enum err_code rc = cli_fields(&fields, c, &err);

	if (rc == ERR_OK)
		rc = cli_ask(&drawn, c, "partner.spare", json_object(), &err);
	if (rc == ERR_OK) {
		doc_put_str(fields, "key", doc_str(drawn, "key"));
		rc = cli_acted(
			&entries, c, "station.card", json_incref(fields), &err);
	}
	if (rc == ERR_OK)
		rc = cli_ask(&card, c, "partner.card", json_object(), &err);
	if (rc == ERR_OK && c->json)
		print_doc(drawn);
	else if (rc == ERR_OK)
		spare_page(c, drawn, card);
	if (rc == ERR_OK && !spare_is_printed(doc_str(drawn, "paper")))
		rc = err_set(&err, ERR_REFUSED, "spare",
			_("Draw another: crier partner spare."),
			_("nobody has said that it is on paper"));
	json_decref(entries);
	json_decref(card);
	json_decref(drawn);
	json_decref(fields);
	return rc == ERR_OK ? EX_OK : cli_fail(c, &err);
}

/* ---- confirming ---- */

/* What is confirmed is what stands there now. The fingerprint is not shown:
 * it is to be heard, not copied. */
static enum err_code
partner_read_waits(struct cli *c, json_t *fields, struct err *err)
{
	json_t *ask = json_object(), *p = NULL, *waits;
	enum err_code rc;

	doc_put_str(ask, "partner", cli_arg(c, 0));
	rc = cli_ask(&p, c, "partner.show", ask, err);
	waits = doc_get(p, "waits");
	if (rc == ERR_OK && waits == NULL)
		rc = err_set(err, ERR_NOT_FOUND, cli_arg(c, 0),
			_("crier partner list shows what waits."),
			_("nothing is proposed for this partner"));
	if (rc == ERR_OK) {
		doc_put_str(fields, "digest", doc_str(waits, "digest"));
		if (!c->json)
			show_pairs(c, DOCUMENT_PARTNER_NEXT,
				"for name rank by phone phone_said exchange",
				waits);
	}
	json_decref(p);
	return rc;
}

/* ---- rows ---- */

static const struct option_row card_options[] = {
	{ "card", OPTION_FILE, "FILE", "card", false,
		N_("its card, as crier partner card --text wrote it there; - "
		   "is "
		   "standard input") },
	{ .name = NULL },
};

static const struct option_row spare_options[] = {
	{ "old", OPTION_FILE, "FILE", "paper", false,
		N_("the old spare key as it stands on paper, to vouch for the "
		   "new card; - is standard input") },
	{ .name = NULL },
};

static const struct option_row text_options[] = {
	{ "text", OPTION_FLAG, NULL, NULL, false,
		N_("the card alone, for a file") },
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "list",
		.args = "",
		.help = N_("partners, and what waits for a second person"),
		.question = "partner.list",
		.listing = { DOCUMENT_PARTNER,
			"id name rank state phone order next", NULL,
			N_("This station has no partners yet.") } },
	{ .name = "show",
		.args = "PARTNER",
		.help = N_("one partner: keys, rank, which letters it may "
			   "send"),
		.question = "partner.show",
		.show = partner_print },
	{ .name = "add",
		.args = "[PARTNER]",
		.help = N_(
			"propose a partner: from its card, or by hand a unit "
			"without a station"),
		.act = "partner.add",
		.options = card_options },
	{ .name = "confirm",
		.args = "PARTNER",
		.help = N_("confirm what another proposed, having heard the "
			   "fingerprint over the registered number"),
		.act = "partner.confirm",
		.prepare = partner_read_waits },
	{ .name = "stop",
		.args = "PARTNER REASON",
		.help = N_("take nothing of it any more, from now on"),
		.act = "partner.stop" },
	{ .name = "change",
		.args = "PARTNER",
		.help = N_(
			"propose another telephone, rank, exchange, card, or "
			"that it speaks again"),
		.act = "partner.change",
		.options = card_options },
	{ .name = "card",
		.args = "",
		.help = N_("our own card, to be given to partners"),
		.options = text_options,
		.run = card_run },
	{ .name = "us",
		.args = "",
		.help = N_("change what our own card says"),
		.act = "station.card",
		.fills = "key partner" },
	{ .name = "spare",
		.args = "",
		.help = N_("draw our spare key: printed once, for the safe"),
		.act = "station.card",
		.fills = "key",
		.options = spare_options,
		.run = spare_run },
	{ .name = NULL },
};

const struct command command_partner = {
	.name = "partner",
	.help = N_("units that this station speaks with, and its own card"),
	.verbs = verbs,
};
