/*
 * Judging what may go by the lane, and the signature that follows.
 */
#include "domain/review/review_lane.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/office/login.h"
#include "domain/office/signature.h"
#include "domain/guards.h"
#include "domain/library/playbook_lock.h"
#include "domain/review/review_seen.h"
#include "domain/review/review_stages.h"
#include "domain/judge.h"
#include "domain/office/office_none.h"

static enum err_code
lane_refuse(struct err *err, const struct message *m, const struct both *why)
{
	return refuse(
		err, REFUSE_LANE, m->id, WITH(arg_id(m->id), arg_both(why)));
}

static bool
lane_is_by_hand(const struct facts *facts)
{
	const char *key;
	json_t *v;

	json_object_foreach(doc_borrow(facts->variants), key, v)
	{
		if (json_is_string(v) && json_string_length(v) > 0)
			return true;
	}
	return false;
}

/* A sentence ends within the value, not at the end of a line of it. */
static bool
is_more_than_a_fact(const char *value)
{
	static const char *const ends[] = { "。", "！", "？", "!", "?", "．",
		"｡" };

	for (const char *at = value; *at; at++) {
		size_t n = 0;

		for (size_t k = 0; n == 0 && k < sizeof(ends) / sizeof(ends[0]);
			k++)
			if (strncmp(at, ends[k], strlen(ends[k])) == 0)
				n = strlen(ends[k]);
		if (n && at[n] && at[n] != '\n')
			return true;
		/* "Stay inside. Schools are closed", but "No. 3" and "3.5" */
		if (*at == '.' && at > value && at[1] == ' ' && at[-1] >= 'a' &&
			at[-1] <= 'z' && at[2] >= 'A' && at[2] <= 'Z')
			return true;
	}
	return false;
}

/* What was approved are sentences with room for facts: no fact brings more of
 * them along. The first that does; NULL if none. */
static const char *
lane_fact_that_talks(const struct facts *facts)
{
	const char *key;
	json_t *v;
	size_t n;

	json_object_foreach(doc_borrow(facts->slots), key, v)
	{
		if (json_is_string(v) &&
			is_more_than_a_fact(json_string_value(v)))
			return key;
	}
	json_array_foreach(facts->figures, n, v)
	{
		if (is_more_than_a_fact(doc_str(v, "reason")))
			return doc_str(v, "name");
	}
	return NULL;
}

enum err_code
lane_check(const struct world *w, const struct facts *facts, struct err *err)
{
	static const struct both no_tier = BOTH(
		"the rules have no emergency lane", "规则中没有应急快速通道");
	static const struct both hand =
		BOTH("a variant was written by hand", "有渠道版经人工改写");
	static const struct both more =
		BOTH("a fact brings sentences along that nobody approved",
			"有要素夹带未经预批的句子");
	const struct playbook *p = world_playbook(w);
	enum lock lock;

	if (p == NULL || rules_lane(&w->library->rules) == NULL)
		return lane_refuse(err, w->message, &no_tier);
	lock = playbook_lock(p, facts->kind, facts->lang, w->now);
	if (lock != LOCK_HOLDS)
		return lane_refuse(err, w->message, &lock_row(lock)->title);
	if (lane_is_by_hand(facts))
		return lane_refuse(err, w->message, &hand);
	if (lane_fact_that_talks(facts) == NULL)
		return ERR_OK;
	(void)lane_refuse(err, w->message, &more);
	fixed_cut_format(err->where, sizeof(err->where), "slots.%s",
		lane_fact_that_talks(facts));
	return err->code;
}

enum err_code
guard_lane(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	struct facts facts;

	(void)act;
	if (!doc_bool(doc, "lane"))
		return ERR_OK;
	facts_of(&facts, w->message);
	return lane_check(w, &facts, err);
}

const struct tier *
lane_tier(const struct world *w, const json_t *act, enum message_kind kind)
{
	const struct tier *lane = rules_lane(&w->library->rules);

	return doc_bool(act, "lane") && lane ? lane : world_tier(w, kind).tier;
}

void
lane_rule(char out[64], const struct message *m)
{
	fixed_format(out, 64, "supplement %s", m->id);
}

static const struct tier *
tier_of(const struct world *w)
{
	return w->library
		? rules_tier_named(&w->library->rules, w->message->tier)
		: NULL;
}

/* This officer's approval leaves a signature due. */
static bool
lane_owes(const struct world *w)
{
	const struct tier *tier = tier_of(w);

	return tier && tier->supplement && !(w->officer->roles & LANE_SIGNS);
}

enum err_code
lane_check_phone(const struct world *w, const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "agreed"),
		   *number = doc_str(act, "phone");
	const struct officer *f = office_officer(w->office, id);

	if (*id == '\0' && *number == '\0')
		return ERR_OK;
	if (!lane_owes(w))
		return refuse(err, REFUSE_FIELD, "agreed",
			WITH(arg_field("agreed"),
				ARG_BOTH("is for the emergency lane, where a "
					 "signature is still due",
					"仅用于应急快速通道待补签的稿件")));
	if (f == NULL || !f->active)
		return office_no_officer(err, "agreed", w->office, id);
	if (!(f->roles & LANE_SIGNS))
		return refuse(err, REFUSE_FIELD, "agreed",
			WITH(arg_field("agreed"),
				ARG_BOTH("names somebody who may not approve",
					"所指人员无权签发")));
	if (*f->phone && strcmp(f->phone, number) == 0)
		return ERR_OK;
	return refuse(err, REFUSE_CONCUR_NUMBER, "phone",
		WITH(arg_phone(number),
			arg_named(f->id,
				&(const struct both)BOTH(f->name, f->name)),
			arg_phone(f->phone)));
}

void
lane_approved(json_t *body, const struct world *w, const json_t *act)
{
	static const struct both title =
		BOTH("The signature that is supplemented", "补签");
	const struct tier *tier = tier_of(w);
	char rule[64];
	int64_t due;

	if (!lane_owes(w))
		return;
	if (*doc_str(act, "agreed")) {
		doc_put_str(body, "agreed", doc_str(act, "agreed"));
		doc_put_str(body, "phone", doc_str(act, "phone"));
	}
	due = w->now + (int64_t)tier->supplement * 60000;
	lane_rule(rule, w->message);
	doc_put_int(body, "supplement", due);
	doc_put(body, "clocks",
		json_pack("[o]",
			clock_row_due(rule, &title, tier->citation, due)));
}

enum err_code
judge_supplement(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct message *m = w->message;
	json_t *body;

	if (!message_owes_signature(m))
		return refuse(
			err, REFUSE_NO_SUPPLEMENT, m->id, WITH(arg_id(m->id)));
	body = body_of(m);
	doc_put_str(body, "digest", m->digest);
	doc_put_bool(body, "late", w->now > m->supplement_due);
	review_put_seen(body, act);
	signature_put(body, act);
	login_put(body, w);
	judged_add(out, "message.supplemented", body);
	return ERR_OK;
}
