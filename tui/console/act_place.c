/*
 * The table of acts that have a screen of their own.
 */
#include "tui/console/act_place.h"

#include "base/fixed.h"
#include "tui/pages/i18n.h"

static const struct {
	enum act act;
	enum request request; /* REQ_NONE: it has no key, and */
	const char *why; /* this is why */
} places[] = {
	{ ACT_OFFICER_CONFIRM, REQ_PROPOSALS, NULL },
	{ ACT_OFFICER_PROVE, REQ_PROVE_KEY, NULL },
	{ ACT_LIBRARY_CONFIRM, REQ_PROPOSALS, NULL },
	{ ACT_INCIDENT_OPEN, REQ_OPEN, NULL },
	{ ACT_INCIDENT_CLOSE, REQ_CLOSE_INCIDENT, NULL },
	{ ACT_INCIDENT_LEARN, REQ_LEARN, NULL },
	{ ACT_CLOCK_CONFIRM, REQ_CONFIRM_TIME, NULL },
	{ ACT_CLOCK_DONE, REQ_CLOCK_DONE, NULL },
	{ ACT_STEP_DONE, REQ_STEP_DONE, NULL },
	{ ACT_LINES_SET, REQ_LINE, NULL },
	{ ACT_LINES_CONFIRM, REQ_LINES, NULL },
	{ ACT_OUTSIDE_NOTE, REQ_OUTSIDE, NULL },
	{ ACT_MESSAGE_NEW, REQ_NONE,
		N_("In the walk of an incident, Enter on a step begins it.") },
	{ ACT_MESSAGE_KEEP, REQ_KEEP, NULL },
	{ ACT_MESSAGE_CORRECT, REQ_CORRECT, NULL },
	{ ACT_MESSAGE_REPOST, REQ_REPOST, NULL },
	{ ACT_MESSAGE_REVISE, REQ_SAVE, NULL },
	{ ACT_MESSAGE_SUBMIT, REQ_SUBMIT, NULL },
	{ ACT_MESSAGE_EXPLAIN, REQ_EXPLAIN, NULL },
	{ ACT_RULE_SUSPEND, REQ_SUSPEND, NULL },
	{ ACT_RULE_RESTORE, REQ_SUSPEND, NULL },
	{ ACT_CONCUR_ASK, REQ_CONCUR, NULL },
	{ ACT_CONCUR_ANSWER, REQ_CONCUR, NULL },
	{ ACT_REVIEW, REQ_PASS, NULL },
	{ ACT_APPROVE, REQ_APPROVE, NULL },
	{ ACT_MESSAGE_SUPPLEMENT, REQ_APPROVE, NULL },
	{ ACT_RELEASE_ARM, REQ_ARM, NULL },
	{ ACT_RELEASE_DISARM, REQ_DISARM, NULL },
	{ ACT_RELEASE_FIRE, REQ_FIRE, NULL },
	{ ACT_RELEASE_HALT, REQ_HALT, NULL },
	{ ACT_DELIVERY_TAKE, REQ_TEXT, NULL },
	{ ACT_DELIVERY_PROOF, REQ_PROOF, NULL },
	{ ACT_DELIVERY_RETRY, REQ_RETRY, NULL },
	{ ACT_DELIVERY_SETTLE, REQ_SETTLE, NULL },
	{ ACT_DELIVERY_SKIP, REQ_SKIP, NULL },
	{ ACT_CLAIM_ADD, REQ_CLAIM_ADD, NULL },
	{ ACT_CLAIM_CHANGE, REQ_CLAIM_CHANGE, NULL },
	{ ACT_CLAIM_EVIDENCE, REQ_EVIDENCE, NULL },
	{ ACT_CLAIM_VERDICT, REQ_VERDICT, NULL },
	{ ACT_CLAIM_ANSWER, REQ_ANSWER, NULL },
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

bool
act_has_form(enum act act)
{
	return act_row(act)->source == FROM_OFFICER &&
		act_place_row(act) == PLACES;
}

static const struct key_row *
key_row_of(enum request request)
{
	size_t count;
	const struct key_row *rows = keys_table(&count);

	for (size_t i = 0; i < count; i++)
		if (rows[i].request == request)
			return &rows[i];
	return NULL;
}

void
act_place(char *out, size_t size, enum act act,
	const struct view_ops *const *views)
{
	int i = act_place_row(act);
	const struct key_row *row;
	char key[KEY_NAME];

	if (i == PLACES || places[i].request == REQ_NONE) {
		fixed_cut(out, size,
			i < PLACES ? _(places[i].why)
				   : _("The relay reports it."));
		return;
	}
	row = key_row_of(places[i].request);
	while (*views && (*views)->context != row->context)
		views++;
	key_format(key, row->key);
	fixed_cut_format(out, size, _("It is done in \"%s\", with the key %s."),
		*views ? _((*views)->title) : "", key);
}
