/*
 * One table for the command line and the screen.
 */
#include "tui/pages/round.h"

#include "tui/pages/i18n.h"

static const struct round_list lists[] = {
	{ "unreached", N_("Lead accounts that nobody on duty reaches") },
	{ "failed", N_("Could not be logged in to") },
	{ "unseen", N_("Not looked at") },
	{ "unread", N_("What stands there was not read") },
	{ "alarmed", N_("With alarms that nobody has explained") },
	{ "unanswered", N_("Services that do not answer") },
	{ "unproven", N_("Services of which nothing is known") },
};

const struct round_list *
round_lists(size_t *count)
{
	*count = sizeof(lists) / sizeof(lists[0]);
	return lists;
}
