/*
 * Folding and confirming who an account is.
 */
#include "domain/office/identity.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/fold.h"
#include "domain/office/office.h"

#define ENDS_MS (INT64_C(14) * 24 * 60 * 60 * 1000)

/* A token that the relay renewed is the same credential, in another box. */
void
identity_sealed(struct account *a, const struct entry *e)
{
	FOLD_GIVEN(a->sealed, e->body, "digest");
	a->token_ends = 0;
	if (strcmp(e->by, "relay") == 0) {
		a->token_ends = doc_int(e->body, "ends");
		FIXED_SET(a->opened, a->sealed);
		return;
	}
	a->sealed_time = e->time;
	a->ends = doc_int(e->body, "ends");
	FIXED_SET(a->changed_by, e->by);
	a->sealed_seq = e->seq;
}

void
account_lose_credential(struct account *a)
{
	a->credential = false;
	a->sealed_time = a->ends = a->token_ends = 0;
	a->sealed[0] = a->proven[0] = a->opened[0] = '\0';
}

/*
 * Whoever sealed what brought the other id, or pointed the account elsewhere,
 * has proposed it. A check of a credential that was replaced meanwhile says
 * nothing of the one that is there.
 */
void
identity_checked(struct account *a, const struct entry *e)
{
	const char *who = doc_str(e->body, "who");

	if (!doc_bool(e->body, "ok") ||
		strcmp(doc_str(e->body, "sealed"), a->sealed) != 0)
		return;
	FIXED_SET(a->proven, a->sealed);
	if (*who == '\0')
		return;
	if (a->who[0] == '\0' || strcmp(a->who, who) == 0) {
		FOLD_GIVEN(a->who, e->body, "who");
		second_drop(&a->identity);
		return;
	}
	second_propose(&a->identity, e);
	FIXED_SET(a->identity.by, a->changed_by);
}

void
identity_confirmed(struct account *a, const struct entry *e)
{
	FOLD_GIVEN(a->who, e->body, "who");
	second_drop(&a->identity);
}

void
identity_put(json_t *doc, const struct account *a)
{
	/* only where there is one: rows of an older Crier stay as they are */
	if (a->who[0])
		doc_put_str(doc, "who", a->who);
	if (a->sealed[0])
		doc_put_str(doc, "sealed", a->sealed);
	if (a->sealed_time)
		doc_put_int(doc, "sealed_time", a->sealed_time);
	if (a->ends)
		doc_put_int(doc, "ends", a->ends);
	if (a->token_ends)
		doc_put_int(doc, "token_ends", a->token_ends);
	if (a->opened[0])
		doc_put_str(doc, "opened", a->opened);
	if (a->sealed_seq)
		doc_put_int(doc, "sealed_seq", a->sealed_seq);
	if (a->changed_by[0])
		doc_put_str(doc, "changed_by", a->changed_by);
	if (a->proven[0])
		doc_put_str(doc, "proven_box", a->proven);
	if (a->identity.waits)
		doc_put(doc, "identity", second_doc(&a->identity));
}

void
identity_load(struct account *a, const json_t *doc)
{
	json_t *proposed = doc_get(doc, "identity");

	FOLD_GIVEN(a->who, doc, "who");
	FOLD_GIVEN(a->sealed, doc, "sealed");
	FOLD_GIVEN(a->opened, doc, "opened");
	a->sealed_seq = doc_int(doc, "sealed_seq");
	a->sealed_time = doc_int(doc, "sealed_time");
	a->ends = doc_int(doc, "ends");
	a->token_ends = doc_int(doc, "token_ends");
	FOLD_GIVEN(a->changed_by, doc, "changed_by");
	FOLD_GIVEN(a->proven, doc, "proven_box");
	second_drop(&a->identity);
	if (proposed == NULL)
		return;
	a->identity.what = json_incref(proposed);
	FOLD_GIVEN(a->identity.by, proposed, "by");
	a->identity.time = doc_int(proposed, "time");
	a->identity.waits = true;
}

bool
account_is_unchecked(const struct account *a)
{
	return !a->ok || strcmp(a->proven, a->sealed) != 0;
}

enum err_code
identity_confirm(json_t **body, const struct account *a,
	const struct officer *officer, const char *who, struct err *err)
{
	static const struct second_refusals no = {
		.self = REFUSE_IDENTITY_SELF,
		.self_where = "account",
		.changed = REFUSE_IDENTITY_OTHER,
		.changed_where = "who",
	};
	const struct second *s = &a->identity;

	if (!s->waits)
		return refuse(err, REFUSE_IDENTITY_NONE, "account",
			WITH(account_arg(a)));
	if (second_confirm(s, &no, account_arg(a), officer_arg(officer),
		    strcmp(who, doc_str(s->what, "who")) == 0, err) != ERR_OK)
		return err->code;
	*body = json_object();
	doc_put_str(*body, "account", a->id);
	doc_put_str(*body, "who", who);
	doc_put_str(*body, "was", a->who);
	second_put(*body, s);
	return ERR_OK;
}

bool
account_credential_ends(const struct account *a, int64_t now)
{
	return a->active && a->ends != 0 && a->ends - now <= ENDS_MS;
}
