/*
 * Judging reviews and approvals. Who may, and in which order, is asked by the
 * guards (review_guards.c).
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/office/login.h"
#include "domain/office/signature.h"
#include "domain/waiver/waiver.h"
#include "domain/review/review_lane.h"
#include "domain/review/review_seen.h"
#include "domain/review/review_stages.h"

/* Six gates' words are far shorter than any array they are put in. */
unsigned
judge_open_gates(const struct message *m, enum stage stage)
{
	unsigned open = 0;

	for (int g = 0; g < GATE_COUNT; g++)
		if (message_stage_has(m, stage, (enum gate)g) &&
			message_pass(m, (enum gate)g) == NULL)
			open |= 1U << g;
	return open;
}

static unsigned
all_gates(const struct message *m)
{
	enum stage stage;
	unsigned all = 0;

	for (int g = 0; g < GATE_COUNT; g++)
		if (message_gate_stage(&stage, m, (enum gate)g))
			all |= 1U << g;
	return all;
}

static json_t *
gate_body(const struct message *m, enum gate gate, enum stage stage,
	const char *reason, const json_t *act)
{
	json_t *body = body_of(m);

	doc_put_str(body, "gate", gate_row(gate)->word);
	doc_put_str(body, "stage", stage_row(stage)->word);
	doc_put_str(body, "digest", m->digest);
	doc_put_str(body, "reason", reason);
	review_put_seen(body, act);
	return body;
}

/* A pass accepts the reasons that were shown to the gate. */
static json_t *
passed_body(const struct message *m, enum gate gate, enum stage stage,
	const char *reason, const json_t *act)
{
	json_t *body = gate_body(m, gate, stage, reason, act);
	json_t *accepts = waiver_accepted(m, gate);

	if (json_array_size(accepts) > 0)
		doc_put(body, "accepts", json_incref(accepts));
	json_decref(accepts);
	return body;
}

static enum err_code
check_pass(const struct world *w, enum gate gate, enum stage stage,
	struct err *err)
{
	const struct message *m = w->message;
	const struct pass *done = message_pass(m, gate);

	if (done != NULL)
		return refuse(err, REFUSE_GATE_DONE, gate_row(gate)->word,
			WITH(arg_gate(gate), office_arg(w->office, done->by)));
	if (stage == STAGE_FINAL) {
		/* the last gate is passed by approving, with the digest */
		return refuse(err, REFUSE_GATE_FINAL, gate_row(gate)->word,
			WITH(arg_gate(gate)));
	}
	return ERR_OK;
}

enum err_code
judge_review(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct message *m = w->message;
	const char *verdict = doc_str(act, "verdict");
	const char *reason = doc_str(act, "reason");
	bool pass = strcmp(verdict, "pass") == 0;
	enum stage stage;
	enum gate gate;
	json_t *body;

	if (!pass && strcmp(verdict, "return") != 0)
		return refuse(err, REFUSE_FIELD, "verdict",
			WITH(arg_field("verdict"),
				ARG_BOTH("is neither pass nor return",
					"只能是 pass 或 return")));
	if (!gate_parse(&gate, doc_str(act, "gate")))
		return refuse(err, REFUSE_FIELD, "gate",
			WITH(arg_field("gate"),
				ARG_BOTH("is not one of them", "没有这一关")));
	if (!message_gate_stage(&stage, m, gate))
		return refuse(err, REFUSE_GATE, gate_row(gate)->word,
			WITH(arg_gate(gate), arg_gates(all_gates(m))));
	if (pass && check_pass(w, gate, stage, err) != ERR_OK)
		return err->code;
	if (!pass && *reason == '\0')
		return refuse(err, REFUSE_RETURN_REASON, "reason", WITH_NONE);
	if (pass) {
		body = passed_body(m, gate, stage, reason, act);
		signature_put(body, act);
		login_put(body, w);
		judged_add(out, "message.passed", body);
	} else {
		judged_add(out, "message.returned",
			gate_body(m, gate, stage, reason, act));
	}
	return ERR_OK;
}

enum err_code
judge_approve(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct message *m = w->message;
	json_t *body;

	if (lane_check_phone(w, act, err) != ERR_OK)
		return err->code;
	for (int g = 0; g < GATE_COUNT; g++)
		if (message_stage_has(m, STAGE_FINAL, (enum gate)g))
			judged_add(out, "message.passed",
				passed_body(
					m, (enum gate)g, STAGE_FINAL, "", act));
	body = body_of(m);
	doc_put_str(body, "digest", m->digest);
	if (*doc_str(act, "reason"))
		doc_put_str(body, "reason", doc_str(act, "reason"));
	review_put_seen(body, act);
	signature_put(body, act);
	login_put(body, w);
	lane_approved(body, w, act);
	judged_add(out, "message.approved", body);
	return ERR_OK;
}
