/*
 * crier mirror: where the record is copied to after each commit.
 */
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "tui/cli/commands.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"

static void
mirror_print(struct cli *c, const json_t *answer)
{
	json_t *row;
	size_t n;

	json_array_foreach(doc_get(answer, "rows"), n, row)
	{
		if (n > 0)
			print_line("%s", "");
		show_pairs(c, DOCUMENT_MIRROR,
			"mirror address key state seq behind missing reached "
			"failed fault by confirmed_by confirmed",
			row);
		if (doc_get(row, "waits"))
			show_pairs(c, DOCUMENT_MIRROR_NEXT,
				"address key by officers",
				doc_get(row, "waits"));
	}
	if (n == 0)
		print_line(
			"%s", _("The record is copied nowhere by itself yet."));
	print_line("%s", "");
	show_pairs(c, DOCUMENT_MIRRORS, "up own_key", answer);
}

/* What is confirmed is what stands there now. */
static enum err_code
mirror_read_waits(struct cli *c, json_t *fields, struct err *err)
{
	const json_t *waits;
	json_t *all = NULL;
	enum err_code rc = cli_ask(&all, c, "mirror.list", json_object(), err);

	if (rc != ERR_OK)
		return rc;
	waits = doc_get(doc_find(doc_get(all, "rows"), "mirror", cli_arg(c, 0)),
		"waits");
	if (waits == NULL)
		rc = err_set(err, ERR_NOT_FOUND, cli_arg(c, 0),
			_("crier mirror list shows what waits."),
			_("nothing is proposed for this mirror"));
	else
		doc_put_str(fields, "digest", doc_str(waits, "digest"));
	if (rc == ERR_OK && !c->json)
		show_pairs(c, DOCUMENT_MIRROR_NEXT, "address key by", waits);
	json_decref(all);
	return rc;
}

static const struct verb verbs[] = {
	{ .name = "list",
		.args = "",
		.help = N_("mirrors: what lies there, and what waits for a "
			   "second person"),
		.question = "mirror.list",
		.show = mirror_print },
	{ .name = "add",
		.args = "MIRROR ADDRESS",
		.help = N_("propose where the record is copied to after each "
			   "commit"),
		.act = "mirror.add" },
	{ .name = "confirm",
		.args = "MIRROR",
		.help = N_("confirm what another proposed, or decline it"),
		.act = "mirror.confirm",
		.prepare = mirror_read_waits },
	{ .name = "stop",
		.args = "MIRROR REASON",
		.help = N_("copy the record there no longer, from now on"),
		.act = "mirror.stop" },
	{ .name = NULL },
};

const struct command command_mirror = {
	.name = "mirror",
	.help = N_("second places of the record, and how far behind they are"),
	.verbs = verbs,
};
