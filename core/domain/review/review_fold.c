/*
 * Folding what reviewers and signers decided about a message.
 */
#include "domain/office/login.h"
#include "domain/fold.h"

#include <stdlib.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/review/review_seen.h"

void
fold_drop_passes(struct message *m)
{
	for (size_t n = 0; n < m->pass_count; n++)
		free(m->passes[n].reason);
	for (size_t n = 0; n < m->pass_count; n++)
		json_decref(m->passes[n].accepts);
	for (size_t n = 0; n < m->pass_count; n++)
		json_decref(m->passes[n].seen);
	free(m->passes);
	m->passes = NULL;
	m->pass_count = 0;
}

static enum err_code
add_pass(struct message *m, const struct entry *e, bool returned,
	struct err *err)
{
	struct pass *p;
	enum gate gate;
	enum stage stage = STAGE_FIRST;

	if (!gate_parse(&gate, doc_str(e->body, "gate")))
		return fold_broken(
			err, e, ARG_BOTH("unknown gate", "未知的关"));
	(void)stage_parse(&stage, doc_str(e->body, "stage"));
	p = MEM_ADD(m->passes, m->pass_count);
	*p = (struct pass){ .gate = gate,
		.stage = stage,
		.returned = returned,
		.time = e->time };
	FIXED_SET(p->by, e->by);
	p->reason = mem_strdup(doc_str(e->body, "reason"));
	p->accepts = json_incref(doc_get(e->body, "accepts"));
	p->seen = review_seen(e->body);
	return ERR_OK;
}

enum err_code
fold_passed(struct message *m, const struct entry *e, struct err *err)
{
	login_fold(&m->logins, e);
	return add_pass(m, e, false, err);
}

enum err_code
fold_returned(struct message *m, const struct entry *e, struct err *err)
{
	enum err_code rc = add_pass(m, e, true, err);

	if (rc != ERR_OK)
		return rc;
	m->state = MESSAGE_DRAFT;
	m->returned.gate = m->passes[m->pass_count - 1].gate;
	fixed_cut(m->returned.by, sizeof(m->returned.by), e->by);
	m->returned.time = e->time;
	fold_text(&m->returned.reason, doc_str(e->body, "reason"));
	return ERR_OK;
}

enum err_code
fold_approved(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	login_fold(&m->logins, e);
	fold_mark(&m->approved, e);
	m->supplement_due = doc_int(e->body, "supplement");
	FOLD_WORD(m->agreed, e->body, "agreed");
	m->state = MESSAGE_APPROVED;
	return ERR_OK;
}

enum err_code
fold_supplemented(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	login_fold(&m->logins, e);
	fold_mark(&m->supplemented, e);
	return ERR_OK;
}
