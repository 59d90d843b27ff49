/*
 * Folding what officers say about findings.
 */
#include "domain/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"

enum err_code
fold_explained(struct message *m, const struct entry *e, struct err *err)
{
	struct reason *r = MEM_ADD(m->reasons, m->reason_count);

	(void)err;
	fixed_cut(r->rule, sizeof(r->rule), doc_str(e->body, "rule"));
	r->text = mem_strdup(doc_str(e->body, "reason"));
	fixed_cut(r->by, sizeof(r->by), e->by);
	r->time = e->time;
	return ERR_OK;
}

void
fold_drop_reasons(struct message *m)
{
	for (size_t n = 0; n < m->reason_count; n++)
		free(m->reasons[n].text);
	free(m->reasons);
	m->reasons = NULL;
	m->reason_count = 0;
}

/* A row of what an officer said about suspending a rule. */
static struct second *
suspension_add(struct message *m, const struct entry *e)
{
	struct suspension *s = MEM_ADD(m->suspensions, m->suspension_count);

	fixed_cut(s->rule, sizeof(s->rule), doc_str(e->body, "rule"));
	s->reason = mem_strdup(doc_str(e->body, "reason"));
	return &s->second;
}

enum err_code
fold_rule_proposed(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	second_propose(suspension_add(m, e), e);
	return ERR_OK;
}

enum err_code
fold_rule_suspended(struct message *m, const struct entry *e, struct err *err)
{
	struct second *s = suspension_add(m, e);

	(void)err;
	FOLD_GIVEN(s->by, e->body, "proposed_by");
	second_settle(s, e);
	return ERR_OK;
}

static void
suspension_release(struct suspension *s)
{
	second_drop(&s->second);
	free(s->reason);
}

void
fold_drop_suspensions(struct message *m)
{
	for (size_t n = 0; n < m->suspension_count; n++)
		suspension_release(&m->suspensions[n]);
	free(m->suspensions);
}

/* As if nobody had proposed it; the entries stay. */
enum err_code
fold_rule_restored(struct message *m, const struct entry *e, struct err *err)
{
	const char *rule = doc_str(e->body, "rule");
	size_t kept = 0;

	(void)err;
	for (size_t n = 0; n < m->suspension_count; n++) {
		if (strcmp(m->suspensions[n].rule, rule) == 0)
			suspension_release(&m->suspensions[n]);
		else
			m->suspensions[kept++] = m->suspensions[n];
	}
	m->suspension_count = kept;
	return ERR_OK;
}
