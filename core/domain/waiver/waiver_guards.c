/*
 * Guards of findings: what blocks is suspended by two or stops the text, what
 * asks for a reason has one, and nobody accepts a reason of their own.
 */
#include "domain/guards.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/waiver/waiver.h"
#include "domain/judge.h"
#include "domain/review/review_stages.h"
#include "lint/leak.h"
#include "lint/lint_rules.h"

enum err_code
guard_blocked(
	const struct world *w, const struct review_findings *e, struct err *err)
{
	for (size_t n = 0; n < e->found.count; n++)
		if (e->found.rows[n].rule->severity == SEVERITY_BLOCK &&
			!waiver_is_suspended(
				w->message, e->found.rows[n].rule->id))
			return review_findings_refuse(e, n, err);
	return ERR_OK;
}

enum err_code
guard_explained(
	const struct world *w, const struct review_findings *e, struct err *err)
{
	for (size_t n = 0; n < e->found.count; n++) {
		const struct finding *f = &e->found.rows[n];

		if (f->rule->severity != SEVERITY_REASON ||
			waiver_reason(w->message, f->rule->id) ||
			waiver_is_suspended(w->message, f->rule->id))
			continue;
		return refuse(err, REFUSE_EXPLAIN,
			f->field == SIZE_MAX ? "" : e->c.fields[f->field].name,
			WITH(arg_id(f->rule->id), finding_arg(f),
				arg_id(w->message->id)));
	}
	return ERR_OK;
}

/* The gates that an act passes: one of a review, the last stage's to approve. */
static bool
passes(enum act act, const json_t *doc, const struct message *m, enum gate gate)
{
	enum stage stage;
	enum gate named;

	if (act == ACT_REVIEW)
		return gate_parse(&named, doc_str(doc, "gate")) &&
			named == gate;
	return message_gate_stage(&stage, m, gate) && stage == STAGE_FINAL;
}

enum err_code
guard_own_reason(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;
	json_t *f;
	size_t n;

	if (strcmp(doc_str(doc, "verdict"), "return") == 0)
		return ERR_OK;
	json_array_foreach(m->found, n, f)
	{
		enum gate gate = waiver_gate(m, f);

		if (passes(act, doc, m, gate) && doc_get(f, "reason") &&
			strcmp(doc_str(f, "by"), w->officer->id) == 0)
			return refuse(err, REFUSE_OWN_REASON,
				gate_row(gate)->word,
				WITH(officer_arg(w->officer),
					arg_id(doc_str(f, "rule"))));
	}
	return ERR_OK;
}

/* Which roles may, is data of the gate that the rule is shown to. */
enum err_code
guard_suspend_role(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct lint_rule *rule = waiver_rule(w, doc, err);
	role_set roles;

	(void)act;
	if (rule == NULL)
		return err->code;
	roles = w->library->rules.gates[rule->gate].suspends;
	if (w->officer->roles & roles)
		return ERR_OK;
	return refuse(err, REFUSE_GATE_ROLE, "rule",
		WITH(officer_arg(w->officer),
			ARG_BOTH("waive this rule", "豁免这条规则"),
			arg_roles(roles),
			office_arg_able(w->office, roles, w->officer->id)));
}

enum err_code
guard_suspend_rule(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct lint_rule *rule = waiver_rule(w, doc, err);

	(void)act;
	if (rule == NULL)
		return err->code;
	if (rule->suspendable && !leak_is_rule(rule->id))
		return ERR_OK;
	return refuse(
		err, REFUSE_NOT_SUSPENDABLE, "rule", WITH(arg_id(rule->id)));
}

enum err_code
guard_suspend_two(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	/* whoever confirms it names the rule, and there is nothing else to see */
	static const struct second_refusals no = { REFUSE_SUSPEND_TWICE, "rule",
		REFUSE_SUSPEND_TWICE, "rule" };
	const char *rule = doc_str(doc, "rule");
	const struct suspension *proposal = waiver_suspension(w->message, rule);

	(void)act;
	if (proposal == NULL)
		return ERR_OK;
	return second_confirm(&proposal->second, &no, arg_id(rule),
		officer_arg(w->officer), true, err);
}

/* So many at a time and no more: gates.yaml says how many and why. */
enum err_code
guard_suspend_bound(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;
	const char *rule = doc_str(doc, "rule"), *last;
	size_t count = waiver_count(&last, m);

	(void)act;
	if (w->library == NULL || waiver_is_suspended(m, rule) ||
		count < (size_t)w->library->rules.suspensions)
		return ERR_OK;
	return refuse(err, REFUSE_SUSPEND_BOUND, "rule",
		WITH(arg_id(m->id), arg_id(last),
			arg_count(w->library->rules.suspensions),
			arg_id(rule)));
}
