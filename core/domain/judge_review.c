/*
 * Judging reviews and approvals: gates within stages, stages in order,
 * nobody in two stages, no author at the last (先审后发).
 */
#include "domain/judge.h"

#include <stdio.h>
#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"

static void
open_gates(char *out, size_t size, const struct message *m, enum stage stage)
{
	json_t *gates = message_stage_gates(m, stage), *word;
	enum gate gate;
	size_t n, len = 0;

	out[0] = '\0';
	json_array_foreach(gates, n,
		word) if (gate_parse(&gate, json_string_value(word)) &&
		message_pass(m, gate) == NULL && len < size) len +=
		(size_t)snprintf(out + len, size - len, "%s%s", len ? ", " : "",
			gate_row(gate)->word);
}

static void
all_gates(char *out, size_t size, const struct message *m)
{
	enum stage stage;
	size_t len = 0;

	out[0] = '\0';
	for (int g = 0; g < GATE_COUNT; g++)
		if (message_gate_stage(&stage, m, (enum gate)g) && len < size)
			len += (size_t)snprintf(out + len, size - len, "%s%s",
				len ? ", " : "", gate_row((enum gate)g)->word);
}

/* Every stage before this one is complete. */
static enum err_code
check_order(const struct message *m, enum stage stage, struct err *err)
{
	char open[160];

	for (int s = 0; s < (int)stage; s++) {
		if (message_stage_complete(m, (enum stage)s))
			continue;
		open_gates(open, sizeof(open), m, (enum stage)s);
		return refuse(err, REFUSE_STAGE_ORDER, m->id,
			stage_row((enum stage)s)->word, stage_row(stage)->word,
			open, NULL);
	}
	return ERR_OK;
}

static enum err_code
check_one_stage(const struct message *m, const char *officer, enum stage stage,
	struct err *err)
{
	for (size_t n = 0; n < m->pass_count; n++) {
		const struct pass *p = &m->passes[n];

		if (!p->returned && p->stage != stage &&
			strcmp(p->by, officer) == 0)
			return refuse(err, REFUSE_TWO_STAGES, m->id, officer,
				stage_row(p->stage)->word, NULL);
	}
	return ERR_OK;
}

static enum err_code
check_gate_role(const struct world *w, enum gate gate, struct err *err)
{
	const struct gate_rule *rule = &w->library->rules.gates[gate];
	char roles[160];

	if (w->officer->roles & rule->roles)
		return ERR_OK;
	judge_role_names(roles, sizeof(roles), rule->roles);
	return refuse(err, REFUSE_GATE_ROLE, gate_row(gate)->word,
		w->officer->id, gate_row(gate)->word, roles, NULL);
}

static json_t *
gate_body(const struct message *m, enum gate gate, enum stage stage,
	const char *reason)
{
	json_t *body = body_of(m);

	doc_put_str(body, "gate", gate_row(gate)->word);
	doc_put_str(body, "stage", stage_row(stage)->word);
	doc_put_str(body, "digest", m->digest);
	doc_put_str(body, "reason", reason);
	return body;
}

static enum err_code
check_pass(const struct world *w, enum gate gate, enum stage stage,
	struct err *err)
{
	const struct message *m = w->message;
	const struct pass *done = message_pass(m, gate);
	char others[160];
	enum err_code rc;

	if (done != NULL)
		return refuse(err, REFUSE_GATE_DONE, gate_row(gate)->word,
			gate_row(gate)->word, done->by, NULL);
	if (stage == STAGE_FINAL) {
		/* the last gate is passed by approving, with the digest */
		open_gates(others, sizeof(others), m, STAGE_FIRST);
		return refuse(err, REFUSE_GATE, gate_row(gate)->word, "approve",
			others, NULL);
	}
	rc = check_order(m, stage, err);
	if (rc == ERR_OK)
		rc = check_one_stage(m, w->officer->id, stage, err);
	return rc;
}

enum err_code
judge_review(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct message *m = w->message;
	const char *verdict = doc_str(act, "verdict");
	const char *reason = doc_str(act, "reason");
	bool pass = strcmp(verdict, "pass") == 0;
	char gates[160];
	enum stage stage;
	enum gate gate;
	enum err_code rc;

	if (!pass && strcmp(verdict, "return") != 0)
		return refuse(err, REFUSE_FIELD, "verdict", "verdict",
			"is neither pass nor return / 只能是 pass 或 return",
			NULL);
	rc = judge_digest(m, act, err);
	if (rc != ERR_OK)
		return rc;
	if (!gate_parse(&gate, doc_str(act, "gate")) ||
		!message_gate_stage(&stage, m, gate)) {
		all_gates(gates, sizeof(gates), m);
		return refuse(err, REFUSE_GATE, "gate", doc_str(act, "gate"),
			gates, NULL);
	}
	if (w->library == NULL)
		return refuse(err, REFUSE_PLAYBOOK, "", w->incident->playbook,
			"the library of its incident cannot be read", NULL);
	rc = check_gate_role(w, gate, err);
	if (rc == ERR_OK && pass)
		rc = check_pass(w, gate, stage, err);
	if (rc == ERR_OK && !pass && *reason == '\0')
		rc = refuse(err, REFUSE_RETURN_REASON, "reason", NULL);
	if (rc == ERR_OK)
		judged_add(out, pass ? "message.passed" : "message.returned",
			gate_body(m, gate, stage, reason));
	return rc;
}

static enum err_code
check_approver(const struct world *w, struct err *err)
{
	const struct message *m = w->message;
	json_t *gates = message_stage_gates(m, STAGE_FINAL), *word;
	enum err_code rc = ERR_OK;
	enum gate gate;
	size_t n;

	if (message_is_author(m, w->officer->id))
		return refuse(err, REFUSE_OWN_TEXT, m->id, w->officer->id,
			m->id, NULL);
	json_array_foreach(gates, n, word) if (rc == ERR_OK &&
		gate_parse(&gate, json_string_value(word))) rc =
		check_gate_role(w, gate, err);
	if (rc == ERR_OK)
		rc = check_one_stage(m, w->officer->id, STAGE_FINAL, err);
	return rc;
}

enum err_code
judge_approve(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct message *m = w->message;
	json_t *gates, *word, *body;
	enum gate gate;
	enum err_code rc;
	size_t n;

	rc = judge_digest(m, act, err);
	if (rc == ERR_OK)
		rc = check_order(m, STAGE_FINAL, err);
	if (rc == ERR_OK && w->library == NULL)
		rc = refuse(err, REFUSE_PLAYBOOK, "", w->incident->playbook,
			"the library of its incident cannot be read", NULL);
	if (rc == ERR_OK)
		rc = check_approver(w, err);
	if (rc != ERR_OK)
		return rc;
	gates = message_stage_gates(m, STAGE_FINAL);
	json_array_foreach(
		gates, n, word) if (gate_parse(&gate, json_string_value(word)))
		judged_add(out, "message.passed",
			gate_body(m, gate, STAGE_FINAL, ""));
	body = body_of(m);
	doc_put_str(body, "digest", m->digest);
	judged_add(out, "message.approved", body);
	return ERR_OK;
}
