/*
 * Judging a clock that is ended by hand.
 */
#include "domain/judge.h"

#include "base/doc.h"
#include "crier/refusal.h"

enum err_code
judge_clock_done(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *rule = doc_str(act, "rule");
	const struct clock *c = clock_by_hand(w->incident, rule);
	json_t *body;

	if (c == NULL)
		return refuse(
			err, REFUSE_CLOCK_BY_HAND, "rule", WITH(arg_id(rule)));
	body = json_object();
	doc_put_str(body, "rule", rule);
	doc_put_int(body, "due", c->due);
	doc_put(body, "title", json_incref(json_object_get(c->row, "title")));
	doc_put_str(body, "reason", doc_str(act, "reason"));
	judged_add(out, "incident.done", body);
	return ERR_OK;
}
