/*
 * The table of judges, and what all of them share: authority, the states in
 * which an act is possible, and the digest the officer saw.
 */
#include "domain/judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/guards.h"
#include "lint/leak.h"

#define S(x) (1u << MESSAGE_##x)
#define ANY_STATE 0u

/*
 * What may happen when: an act on a message is possible in the states of its
 * row and in no other. Rows of acts that concern no message are ANY_STATE.
 */
static const struct {
	judge_fn judge; /* NULL: the station does it without entries here */
	unsigned states;
} acts[] = {
	[ACT_OFFICER_ADD] = { judge_officer_add, ANY_STATE },
	[ACT_OFFICER_CHANGE] = { judge_officer_change, ANY_STATE },
	[ACT_OFFICER_DUTY] = { judge_officer_duty, ANY_STATE },
	[ACT_ACCOUNT_ADD] = { judge_account_add, ANY_STATE },
	[ACT_ACCOUNT_CHANGE] = { judge_account_change, ANY_STATE },
	[ACT_ACCOUNT_CREDENTIAL] = { NULL, ANY_STATE },
	[ACT_ACCOUNT_CHECK] = { NULL, ANY_STATE },
	[ACT_LIBRARY_IMPORT] = { NULL, ANY_STATE },
	[ACT_INCIDENT_OPEN] = { judge_incident_open, ANY_STATE },
	[ACT_INCIDENT_CLOSE] = { judge_incident_close, ANY_STATE },
	[ACT_INCIDENT_PREPARE] = { judge_incident_prepare, ANY_STATE },
	[ACT_INCIDENT_LEARN] = { judge_incident_learn, ANY_STATE },
	[ACT_CLOCK_DONE] = { judge_clock_done, ANY_STATE },
	[ACT_LINES_SET] = { judge_lines_set, ANY_STATE },
	[ACT_LINES_CONFIRM] = { judge_lines_confirm, ANY_STATE },
	[ACT_OUTSIDE_NOTE] = { judge_outside_note, ANY_STATE },
	[ACT_MESSAGE_KEEP] = { judge_message_keep, ANY_STATE },
	[ACT_MESSAGE_NEW] = { judge_message_new, ANY_STATE },
	[ACT_MESSAGE_CORRECT] = { judge_message_correct,
		S(FIRED) | S(RELEASED) },
	[ACT_MESSAGE_REPOST] = { judge_message_repost, S(DRAFT) },
	[ACT_MESSAGE_REVISE] = { judge_message_revise,
		S(DRAFT) | S(REVIEW) | S(APPROVED) },
	[ACT_MESSAGE_SUBMIT] = { judge_message_submit, S(DRAFT) },
	[ACT_MESSAGE_EXPLAIN] = { judge_message_explain, S(DRAFT) },
	[ACT_RULE_SUSPEND] = { judge_rule_suspend, S(DRAFT) },
	[ACT_RULE_RESTORE] = { judge_rule_restore, S(DRAFT) },
	[ACT_CONCUR_ASK] = { judge_concur_ask, S(DRAFT) | S(REVIEW) },
	[ACT_CONCUR_ANSWER] = { judge_concur_answer, S(DRAFT) | S(REVIEW) },
	[ACT_REVIEW] = { judge_review, S(REVIEW) },
	[ACT_APPROVE] = { judge_approve, S(REVIEW) },
	[ACT_MESSAGE_SUPPLEMENT] = { judge_supplement,
		S(APPROVED) | S(ARMING) | S(ARMED) | S(FIRED) | S(RELEASED) },
	[ACT_RELEASE_ARM] = { judge_arm, S(APPROVED) },
	[ACT_RELEASE_DISARM] = { judge_disarm, S(ARMING) | S(ARMED) },
	[ACT_RELEASE_FIRE] = { judge_fire, S(ARMED) },
	[ACT_RELEASE_HALT] = { judge_halt, S(ARMING) | S(ARMED) | S(FIRED) },
	[ACT_DELIVERY_PROOF] = { judge_proof, S(FIRED) | S(RELEASED) },
	[ACT_DELIVERY_RETRY] = { judge_retry, S(FIRED) | S(RELEASED) },
	[ACT_DELIVERY_SETTLE] = { judge_settle, S(FIRED) | S(RELEASED) },
	[ACT_DELIVERY_SKIP] = { judge_skip, S(FIRED) | S(RELEASED) },
	[ACT_CLAIM_ADD] = { judge_claim_add, ANY_STATE },
	[ACT_CLAIM_CHANGE] = { judge_claim_change, ANY_STATE },
	[ACT_CLAIM_EVIDENCE] = { judge_claim_evidence, ANY_STATE },
	[ACT_CLAIM_VERDICT] = { judge_claim_verdict, ANY_STATE },
	[ACT_CLAIM_ANSWER] = { judge_claim_answer, ANY_STATE },
	[ACT_DRAFT_SAVE] = { NULL, ANY_STATE },
	[ACT_DRAFT_DROP] = { NULL, ANY_STATE },
	[ACT_RECORD_PUSH] = { NULL, ANY_STATE },
	[ACT_RELAY_PREPARED] = { judge_prepared, S(ARMING) | S(ARMED) },
	[ACT_RELAY_SENDING] = { judge_sending, S(FIRED) | S(RELEASED) },
	[ACT_RELAY_OUTCOMES] = { judge_outcomes, S(FIRED) | S(RELEASED) },
	[ACT_RELAY_TOKEN] = { NULL, ANY_STATE },
	[ACT_RELAY_CHECKED] = { judge_checked, ANY_STATE },
};
_Static_assert(sizeof(acts) / sizeof(acts[0]) == ACT_COUNT, "one row each");

enum err_code
judge_state(const struct message *m, enum act act, struct err *err)
{
	if (acts[act].states & (1u << m->state))
		return ERR_OK;
	return refuse(err, REFUSE_STATE, m->id, m->id,
		message_state_row(m->state)->word, act_row(act)->name, NULL);
}

enum err_code
judge_digest(const struct message *m, const json_t *act, struct err *err)
{
	if (strcmp(doc_str(act, "digest"), m->digest) == 0)
		return ERR_OK;
	return refuse(err, REFUSE_CHANGED, m->id, m->id,
		m->digest[0] ? m->digest : "-", NULL);
}

void
judge_mask(json_t *doc, const char *key, const struct world *w)
{
	const char *text = doc_str(doc, key);
	struct leaks found;
	char *clean;

	leak_scan(&found, text, strlen(text),
		w->library ? w->library->rules.lint : NULL);
	if (found.count > 0) {
		clean = leak_mask(text, strlen(text), &found);
		doc_put_str(doc, key, clean);
		free(clean);
	}
	leaks_release(&found);
}

void
judge_role_names(char *out, size_t size, role_set roles)
{
	size_t n = 0;

	out[0] = '\0';
	for (int r = 0; r < ROLE_COUNT; r++)
		if ((roles & ROLE_BIT(r)) && n < size)
			n += (size_t)snprintf(out + n, size - n, "%s%s",
				n ? " / " : "", role_row((enum role)r)->word);
}

enum err_code
judge_roles(const struct officer *f, role_set roles, struct err *err)
{
	char names[160];

	if (f == NULL || roles == 0 || (f->roles & roles))
		return ERR_OK;
	judge_role_names(names, sizeof(names), roles);
	return refuse(err, REFUSE_ROLE, "", f->id, names, NULL);
}

/* The message and incident that the act's fields name must be there. */
static enum err_code
need_subject(
	const struct world *w, const json_t *doc, enum act act, struct err *err)
{
	const char *message = doc_str(doc, "message");
	const char *incident = doc_str(doc, "incident");

	if (*message == '\0')
		message = doc_str(doc, "delivery");
	if (*incident && w->incident == NULL)
		return refuse(err, REFUSE_NOT_FOUND, "incident", "incident",
			incident, NULL);
	if (*doc_str(doc, "claim") && w->claim == NULL)
		return refuse(err, REFUSE_NOT_FOUND, "claim", "claim",
			doc_str(doc, "claim"), NULL);
	if (*message && w->message == NULL)
		return refuse(err, REFUSE_NOT_FOUND, "message", "message",
			message, NULL);
	if (w->incident && w->incident->closed && w->officer &&
		acts[act].states)
		return refuse(
			err, REFUSE_INCIDENT_CLOSED, "", w->incident->id, NULL);
	return ERR_OK;
}

enum err_code
act_judge(struct judged *out, const struct world *w, enum act act,
	const json_t *doc, struct err *err)
{
	enum err_code rc = guards_ask(w, act, doc, false, err);

	if (rc == ERR_OK)
		rc = need_subject(w, doc, act, err);
	if (rc == ERR_OK && w->message != NULL && acts[act].states)
		rc = guards_ask(w, act, doc, true, err);
	if (rc != ERR_OK || acts[act].judge == NULL)
		return rc;
	if (w->incident != NULL) {
		(void)snprintf(out->incident, sizeof(out->incident), "%s",
			w->incident->id);
		out->drill = w->incident->drill;
	}
	return acts[act].judge(out, w, doc, err);
}
