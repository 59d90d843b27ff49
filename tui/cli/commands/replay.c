/*
 * crier replay: an incident again, step by step, from the station's record or
 * from a clone of it.
 */
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/doc.h"
#include "link/long_work.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/cli/offline.h"
#include "tui/pages/say.h"

static int
from_clone(struct cli *c, const char *clone)
{
	const char *words[8];
	struct err err = { 0 };
	int n = 0;

	words[n++] = clone;
	words[n++] = cli_arg(c, 0);
	for (int i = 0; i < 2; i++) {
		static const char *const names[] = { "at", "step" };
		static const char *const typed[] = { "--at", "--step" };

		if (cli_option(c, names[i]) != NULL) {
			words[n++] = typed[i];
			words[n++] = cli_option(c, names[i]);
		}
	}
	if (c->json)
		words[n++] = "--json";
	words[n] = NULL;
	(void)offline_exec("replay", words, &err);
	return cli_fail(c, &err);
}

/* What crossed, and how the joint incident stood behind it. */
static void
replay_print_letter(const struct cli *c, const json_t *part)
{
	const json_t *joint = doc_get(part, "joint");

	if (doc_get(part, "letter") == NULL)
		return;
	print_line("%s", "");
	show_pairs(c, DOCUMENT_CROSSED,
		"letter way names kind written place proof crossed "
		"acknowledged",
		doc_get(part, "letter"));
	show_part(c, DOCUMENT_JOINT_UNIT, "name state at phone reason",
		doc_get(joint, "units"));
	show_part(c, DOCUMENT_ORDER,
		"short unit message title at state ordered",
		doc_get(joint, "orders"));
}

static void
replay_print_part(void *ctx, const json_t *part)
{
	const struct cli *c = ctx;
	const json_t *screen = doc_get(part, "screen");
	char time[PRINT_TIME];

	long_work_make_way(STDOUT_FILENO);
	if (c->json) {
		print_doc(part);
		return;
	}
	print_time(time, doc_int(part, "time"), c->zone);
	/* the same line as crier-station prints from a clone */
	print_line("%4lld  %s  %-8s %s", (long long)doc_int(part, "step"), time,
		doc_str(part, "by"), say_both(part, "summary", c->lang));
	if (screen != NULL && (cli_flag(c, "at") || cli_flag(c, "step"))) {
		replay_print_letter(c, part);
		print_line("%s", "");
		show_incident(c, screen);
	}
}

/* A joint incident's letters too, and what a third can check of them. */
static void
replay_print_end(const struct cli *c, const json_t *answer)
{
	long letters = (long)doc_int(answer, "letters");
	long proven = (long)doc_int(answer, "proven");

	(void)c;
	print_line(
		say_n("%ld step", "%ld steps", (long)doc_int(answer, "steps")),
		(long)doc_int(answer, "steps"));
	if (letters > 0)
		print_line(say_n("%ld letter, signed by its sender: %ld",
				   "%ld letters, signed by their senders: %ld",
				   letters),
			letters, proven);
}

static int
replay_run(struct cli *c)
{
	struct err err = { 0 };
	json_t *fields = NULL, *answer = NULL;
	enum err_code rc;

	if (cli_option(c, "from") != NULL)
		return from_clone(c, cli_option(c, "from"));
	rc = cli_open(c, &err);
	if (rc == ERR_OK)
		rc = cli_fields(&fields, c, &err);
	if (rc == ERR_OK)
		rc = cli_ask_parts(&answer, c, "replay", fields,
			replay_print_part, c, &err);
	if (rc != ERR_OK)
		return cli_fail(c, &err);
	if (c->json)
		print_doc(answer);
	else
		replay_print_end(c, answer);
	json_decref(answer);
	return EX_OK;
}

static const struct option_row options[] = {
	{ "at", OPTION_TIME, "TIME", "at", false,
		N_("how it stood at this time") },
	{ "step", OPTION_INT, "N", "step", false,
		N_("how it stood after this step") },
	{ "from", OPTION_TEXT, "CLONE", NULL, false,
		N_("from a clone of the record, without a station") },
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "",
		.args = "INCIDENT",
		.help = N_("an incident again, step by step"),
		.options = options,
		.run = replay_run,
		.patient = true },
	{ .name = NULL },
};

const struct command command_replay = {
	.name = "replay",
	.help = N_("an incident again, step by step"),
	.verbs = verbs,
};
