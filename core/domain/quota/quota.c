/*
 * Counting, and the account's row.
 */
#include "domain/quota/quota.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "domain/library/playbook.h"
#include "domain/office/account.h"

#define MINUTE_MS (INT64_C(60) * 1000)
#define DAY_MS (INT64_C(24) * 60 * MINUTE_MS)

static const char *const states[] = { "reserved", "denied", "spent" };
_Static_assert(
	sizeof(states) / sizeof(states[0]) == QUOTA_STATES, "a word for each");

/* ---- which rule ---- */

const struct quota_rule *
quota_rule_of(const struct account *a, const struct platform *p, const char *id)
{
	for (size_t i = 0; p != NULL && i < p->quota_count; i++)
		if ((id == NULL || strcmp(p->quotas[i].id, id) == 0) &&
			account_has(
				a, p->quotas[i].when, p->quotas[i].when_count))
			return &p->quotas[i];
	return NULL;
}

void
quota_each(const struct account *a, const struct library *lib,
	quota_each_fn *each, void *arg)
{
	const struct platform *p =
		lib ? rules_account(&lib->rules, a->kind, a->platform) : NULL;

	for (size_t i = 0; p != NULL && i < p->quota_count; i++)
		if (quota_rule_of(a, p, p->quotas[i].id) == &p->quotas[i])
			each(arg, a, &p->quotas[i]);
}

int64_t
quota_period_end(const struct quota_rule *q, int64_t now, int zone)
{
	struct calendar c;
	int64_t day;

	if (q->per == QUOTA_MINUTE)
		return now + MINUTE_MS;
	instant_split(&c, now, zone);
	day = now - ((c.hour * 60 + c.minute) * 60 + c.second) * INT64_C(1000) -
		c.ms;
	if (q->per == QUOTA_DAY)
		return day + DAY_MS;
	return day +
		(calendar_month_days(c.year, c.month) - c.day + 1) * DAY_MS;
}

bool
quota_is_scarce(const struct quota_rule *q)
{
	return q->per != QUOTA_MINUTE;
}

/* ---- counting ---- */

static const struct quota_said *
quota_word(const struct account *a, const char *id, int64_t now)
{
	for (size_t i = 0; i < a->quota_said_count; i++)
		if (strcmp(a->quota_said[i].quota, id) == 0 &&
			a->quota_said[i].ends > now)
			return &a->quota_said[i];
	return NULL;
}

void
quota_count(struct quota_count *out, const struct account *a,
	const struct quota_rule *q, int64_t now, const char *but)
{
	const struct quota_said *said = quota_word(a, q->id, now);
	int since = 0;

	*out = (struct quota_count){ .said = said != NULL };
	for (size_t i = 0; i < a->quota_use_count; i++) {
		const struct quota_use *u = &a->quota_use[i];

		if (u->ends <= now || strcmp(u->quota, q->id) != 0 ||
			(but != NULL && strcmp(u->message, but) == 0))
			continue;
		out->spent += u->is == QUOTA_SPENT;
		out->reserved += u->is == QUOTA_RESERVED;
		since += u->is == QUOTA_SPENT && said && u->at > said->at;
	}
	out->left = said ? said->left - since : q->of - out->spent;
	out->left -= out->reserved;
	if (out->left < 0)
		out->left = 0;
}

bool
quota_is_denied(const struct account *a, const char *message)
{
	for (size_t i = 0; i < a->quota_use_count; i++)
		if (a->quota_use[i].is == QUOTA_DENIED &&
			strcmp(a->quota_use[i].message, message) == 0)
			return true;
	return false;
}

/* ---- the row ---- */

json_t *
quota_keep(const struct account *a)
{
	json_t *doc, *uses = json_array(), *said = json_array(), *row;

	for (size_t i = 0; i < a->quota_use_count; i++) {
		const struct quota_use *u = &a->quota_use[i];

		row = json_object();
		doc_put_str(row, "quota", u->quota);
		doc_put_str(row, "message", u->message);
		doc_put_str(row, "is", states[u->is]);
		doc_put_int(row, "at", u->at);
		doc_put_int(row, "ends", u->ends);
		json_array_append_new(uses, row);
	}
	for (size_t i = 0; i < a->quota_said_count; i++) {
		row = json_object();
		doc_put_str(row, "quota", a->quota_said[i].quota);
		doc_put_int(row, "left", a->quota_said[i].left);
		doc_put_int(row, "at", a->quota_said[i].at);
		doc_put_int(row, "ends", a->quota_said[i].ends);
		json_array_append_new(said, row);
	}
	doc = json_object();
	doc_put(doc, "uses", uses);
	doc_put(doc, "said", said);
	if (a->quota_use_count + a->quota_said_count > 0)
		return doc;
	json_decref(doc);
	return NULL;
}

static enum quota_is
quota_is_parse(const char *word)
{
	for (int i = 0; i < QUOTA_STATES; i++)
		if (strcmp(states[i], word) == 0)
			return (enum quota_is)i;
	return QUOTA_SPENT;
}

void
quota_load(struct account *a, const json_t *doc)
{
	json_t *row;
	size_t n;

	json_array_foreach(doc_get(doc, "uses"), n, row)
	{
		struct quota_use *u = MEM_ADD(a->quota_use, a->quota_use_count);

		*u = (struct quota_use){ .is = quota_is_parse(
						 doc_str(row, "is")),
			.at = doc_int(row, "at"),
			.ends = doc_int(row, "ends") };
		fixed_cut(u->quota, sizeof(u->quota), doc_str(row, "quota"));
		fixed_cut(u->message, sizeof(u->message),
			doc_str(row, "message"));
	}
	json_array_foreach(doc_get(doc, "said"), n, row)
	{
		struct quota_said *s =
			MEM_ADD(a->quota_said, a->quota_said_count);

		*s = (struct quota_said){ .left = (int)doc_int(row, "left"),
			.at = doc_int(row, "at"),
			.ends = doc_int(row, "ends") };
		fixed_cut(s->quota, sizeof(s->quota), doc_str(row, "quota"));
	}
}

void
quota_clear(struct account *a)
{
	free(a->quota_use);
	free(a->quota_said);
	a->quota_use = NULL;
	a->quota_said = NULL;
	a->quota_use_count = a->quota_said_count = 0;
}
