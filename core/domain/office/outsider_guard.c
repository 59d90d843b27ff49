/*
 * The guard that asks of each act whether it is for a contractor, or for who
 * is nothing but an auditor.
 */
#include "crier/refusal.h"
#include "domain/guards.h"
#include "domain/judge.h"
#include "domain/office/outsider.h"

/* Of the acts that need no role those about nothing but oneself, and the
 * brakes: whoever sees that something wrong is going out, or coming in, stops
 * it. */
static bool
is_anybodys(enum act act)
{
	return act == ACT_OFFICER_DUTY || act == ACT_OFFICER_PROVE ||
		act == ACT_OFFICER_REVOKE || act == ACT_RELEASE_HALT ||
		act == ACT_PARTNER_STOP || act == ACT_JOINT_HALT;
}

static enum err_code
refuse_contractor(const struct world *w, role_set allowed, struct err *err)
{
	return refuse(err, REFUSE_CONTRACTOR, "",
		WITH(officer_arg(w->officer), arg_text(w->officer->employer),
			arg_roles(allowed)));
}

enum err_code
guard_outsider(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct rules *rules = w->library ? &w->library->rules : NULL;
	const struct officer *f = w->officer;
	role_set needs = act_row(act)->roles;

	(void)doc;
	if (act_row(act)->source != FROM_OFFICER || is_anybodys(act))
		return ERR_OK;
	if (officer_is_contractor(f)) {
		if (needs & officer_roles(rules, f))
			return ERR_OK;
		return refuse_contractor(w, contractor_roles(rules), err);
	}
	if (needs || officer_answers(f))
		return ERR_OK;
	return refuse(err, REFUSE_NO_PART, "", WITH(officer_arg(f)));
}
