/*
 * Judging what officers say about findings: a reason, the two halves of a
 * suspension, and its end. Who may is asked by the guards (waiver_guards.c).
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/waiver/waiver.h"
#include "lint/lint_rules.h"

enum err_code
judge_message_explain(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct lint_rule *rule = waiver_rule(w, act, err);
	json_t *body;

	if (rule == NULL)
		return err->code;
	if (rule->severity != SEVERITY_REASON)
		return refuse(err, REFUSE_FIELD, "rule",
			WITH(arg_key(rule->id),
				ARG_BOTH("asks for no reason",
					"不需要说明理由")));
	body = body_of(w->message);
	doc_put_int(body, "revision", w->message->revision);
	doc_put_str(body, "rule", rule->id);
	doc_put_str(body, "reason", doc_str(act, "reason"));
	judged_add(out, "message.explained", body);
	return ERR_OK;
}

/* The first who asks for it proposes, another one confirms. */
enum err_code
judge_rule_suspend(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct message *m = w->message;
	const struct lint_rule *rule = waiver_rule(w, act, err);
	const struct suspension *proposal;
	json_t *body;

	if (rule == NULL)
		return err->code;
	if (waiver_is_suspended(m, rule->id))
		return refuse(err, REFUSE_EXISTS, "rule",
			WITH(arg_noun(NOUN_WAIVER), arg_text(rule->id)));
	proposal = waiver_suspension(m, rule->id);
	body = body_of(m);
	doc_put_str(body, "rule", rule->id);
	doc_put_str(body, "reason", doc_str(act, "reason"));
	if (proposal != NULL)
		second_put(body, &proposal->second);
	judged_add(out, proposal ? "rule.suspended" : "rule.proposed", body);
	return ERR_OK;
}

/* Whoever wants a rule looked at again needs no second. */
enum err_code
judge_rule_restore(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *rule = doc_str(act, "rule");
	json_t *body;

	if (waiver_suspension(w->message, rule) == NULL)
		return refuse(err, REFUSE_NOT_FOUND, "rule",
			WITH(arg_noun(NOUN_WAIVER), arg_text(rule)));
	body = body_of(w->message);
	doc_put_str(body, "rule", rule);
	if (*doc_str(act, "reason"))
		doc_put_str(body, "reason", doc_str(act, "reason"));
	judged_add(out, "rule.restored", body);
	return ERR_OK;
}
