/*
 * The table of guards, and those that hold for every act.
 */
#include "domain/guards.h"

#include <string.h>

#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/message/message.h"

/* The acts of a row; ACT_COUNT ends them. */
#define ACTS(...)                                                              \
	(const enum act[])                                                     \
	{                                                                      \
		__VA_ARGS__, ACT_COUNT                                         \
	}

static const enum act every_act[] = { ACT_COUNT };

static enum err_code
guard_officer(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	(void)doc;
	if (act_row(act)->source != FROM_OFFICER)
		return ERR_OK;
	if (w->officer == NULL)
		return refuse(err, REFUSE_NO_OFFICER, "", WITH(arg_user("?")));
	if (w->officer->active)
		return ERR_OK;
	return refuse(err, REFUSE_SUSPENDED, "", WITH(officer_arg(w->officer)));
}

static enum err_code
guard_role(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	(void)doc;
	if (act_row(act)->source != FROM_OFFICER)
		return ERR_OK;
	return judge_roles(w->office, w->officer,
		w->message ? message_first_key(w->message, act)
			   : act_row(act)->roles,
		err);
}

static enum err_code
guard_state(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	(void)doc;
	if (w->by_itself && act == ACT_RELEASE_ARM &&
		w->message->state == MESSAGE_SET)
		return ERR_OK;
	return judge_state(w->message, act, err);
}

static enum err_code
guard_digest(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	(void)act;
	return judge_digest(w->message, doc, err);
}

/* In the order of asking: what is wrong with the person comes first. */
static const struct guard_row rows[] = {
	{ "officer", guard_officer, every_act, false, NULL, false },
	{ "role", guard_role, every_act, false, NULL, false },
	{ "outsider", guard_outsider, every_act, false, NULL, false },
	{ "state", guard_state, every_act, true, NULL, false },
	{ "lane", guard_lane, ACTS(ACT_MESSAGE_SUBMIT), true, NULL, false },
	{ .name = "blocked",
		.found = guard_blocked,
		.acts = ACTS(ACT_MESSAGE_SUBMIT, ACT_RELEASE_ARM,
			ACT_RELEASE_SET, ACT_RELEASE_FIRE,
			ACT_DELIVERY_RETRY) },
	{ .name = "explained",
		.found = guard_explained,
		.acts = ACTS(ACT_MESSAGE_SUBMIT) },
	{ "digest", guard_digest,
		ACTS(ACT_JOINT_ORDER, ACT_JOINT_CALL, ACT_JOINT_FIRE,
			ACT_REVIEW, ACT_APPROVE, ACT_MESSAGE_SUPPLEMENT,
			ACT_QUOTA_ALLOW, ACT_RELEASE_ARM, ACT_RELEASE_SET,
			ACT_RELEASE_FIRE),
		true, NULL, true },
	{ "gate-role", guard_gate_role, ACTS(ACT_REVIEW, ACT_APPROVE), true,
		NULL, false },
	{ "order", guard_order, ACTS(ACT_REVIEW, ACT_APPROVE), true, NULL,
		false },
	{ "own-facts", guard_own_facts, ACTS(ACT_REVIEW), true, NULL, false },
	{ "own-text", guard_own_text, ACTS(ACT_APPROVE, ACT_MESSAGE_SUPPLEMENT),
		true, NULL, false },
	{ "two-stages", guard_two_stages,
		ACTS(ACT_REVIEW, ACT_APPROVE, ACT_MESSAGE_SUPPLEMENT), true,
		NULL, false },
	{ "concurred", guard_concurred, ACTS(ACT_APPROVE), true, NULL, true },
	{ "concur-author", guard_concur_author, ACTS(ACT_CONCUR_ANSWER), true,
		NULL, false },
	{ "outside", guard_outside, ACTS(ACT_REVIEW, ACT_APPROVE), true, NULL,
		true },
	{ "own-reason", guard_own_reason, ACTS(ACT_REVIEW, ACT_APPROVE), true,
		NULL, false },
	{ "suspend-role", guard_suspend_role, ACTS(ACT_RULE_SUSPEND), true,
		NULL, true },
	{ "suspend-rule", guard_suspend_rule, ACTS(ACT_RULE_SUSPEND), true,
		NULL, true },
	{ "suspend-two", guard_suspend_two, ACTS(ACT_RULE_SUSPEND), true, NULL,
		true },
	{ "suspend-bound", guard_suspend_bound, ACTS(ACT_RULE_SUSPEND), true,
		NULL, true },
	{ "expired", guard_expired, ACTS(ACT_RELEASE_FIRE), true, NULL, false },
	{ "appointed", guard_appointed,
		ACTS(ACT_RELEASE_SET, ACT_RELEASE_DISARM, ACT_RELEASE_HALT,
			ACT_RELEASE_FIRE),
		true, NULL, false },
	{ "window", guard_window,
		ACTS(ACT_JOINT_ORDER, ACT_JOINT_CALL, ACT_JOINT_FIRE,
			ACT_RELEASE_ARM, ACT_RELEASE_SET, ACT_RELEASE_FIRE),
		true, NULL, false },
	{ "same-releaser", guard_same_releaser,
		ACTS(ACT_RELEASE_SET, ACT_RELEASE_FIRE), true, NULL, false },
	{ "only-author", guard_only_author,
		ACTS(ACT_JOINT_ORDER, ACT_JOINT_FIRE, ACT_RELEASE_ARM,
			ACT_RELEASE_SET, ACT_RELEASE_FIRE, ACT_RULE_SUSPEND),
		true, NULL, false },
	{ "tier", guard_tier,
		ACTS(ACT_JOINT_ORDER, ACT_APPROVE, ACT_RELEASE_ARM,
			ACT_RELEASE_SET, ACT_RELEASE_FIRE),
		true, NULL, false },
	{ "still-may", guard_still_may,
		ACTS(ACT_JOINT_ORDER, ACT_APPROVE, ACT_RELEASE_ARM,
			ACT_RELEASE_SET, ACT_RELEASE_FIRE),
		true, NULL, false },
	{ "account", guard_account,
		ACTS(ACT_JOINT_ORDER, ACT_APPROVE, ACT_RELEASE_ARM,
			ACT_RELEASE_SET, ACT_RELEASE_FIRE, ACT_DELIVERY_RETRY),
		true, NULL, false },
	{ "still-right", guard_still_right,
		ACTS(ACT_JOINT_ORDER, ACT_JOINT_CALL, ACT_JOINT_FIRE,
			ACT_RELEASE_ARM, ACT_RELEASE_SET, ACT_RELEASE_FIRE,
			ACT_DELIVERY_RETRY),
		true, NULL, false },
	{ "quota-last", guard_quota_last, ACTS(ACT_RELEASE_ARM), true, NULL,
		false },
	{ "clock-sure", guard_clock_sure, ACTS(ACT_RELEASE_SET), true, NULL,
		false },
	{ "ahead", guard_ahead,
		ACTS(ACT_JOINT_ORDER, ACT_RELEASE_ARM, ACT_RELEASE_SET), true,
		NULL, true },
	{ "confirm", guard_confirm,
		ACTS(ACT_JOINT_FIRE, ACT_RELEASE_SET, ACT_RELEASE_FIRE), true,
		NULL, true },
	{ "gaps", guard_gaps, ACTS(ACT_RELEASE_FIRE), true, NULL, true },
	{ "mirrored", guard_mirrored, ACTS(ACT_RELEASE_FIRE), true, NULL,
		true },
	{ "relay", guard_relay, ACTS(ACT_RELEASE_ARM, ACT_RELEASE_FIRE), true,
		NULL, false },
	{ "same-login", guard_same_login,
		ACTS(ACT_JOINT_ORDER, ACT_REVIEW, ACT_APPROVE,
			ACT_MESSAGE_SUPPLEMENT, ACT_RELEASE_ARM,
			ACT_RELEASE_SET, ACT_RELEASE_FIRE),
		true, NULL, false },
	/* the last: nobody signs what is refused for another reason */
	{ "signature", guard_signature,
		ACTS(ACT_REVIEW, ACT_APPROVE, ACT_MESSAGE_SUPPLEMENT,
			ACT_RELEASE_ARM, ACT_RELEASE_SET, ACT_RELEASE_FIRE),
		true, NULL, true },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

const struct guard_row *
guard_rows(size_t *count)
{
	*count = ROWS;
	return rows;
}

static bool
is_asked(const struct guard_row *row, enum act act)
{
	if (row->acts == every_act)
		return true;
	for (const enum act *a = row->acts; *a != ACT_COUNT; a++)
		if (*a == act)
			return true;
	return false;
}

enum err_code
guards_ask(const struct world *w, enum act act, const json_t *doc, bool subject,
	struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t n = 0; rc == ERR_OK && n < ROWS; n++)
		if (rows[n].check && rows[n].subject == subject &&
			is_asked(&rows[n], act) && &rows[n] != w->unguarded)
			rc = rows[n].check(w, act, doc, err);
	return rc;
}

enum err_code
guards_foresee(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	bool subject = w->message != NULL && act_row(act)->states;
	enum err_code rc = guards_ask(w, act, doc, false, err);

	for (size_t n = 0; subject && rc == ERR_OK && n < ROWS; n++)
		if (rows[n].check && rows[n].subject && !rows[n].typed &&
			is_asked(&rows[n], act))
			rc = rows[n].check(w, act, doc, err);
	return rc;
}

enum err_code
guards_ask_found(const struct world *w, enum act act,
	const struct review_findings *e, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t n = 0; rc == ERR_OK && n < ROWS; n++)
		if (rows[n].found && is_asked(&rows[n], act) &&
			&rows[n] != w->unguarded)
			rc = rows[n].found(w, e, err);
	return rc;
}

enum err_code
guards_ask_named(const struct world *w, const char *name, const json_t *doc,
	struct err *err)
{
	for (size_t n = 0; n < ROWS; n++)
		if (rows[n].check && strcmp(rows[n].name, name) == 0 &&
			&rows[n] != w->unguarded)
			return rows[n].check(w, ACT_COUNT, doc, err);
	return ERR_OK;
}

bool
guards_may(const struct world *w, enum act act, const json_t *doc,
	const struct officer *officer)
{
	static guard_fn *const personal[] = { guard_officer, guard_role,
		guard_outsider, guard_own_text, guard_own_facts,
		guard_gate_role, guard_two_stages, guard_own_reason,
		guard_suspend_role, guard_suspend_two, guard_same_releaser,
		guard_only_author, guard_concur_author };
	struct world as = *w;
	struct err err;

	as.officer = officer;
	for (size_t n = 0; n < ROWS; n++) {
		if (!rows[n].check || !is_asked(&rows[n], act) ||
			(rows[n].subject && w->message == NULL))
			continue;
		for (size_t k = 0; k < sizeof(personal) / sizeof(personal[0]);
			k++)
			if (rows[n].check == personal[k] &&
				rows[n].check(&as, act, doc, &err) != ERR_OK)
				return false;
	}
	return true;
}
