/*
 * crier approve, release: from a submitted message to its being
 * public. All of them name the digest that the officer saw.
 */
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands.h"
#include "tui/cli/commands/release_wait.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/mirrored.h"
#include "tui/pages/say.h"

#define DIGEST_OPTION                                                          \
	{                                                                      \
		"digest", OPTION_TEXT, "DIGEST", "digest", true,               \
			N_("the manifest's digest, as crier message preview "  \
			   "shows it")                                         \
	}

/* ---- fire ---- */

static void
say_gaps(const json_t *deliveries)
{
	const json_t *d;
	size_t i, gaps = 0;

	json_array_foreach(deliveries, i, d) gaps +=
		strcmp(doc_str(d, "state"), "gap") == 0;
	if (gaps > 0)
		print_line(say_n("! %zu account is not prepared; without it "
				 "it needs --accept-gaps REASON",
				   "! %zu accounts are not prepared; without "
				   "them it needs --accept-gaps REASON",
				   (long)gaps),
			gaps);
}

static void
say_mirror(const struct cli *c, const json_t *m)
{
	char words[MIRRORED_TEXT];
	bool missing;

	if (!say_mirrored(words, &missing, m, c->now, c->zone))
		return;
	print_line("%s", words);
	if (missing)
		print_line("%s",
			_("! without one it needs --without-mirror REASON"));
}

/* What would go where, to whoever has not confirmed yet. */
static void
show_plan(struct cli *c, const json_t *m)
{
	const json_t *deliveries = doc_get(m, "deliveries");
	const json_t *armed = doc_get(m, "armed");
	char until[PRINT_TIME];
	char text[200];
	size_t i;
	json_t *row;

	show_message_head(c, m);
	show_pairs(c, DOCUMENT_MESSAGE, "signal appointed set at", m);
	if (doc_get(m, "missed"))
		show_pairs(c, DOCUMENT_MISSED, "at why", doc_get(m, "missed"));
	if (armed != NULL) {
		print_time(until, doc_int(armed, "expires"), c->zone);
		fixed_cut_format(text, sizeof(text), _("by %s, until %s"),
			doc_str(armed, "by"), until);
		print_pair(_("armed"), text);
	}
	print_line("%s", "");
	show_quotas(c, doc_get(m, "quotas"));
	if (doc_bool(m, "lead_first"))
		print_line("- %s",
			_("the lead account goes first, the others once it is "
			  "out"));
	show_deliveries(c, deliveries);
	json_array_foreach(doc_get(m, "waiting"), i, row)
	{
		show_waiting(c, row);
	}
	say_gaps(deliveries);
	say_mirror(c, m);
	print_line("%s", "");
}

static enum err_code
need_confirm(const struct cli *c, const json_t *m, struct err *err)
{
	char remedy[300];
	const char *word = doc_str(m, "fire_word");

	if (*word)
		fixed_cut_format(remedy, sizeof(remedy),
			"crier release %s fire --digest %s --confirm %s",
			cli_arg(c, 0), doc_str(m, "digest"), word);
	else
		fixed_cut(remedy, sizeof(remedy),
			_("Add --digest DIGEST --confirm CODE."));
	return err_set(err, ERR_USAGE, cli_arg(c, 0), remedy,
		_("nothing was released: firing needs --digest and "
		  "--confirm"));
}

static int
run_fire(struct cli *c)
{
	struct err err = { 0 };
	json_t *fields = NULL, *m = NULL;
	enum err_code rc;

	rc = cli_open(c, &err);
	if (rc == ERR_OK && cli_flag(c, "confirm") && cli_flag(c, "digest")) {
		rc = cli_fields(&fields, c, &err);
		if (rc == ERR_OK)
			rc = cli_act(c, "release.fire", fields, &err);
		if (rc != ERR_OK)
			return cli_fail(c, &err);
		return cli_flag(c, "wait")
			? release_wait_outcomes(c, cli_arg(c, 0))
			: EX_OK;
	}
	if (rc == ERR_OK) {
		fields = json_object();
		doc_put_str(fields, "message", cli_arg(c, 0));
		rc = cli_ask(&m, c, "message.show", fields, &err);
	}
	if (rc == ERR_OK) {
		if (!c->json)
			show_plan(c, m);
		(void)need_confirm(c, m, &err);
		json_decref(m);
	}
	return cli_fail(c, &err);
}

/* ---- arm ---- */

static int
release_run_arm(struct cli *c)
{
	struct err err = { 0 };
	json_t *fields = NULL;
	enum err_code rc = cli_open(c, &err);

	if (rc == ERR_OK)
		rc = cli_fields(&fields, c, &err);
	if (rc == ERR_OK)
		rc = cli_act(c, "release.arm", fields, &err);
	if (rc != ERR_OK)
		return cli_fail(c, &err);
	return cli_flag(c, "no-wait") || cli_flag(c, "at")
		? EX_OK
		: release_wait_armed(c, cli_arg(c, 0));
}

/* ---- rows ---- */

static const struct option_row arm_options[] = {
	DIGEST_OPTION,
	{ "no-wait", OPTION_FLAG, NULL, NULL, false,
		N_("do not wait until every account is prepared, and name no "
		   "gaps") },
	{ .name = NULL },
};

static const struct option_row approve_options[] = {
	DIGEST_OPTION,
	{ .name = NULL },
};

static const struct option_row allow_options[] = {
	DIGEST_OPTION,
	{ .name = NULL },
};

static const struct option_row set_options[] = {
	DIGEST_OPTION,
	{ .name = NULL },
};

static const struct option_row fire_options[] = {
	{ "digest", OPTION_TEXT, "DIGEST", "digest", false,
		N_("the manifest's digest") },
	{ "confirm", OPTION_TEXT, "CODE", "confirm", false,
		N_("the incident's word; without it the plan is shown and "
		   "nothing happens") },
	{ "wait", OPTION_FLAG, NULL, NULL, false,
		N_("end when the outcomes are known; the exit status tells "
		   "published (0), by hand (10), unknown (11), not published "
		   "(12) and published otherwise (13) apart") },
	{ .name = NULL },
};

static const struct verb approve_verbs[] = {
	{ .name = "",
		.args = "MESSAGE",
		.help = N_("sign: exactly what has this digest may be "
			   "released"),
		.act = "approve",
		.options = approve_options },
	{ .name = NULL },
};

const struct command command_approve = {
	.name = "approve",
	.help = N_("the final approval"),
	.verbs = approve_verbs,
};

static const struct verb release_verbs[] = {
	{ .name = "show",
		.args = "MESSAGE",
		.help = N_("what would go where, and what each account may "
			   "still send"),
		.question = "message.show",
		.show = show_plan },
	{ .name = "allow",
		.args = "MESSAGE",
		.help = N_("as a signer: it may use the last one that an "
			   "account may send in its period"),
		.act = "quota.allow",
		.options = allow_options },
	{ .name = "arm",
		.args = "MESSAGE",
		.help = N_(
			"prepare every account; 10 minutes to fire. With --at "
			"nothing is prepared yet: it waits to be set"),
		.act = "release.arm",
		.options = arm_options,
		.run = release_run_arm },
	{ .name = "set",
		.args = "MESSAGE",
		.help = N_("as a second releaser: it goes out by itself at the "
			   "time that was appointed with arm --at"),
		.act = "release.set",
		.options = set_options },
	{ .name = "fire",
		.args = "MESSAGE",
		.help = N_("release to every account at once"),
		.act = "release.fire",
		.options = fire_options,
		.run = run_fire },
	{ .name = NULL },
};

const struct command command_release = {
	.name = "release",
	.help = N_("the two halves of a release, and its brake"),
	.verbs = release_verbs,
	.id_first = true,
};
