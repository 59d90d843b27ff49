/*
 * crier correct, crier withdraw: the right text for exactly the accounts that
 * carry the wrong one, with all that is known filled in.
 */
#include "base/doc.h"
#include "tui/cli/cli.h"
#include "tui/cli/commands.h"
#include "tui/pages/i18n.h"

static enum err_code
as_correction(struct cli *c, json_t *fields, struct err *err)
{
	(void)c;
	(void)err;
	doc_put_str(fields, "kind", "correction");
	return ERR_OK;
}

static enum err_code
as_withdrawal(struct cli *c, json_t *fields, struct err *err)
{
	(void)c;
	(void)err;
	doc_put_str(fields, "kind", "withdrawal");
	return ERR_OK;
}

static const struct verb correct_verbs[] = {
	{ .name = "",
		.args = "MESSAGE",
		.help = N_("begin the correction of a released message"),
		.act = "message.correct",
		.fills = "kind",
		.prepare = as_correction },
	{ .name = NULL },
};

const struct command command_correct = {
	.name = "correct",
	.help = N_("put a released message right"),
	.verbs = correct_verbs,
};

static const struct verb withdraw_verbs[] = {
	{ .name = "",
		.args = "MESSAGE",
		.help = N_("begin the withdrawal of a released message"),
		.act = "message.correct",
		.fills = "kind",
		.prepare = as_withdrawal },
	{ .name = NULL },
};

const struct command command_withdraw = {
	.name = "withdraw",
	.help = N_("take a released message back"),
	.verbs = withdraw_verbs,
};
