/*
 * The table of guards, and those that hold for every act.
 */
#include "domain/guards.h"

#include <string.h>

#include "crier/refusal.h"
#include "domain/judge.h"

#define A(x) (UINT64_C(1) << ACT_##x)
#define EVERY_ACT UINT64_MAX

_Static_assert(ACT_COUNT <= 64, "a bit for each act");

static GUARD(guard_officer)
{
	(void)doc;
	if (act_row(act)->source != FROM_OFFICER)
		return ERR_OK;
	if (w->officer == NULL)
		return refuse(err, REFUSE_NO_OFFICER, "", "?", NULL);
	if (w->officer->active)
		return ERR_OK;
	return refuse(err, REFUSE_SUSPENDED, "", w->officer->id, NULL);
}

static GUARD(guard_role)
{
	(void)doc;
	if (act_row(act)->source != FROM_OFFICER)
		return ERR_OK;
	return judge_roles(w->officer, act_row(act)->roles, err);
}

static GUARD(guard_state)
{
	(void)doc;
	return judge_state(w->message, act, err);
}

static GUARD(guard_digest)
{
	(void)act;
	return judge_digest(w->message, doc, err);
}

/* In the order of asking: what is wrong with the person comes first. */
static const struct guard_row rows[] = {
	{ "officer", guard_officer, EVERY_ACT, false, NULL },
	{ "role", guard_role, EVERY_ACT, false, NULL },
	{ "state", guard_state, EVERY_ACT, true, NULL },
	{ "lane", guard_lane, A(MESSAGE_SUBMIT), true, NULL },
	{ .name = "blocked",
		.found = guard_blocked,
		.acts = A(MESSAGE_SUBMIT) | A(RELEASE_ARM) | A(RELEASE_FIRE) |
			A(DELIVERY_RETRY) },
	{ .name = "explained",
		.found = guard_explained,
		.acts = A(MESSAGE_SUBMIT) },
	{ "digest", guard_digest,
		A(REVIEW) | A(APPROVE) | A(MESSAGE_SUPPLEMENT) |
			A(RELEASE_ARM) | A(RELEASE_FIRE),
		true, NULL },
	{ "gate-role", guard_gate_role, A(REVIEW) | A(APPROVE), true, NULL },
	{ "order", guard_order, A(REVIEW) | A(APPROVE), true, NULL },
	{ "own-text", guard_own_text, A(APPROVE) | A(MESSAGE_SUPPLEMENT), true,
		NULL },
	{ "two-stages", guard_two_stages,
		A(REVIEW) | A(APPROVE) | A(MESSAGE_SUPPLEMENT), true, NULL },
	{ "concurred", guard_concurred, A(APPROVE), true, NULL },
	{ "concur-author", guard_concur_author, A(CONCUR_ANSWER), true, NULL },
	{ "outside", guard_outside, A(REVIEW) | A(APPROVE), true, NULL },
	{ "own-reason", guard_own_reason, A(REVIEW) | A(APPROVE), true, NULL },
	{ "suspend-role", guard_suspend_role, A(RULE_SUSPEND), true, NULL },
	{ "suspend-rule", guard_suspend_rule, A(RULE_SUSPEND), true, NULL },
	{ "suspend-two", guard_suspend_two, A(RULE_SUSPEND), true, NULL },
	{ "suspend-bound", guard_suspend_bound, A(RULE_SUSPEND), true, NULL },
	{ "expired", guard_expired, A(RELEASE_FIRE), true, NULL },
	{ "window", guard_window, A(RELEASE_ARM) | A(RELEASE_FIRE), true,
		NULL },
	{ "same-releaser", guard_same_releaser, A(RELEASE_FIRE), true, NULL },
	{ "only-author", guard_only_author,
		A(RELEASE_ARM) | A(RELEASE_FIRE) | A(RULE_SUSPEND), true,
		NULL },
	{ "tier", guard_tier, A(APPROVE) | A(RELEASE_ARM) | A(RELEASE_FIRE),
		true, NULL },
	{ "account", guard_account,
		A(APPROVE) | A(RELEASE_ARM) | A(RELEASE_FIRE) |
			A(DELIVERY_RETRY),
		true, NULL },
	{ "still-right", guard_still_right,
		A(RELEASE_ARM) | A(RELEASE_FIRE) | A(DELIVERY_RETRY), true,
		NULL },
	{ "confirm", guard_confirm, A(RELEASE_FIRE), true, NULL },
	{ "gaps", guard_gaps, A(RELEASE_FIRE), true, NULL },
	{ "relay", guard_relay, A(RELEASE_ARM) | A(RELEASE_FIRE), true, NULL },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };
_Static_assert(ROWS <= 64, "a bit for each row");

const struct guard_row *
guard_rows(size_t *count)
{
	*count = ROWS;
	return rows;
}

enum err_code
guards_ask(const struct world *w, enum act act, const json_t *doc, bool subject,
	struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t n = 0; rc == ERR_OK && n < ROWS; n++)
		if (rows[n].check && rows[n].subject == subject &&
			(rows[n].acts >> act & 1) && !(w->unguarded >> n & 1))
			rc = rows[n].check(w, act, doc, err);
	return rc;
}

enum err_code
guards_ask_found(const struct world *w, enum act act, const struct evidence *e,
	struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t n = 0; rc == ERR_OK && n < ROWS; n++)
		if (rows[n].found && (rows[n].acts >> act & 1) &&
			!(w->unguarded >> n & 1))
			rc = rows[n].found(w, e, err);
	return rc;
}

enum err_code
guards_ask_named(const struct world *w, const char *name, struct err *err)
{
	for (size_t n = 0; n < ROWS; n++)
		if (rows[n].check && strcmp(rows[n].name, name) == 0 &&
			!(w->unguarded >> n & 1))
			return rows[n].check(w, ACT_COUNT, NULL, err);
	return ERR_OK;
}

bool
guards_may(const struct world *w, enum act act, const json_t *doc,
	const struct officer *officer)
{
	static guard_fn *const personal[] = { guard_officer, guard_role,
		guard_own_text, guard_gate_role, guard_two_stages,
		guard_own_reason };
	struct world as = *w;
	struct err err;

	as.officer = officer;
	for (size_t n = 0; n < ROWS; n++) {
		if (!rows[n].check || !(rows[n].acts >> act & 1))
			continue;
		for (size_t k = 0; k < sizeof(personal) / sizeof(personal[0]);
			k++)
			if (rows[n].check == personal[k] &&
				rows[n].check(&as, act, doc, &err) != ERR_OK)
				return false;
	}
	return true;
}
