/*
 * Judging what people say of quotas: the signer, that the last one may be used;
 * a registrar, how many the platform's own page shows.
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/guards.h"
#include "domain/office/office_none.h"
#include "domain/quota/quota.h"
#include "domain/quota/quota_follow.h"

/* "gzh, fuwu": enough for a person to see what is meant. */
static void
quota_names(char *out, size_t size, const json_t *rows)
{
	for (size_t n = 0; n < json_array_size(rows); n++) {
		const char *id = doc_str(json_array_get(rows, n), "account");

		if ((n > 0 && !fixed_cut_add(out, size, ", ", 2)) ||
			!fixed_cut_add(out, size, id, strlen(id)))
			return;
	}
}

enum err_code
guard_quota_last(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;
	json_t *rows;
	char names[160] = "";

	(void)act;
	(void)doc;
	if (m->last_allowed.by[0])
		return ERR_OK;
	rows = quota_last_ones(w, m);
	quota_names(names, sizeof(names), rows);
	json_decref(rows);
	if (names[0] == '\0')
		return ERR_OK;
	return refuse(err, REFUSE_QUOTA_LAST, m->id,
		WITH(arg_id(m->id), arg_words(names)));
}

struct quota_none {
	const struct world *w;
	bool none;
};

static void
quota_see_none(void *arg, const struct account *a, const struct quota_rule *q)
{
	struct quota_none *none = arg;
	struct quota_count c;

	quota_count(&c, a, q, none->w->now, none->w->message->id);
	none->none = none->none || (c.left == 0 && quota_is_scarce(q));
}

/* A retry reserves nothing before: it needs one now. */
enum err_code
quota_check_retry(const struct world *w, const char *account, struct err *err)
{
	struct quota_none none = { .w = w };
	const struct account *a = office_account(w->office, account);

	if (w->incident->drill)
		return ERR_OK;
	if (a != NULL)
		quota_each(a, w->library, quota_see_none, &none);
	if (!none.none)
		return ERR_OK;
	return refuse(err, REFUSE_QUOTA_NONE, "delivery",
		WITH(office_arg_account(w->office, account)));
}

/* ---- acts ---- */

enum err_code
judge_quota_allow(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	json_t *rows = quota_last_ones(w, w->message), *body;

	if (json_array_size(rows) == 0) {
		json_decref(rows);
		return refuse(err, REFUSE_QUOTA_NOT_LAST, w->message->id,
			WITH(arg_id(w->message->id)));
	}
	body = body_of(w->message);
	doc_put_str(body, "digest", w->message->digest);
	doc_put_str(body, "reason", doc_str(act, "reason"));
	doc_put(body, "quotas", rows);
	judged_add(out, "quota.allowed", body);
	return ERR_OK;
}

static const struct quota_rule *
quota_named(const struct world *w, const struct account *a, const char *id)
{
	const struct platform *p = w->library
		? rules_account(&w->library->rules, a->kind, a->platform)
		: NULL;

	return quota_rule_of(a, p, *id ? id : NULL);
}

enum err_code
judge_quota_correct(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "account");
	const char *quota = doc_str(act, "quota");
	const struct account *a = office_account(w->office, id);
	const struct quota_rule *q;
	int64_t left = doc_int(act, "left");
	json_t *body;

	if (a == NULL)
		return office_no_account(err, "account", w->office, id);
	q = quota_named(w, a, quota);
	if (q == NULL)
		return refuse(err, REFUSE_NOT_FOUND, "quota",
			WITH(arg_noun(NOUN_QUOTA),
				arg_text(*quota ? quota : id)));
	if (left < 0 || left > q->of) {
		char en[40], zh[40];

		fixed_format(en, sizeof(en), "is not from 0 to %d", q->of);
		fixed_format(zh, sizeof(zh), "须为 0 到 %d", q->of);
		return refuse(err, REFUSE_FIELD, "left",
			WITH(arg_field("left"),
				arg_both(&(const struct both)BOTH(en, zh))));
	}
	body = json_object();
	doc_put_str(body, "account", id);
	doc_put_str(body, "quota", q->id);
	doc_put_int(body, "left", left);
	doc_put_int(body, "ends", quota_period_end(q, w->now, w->office->zone));
	doc_put_str(body, "why", doc_str(act, "reason"));
	judged_add(out, "quota.corrected", body);
	return ERR_OK;
}
