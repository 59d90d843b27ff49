/*
 * Printing what rounds have found on the accounts.
 */
#include "tui/cli/commands/account_looked.h"

#include "base/doc.h"
#include "tui/pages/i18n.h"
#include "tui/pages/round.h"

/* What rounds have found on it, and which alarms nobody has explained. */
void
show_account_looked(struct cli *c, const json_t *a)
{
	if (doc_get(a, "looked") != NULL)
		show_pairs(c, DOCUMENT_LOOKED, "tried read why others",
			doc_get(a, "looked"));
	if (doc_get(a, "heard") != NULL)
		show_pairs(c, DOCUMENT_HEARD,
			"tried last detail gap unread left astray",
			doc_get(a, "heard"));
	if (doc_get(a, "alarms") != NULL)
		show_rows(c, DOCUMENT_ALARM,
			"seq time what against_rule words url",
			doc_get(a, "alarms"));
}

/* What the last round came to, and how far one is that is under way. */
void
show_account_round(struct cli *c, const json_t *answer)
{
	const struct round_list *lists;
	size_t count;

	if (doc_get(answer, "running") != NULL)
		show_pairs(c, DOCUMENT_ROUND_NOW, "began heard accounts",
			doc_get(answer, "running"));
	if (doc_get(answer, "ended") == NULL) {
		print_line("%s", _("No round has ended yet."));
		return;
	}
	show_pairs(c, DOCUMENT_ROUND, "began ended accounts services", answer);
	lists = round_lists(&count);
	for (size_t n = 0; n < count; n++) {
		if (doc_get(answer, lists[n].key) == NULL)
			continue;
		print_line("%s:", _(lists[n].said));
		show_rows(c, DOCUMENT_ROUND_SEEN, "account service why",
			doc_get(answer, lists[n].key));
	}
}
