/*
 * The table of acts that have a screen of their own.
 */
#include "tui/console/act_place.h"

#include <string.h>

#include "base/fixed.h"
#include "tui/pages/i18n.h"

/* Those whose key does not name them in keys.c, or that have none. */
static const struct {
	enum act act;
	enum request request; /* REQ_NONE: it has no key, and */
	const char *why; /* this is why */
} places[] = {
	{ ACT_OFFICER_CONFIRM, REQ_PROPOSALS, NULL },
	{ ACT_LIBRARY_CONFIRM, REQ_PROPOSALS, NULL },
	{ ACT_MESSAGE_NEW, REQ_NONE,
		N_("In the walk of an incident, Enter on a step begins it.") },
	{ ACT_MESSAGE_REPOST, REQ_REPOST, NULL },
	{ ACT_MESSAGE_REVISE, REQ_SAVE, NULL },
	{ ACT_RULE_SUSPEND, REQ_SUSPEND, NULL },
	{ ACT_RULE_RESTORE, REQ_SUSPEND, NULL },
	{ ACT_CONCUR_ASK, REQ_CONCUR, NULL },
	{ ACT_CONCUR_ANSWER, REQ_CONCUR, NULL },
	{ ACT_MESSAGE_SUPPLEMENT, REQ_APPROVE, NULL },
	{ ACT_DELIVERY_TAKE, REQ_TEXT, NULL },
	{ ACT_DRAFT_SAVE, REQ_NONE,
		N_("The console keeps what is typed in it by itself.") },
	{ ACT_DRAFT_DROP, REQ_DROP_DRAFT, NULL },
};
enum { PLACES = sizeof(places) / sizeof(places[0]) };

static int
act_place_row(enum act act)
{
	int i = 0;

	while (i < PLACES && places[i].act != act)
		i++;
	return i;
}

/* The first that begins the act, or that leads to the request. */
static const struct key_row *
act_place_key(enum act act, enum request request)
{
	size_t count;
	const struct key_row *rows = keys_table(&count);

	for (size_t i = 0; i < count; i++) {
		bool begins = rows[i].act != NULL &&
			strcmp(rows[i].act, act_row(act)->name) == 0;

		if (request == REQ_NONE ? begins : rows[i].request == request)
			return &rows[i];
	}
	return NULL;
}

bool
act_has_form(enum act act)
{
	return act_row(act)->source == FROM_OFFICER &&
		act_place_row(act) == PLACES &&
		act_place_key(act, REQ_NONE) == NULL;
}

void
act_place(char *out, size_t size, enum act act,
	const struct view_ops *const *views)
{
	int i = act_place_row(act);
	const struct key_row *row =
		act_place_key(act, i < PLACES ? places[i].request : REQ_NONE);
	char key[KEY_NAME];

	if (row == NULL) {
		fixed_cut(out, size,
			i < PLACES ? _(places[i].why)
				   : _("The relay reports it."));
		return;
	}
	while (*views && (*views)->context != row->context)
		views++;
	key_format(key, row->key);
	fixed_cut_format(out, size, _("It is done in \"%s\", with the key %s."),
		*views ? _((*views)->title) : "", key);
}
