/*
 * crier record: the git repository that the ledger is projected into.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli.h"
#include "tui/commands.h"
#include "tui/i18n.h"
#include "tui/print.h"

static void
record_print(struct cli *c, const json_t *answer)
{
	const json_t *pushed = doc_get(answer, "pushed");
	char text[100];

	(void)c;
	fixed_format(
		text, sizeof(text), "%lld", (long long)doc_int(answer, "seq"));
	print_pair(_("entry"), text);
	fixed_format(text, sizeof(text), "%lld",
		(long long)doc_int(answer, "behind"));
	print_pair(_("behind"), text);
	print_pair(_("head"), doc_str(answer, "head"));
	print_pair(_("path"), doc_str(answer, "path"));
	if (json_is_integer(pushed)) {
		fixed_format(text, sizeof(text), "%lld",
			(long long)json_integer_value(pushed));
		print_pair(_("pushed"), text);
	} else if (json_is_object(pushed)) {
		print_pair(_("pushed"), doc_str(pushed, "remote"));
	} else {
		print_pair(_("pushed"),
			json_is_string(pushed) ? json_string_value(pushed)
					       : _("never"));
	}
}

/* A folder is named from where the station stands. */
static enum err_code
record_find_remote(struct cli *c, json_t *fields, struct err *err)
{
	char path[PATH_MAX];
	const char *remote = doc_str(fields, "remote");

	(void)c;
	(void)err;
	if (strchr(remote, ':') == NULL && realpath(remote, path) != NULL)
		doc_put_str(fields, "remote", path);
	return ERR_OK;
}

static const struct verb verbs[] = {
	{ .name = "status",
		.args = "",
		.help = N_("how far the record has come, its head and path"),
		.question = "record.status",
		.show = record_print },
	{ .name = "push",
		.args = "REMOTE",
		.help = N_("push it to another repository"),
		.act = "record.push",
		.prepare = record_find_remote },
	{ .name = NULL },
};

const struct command command_record = {
	.name = "record",
	.help = N_("the git repository of everything"),
	.verbs = verbs,
};
