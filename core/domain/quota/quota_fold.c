/*
 * Folding what was reserved, spent, given back and said into the accounts.
 * Each entry names the accounts and quotas that it is about in `quotas`.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/fold.h"
#include "domain/office/office.h"
#include "domain/office/office_fold.h"
#include "domain/quota/quota.h"

/* Borrowed; NULL where the account is not in the register. */
static struct account *
quota_account(struct office *o, const json_t *row)
{
	const struct account *a = office_account(o, doc_str(row, "account"));

	return a ? &o->accounts[a - o->accounts] : NULL;
}

/* What is over counts no more. */
static void
quota_prune(struct account *a, int64_t now)
{
	size_t kept = 0;

	for (size_t i = 0; i < a->quota_use_count; i++)
		if (a->quota_use[i].ends > now)
			a->quota_use[kept++] = a->quota_use[i];
	a->quota_use_count = kept;
	kept = 0;
	for (size_t i = 0; i < a->quota_said_count; i++)
		if (a->quota_said[i].ends > now)
			a->quota_said[kept++] = a->quota_said[i];
	a->quota_said_count = kept;
}

static void
quota_drop(struct account *a, const char *message, const char *quota)
{
	size_t kept = 0;

	for (size_t i = 0; i < a->quota_use_count; i++)
		if (strcmp(a->quota_use[i].message, message) != 0 ||
			strcmp(a->quota_use[i].quota, quota) != 0)
			a->quota_use[kept++] = a->quota_use[i];
	a->quota_use_count = kept;
}

/* A message has one use of a quota: what it is now. */
static void
quota_set(struct office *o, const struct entry *e, enum quota_is is)
{
	const char *message = doc_str(e->body, "message");
	json_t *row;
	size_t n;

	json_array_foreach(doc_get(e->body, "quotas"), n, row)
	{
		struct account *a = quota_account(o, row);
		struct quota_use *u;

		if (a == NULL)
			continue;
		quota_prune(a, e->time);
		quota_drop(a, message, doc_str(row, "quota"));
		u = MEM_ADD(a->quota_use, a->quota_use_count);
		*u = (struct quota_use){
			.is = is, .at = e->time, .ends = doc_int(row, "ends")
		};
		if (doc_bool(row, "denied"))
			u->is = QUOTA_DENIED;
		fixed_cut(u->quota, sizeof(u->quota), doc_str(row, "quota"));
		fixed_cut(u->message, sizeof(u->message), message);
	}
}

void
office_fold_quota_reserved(struct office *o, const struct entry *e)
{
	quota_set(o, e, QUOTA_RESERVED);
}

void
office_fold_quota_spent(struct office *o, const struct entry *e)
{
	quota_set(o, e, QUOTA_SPENT);
}

void
office_fold_quota_returned(struct office *o, const struct entry *e)
{
	json_t *row;
	size_t n;

	json_array_foreach(doc_get(e->body, "quotas"), n, row)
	{
		struct account *a = quota_account(o, row);

		if (a == NULL)
			continue;
		quota_prune(a, e->time);
		quota_drop(
			a, doc_str(e->body, "message"), doc_str(row, "quota"));
	}
}

/* The newest word counts; what was spent since is taken off it. */
void
office_fold_quota_corrected(struct office *o, const struct entry *e)
{
	struct account *a = quota_account(o, e->body);
	const char *quota = doc_str(e->body, "quota");
	struct quota_said *s = NULL;

	if (a == NULL)
		return;
	quota_prune(a, e->time);
	for (size_t i = 0; i < a->quota_said_count; i++)
		if (strcmp(a->quota_said[i].quota, quota) == 0)
			s = &a->quota_said[i];
	if (s == NULL)
		s = MEM_ADD(a->quota_said, a->quota_said_count);
	*s = (struct quota_said){ .left = (int)doc_int(e->body, "left"),
		.at = e->time,
		.ends = doc_int(e->body, "ends") };
	fixed_cut(s->quota, sizeof(s->quota), quota);
}

/* The signer's word holds for this text, until it is another. */
enum err_code
fold_quota_allowed(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	fold_mark(&m->last_allowed, e);
	return ERR_OK;
}
