/*
 * A row for each kind of entry that uses something up. What is to be given back
 * is found in the accounts, so it needs no rules: also under a library that
 * knows the quota no more.
 */
#include "domain/quota/quota_follow.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/quota/quota.h"
#include "domain/release/delivery.h"

/* A release that nobody disarms holds its places no longer than this. */
enum { LINGER_MS = 5 * 60 * 1000 };

struct quota_gather {
	const struct world *w;
	const struct message *m;
	json_t *list; /* NULL until there is one */
	int64_t ends; /* of a reservation */
	bool spend;
};

static json_t *
quota_gather_row(struct quota_gather *g, const char *account, const char *quota)
{
	json_t *row = json_object();

	if (g->list == NULL)
		g->list = json_array();
	doc_put_str(row, "account", account);
	doc_put_str(row, "quota", quota);
	json_array_append_new(g->list, row);
	return row;
}

/* The entry, if anything was gathered; `why` may be "". */
static void
quota_add(struct judged *out, struct quota_gather *g, const char *kind,
	const char *why)
{
	json_t *body;

	if (g->list == NULL)
		return;
	body = body_of(g->m);
	if (*why)
		doc_put_str(body, "why", why);
	doc_put(body, "quotas", g->list);
	judged_add(out, kind, body);
	g->list = NULL;
}

/* ---- reserving and spending ---- */

static void
quota_take(void *arg, const struct account *a, const struct quota_rule *q)
{
	struct quota_gather *g = arg;
	struct quota_count c;
	json_t *row = quota_gather_row(g, a->id, q->id);

	quota_count(&c, a, q, g->w->now, g->m->id);
	doc_put_int(row, "ends",
		g->spend ? quota_period_end(q, g->w->now, g->w->office->zone)
			 : g->ends);
	if (g->spend)
		return;
	doc_put_int(row, "left", c.left > 0 ? c.left - 1 : 0);
	if (c.left == 0 && quota_is_scarce(q))
		doc_put_bool(row, "denied", true);
}

static void
quota_take_of(struct quota_gather *g, const char *account)
{
	const struct account *a = office_account(g->w->office, account);

	if (a != NULL)
		quota_each(a, g->w->library, quota_take, g);
}

static void
quota_on_arm(struct judged *out, struct quota_gather *g, const json_t *body)
{
	json_t *accounts = json_object_get(g->m->manifest, "accounts"), *row;
	const char *id;

	g->ends = doc_int(body, "expires") + LINGER_MS;
	json_object_foreach(accounts, id, row)
	{
		quota_take_of(g, id);
	}
	quota_add(out, g, "quota.reserved", "");
}

static void
quota_on_sending(struct judged *out, struct quota_gather *g, const json_t *body)
{
	char account[ACCOUNT_ID];
	json_t *id;
	size_t n;

	g->spend = true;
	json_array_foreach(doc_get(body, "deliveries"), n, id)
	{
		if (delivery_id_split(
			    NULL, NULL, account, json_string_value(id)))
			quota_take_of(g, account);
	}
	quota_add(out, g, "quota.spent", "");
}

/* ---- giving back ---- */

/* What the account holds for the message; of what is spent only where it did
 * not go out. */
static void
quota_give(struct quota_gather *g, const char *account, bool spent)
{
	const struct account *a = office_account(g->w->office, account);

	for (size_t i = 0; a != NULL && i < a->quota_use_count; i++)
		if (strcmp(a->quota_use[i].message, g->m->id) == 0 &&
			(spent || a->quota_use[i].is != QUOTA_SPENT))
			(void)quota_gather_row(g, a->id, a->quota_use[i].quota);
}

static void
quota_on_disarmed(
	struct judged *out, struct quota_gather *g, const json_t *body)
{
	const char *why = doc_str(body, "why");

	for (size_t n = 0; n < g->m->delivery_count; n++)
		quota_give(g, g->m->deliveries[n].account, false);
	quota_add(out, g, "quota.returned", *why ? why : "disarmed");
}

/* What had left by then is spent, and stays so until its outcome is known. */
static void
quota_on_halted(struct judged *out, struct quota_gather *g, const json_t *body)
{
	(void)body;
	for (size_t n = 0; n < g->m->delivery_count; n++) {
		const struct delivery *d = &g->m->deliveries[n];

		quota_give(g, d->account, d->state == DELIVERY_RETRY);
	}
	quota_add(out, g, "quota.returned", "halted");
}

/* Gaps go out under no quota. */
static void
quota_on_fired(struct judged *out, struct quota_gather *g, const json_t *body)
{
	const json_t *list = doc_get(body, "deliveries");
	char id[DELIVERY_ID];

	for (size_t n = 0; n < g->m->delivery_count; n++) {
		delivery_id(id, g->m, g->m->deliveries[n].account);
		if (!doc_list_has(list, id))
			quota_give(g, g->m->deliveries[n].account, false);
	}
	quota_add(out, g, "quota.returned", "gap");
}

static bool
quota_is_free_again(const char *word)
{
	enum delivery_state state;

	return delivery_parse(&state, word) && delivery_row(state)->ended &&
		delivery_row(state)->truth == TRUTH_NO;
}

/* The platform's own no goes before our count. */
static void
quota_full(void *arg, const struct account *a, const struct quota_rule *q)
{
	const struct quota_gather *g = arg;
	json_t *row;

	if (!quota_is_scarce(q))
		return;
	row = quota_gather_row(arg, a->id, q->id);
	doc_put_int(row, "ends",
		quota_period_end(q, g->w->now, g->w->office->zone));
}

static void
quota_add_full(struct judged *out, struct quota_gather *g)
{
	json_t *row, *body;
	size_t n;

	json_array_foreach(g->list, n, row)
	{
		body = json_copy(row);
		doc_put_int(body, "left", 0);
		doc_put_str(body, "why", "the platform says it is used up");
		judged_add(out, "quota.corrected", body);
	}
	json_decref(g->list);
	g->list = NULL;
}

static void
quota_on_results(struct judged *out, struct quota_gather *g, const json_t *body)
{
	json_t *results = doc_get(body, "results"), *r;
	char account[ACCOUNT_ID];
	const struct account *a;
	size_t n;

	json_array_foreach(results, n, r)
	{
		if (quota_is_free_again(doc_str(r, "state")) &&
			delivery_id_split(
				NULL, NULL, account, doc_str(r, "delivery")))
			quota_give(g, account, true);
	}
	quota_add(out, g, "quota.returned", "not published");
	json_array_foreach(results, n, r)
	{
		if (!doc_bool(r, "full") ||
			!delivery_id_split(
				NULL, NULL, account, doc_str(r, "delivery")))
			continue;
		a = office_account(g->w->office, account);
		if (a != NULL)
			quota_each(a, g->w->library, quota_full, g);
	}
	quota_add_full(out, g);
}

static void
quota_on_decided(struct judged *out, struct quota_gather *g, const json_t *body)
{
	char account[ACCOUNT_ID];

	if (quota_is_free_again(doc_str(body, "state")) &&
		delivery_id_split(
			NULL, NULL, account, doc_str(body, "delivery")))
		quota_give(g, account, true);
	quota_add(out, g, "quota.returned", "not published");
}

static const struct {
	const char *kind;
	void (*follow)(struct judged *, struct quota_gather *, const json_t *);
} follows[] = {
	{ "release.armed", quota_on_arm },
	{ "release.disarmed", quota_on_disarmed },
	{ "release.halted", quota_on_halted },
	{ "release.fired", quota_on_fired },
	{ "delivery.sending", quota_on_sending },
	{ "delivery.outcome", quota_on_results },
	{ "delivery.cancelled", quota_on_results },
	{ "delivery.settled", quota_on_decided },
	{ "delivery.skipped", quota_on_decided },
};

static void
quota_follow_one(struct judged *out, const struct world *w, const char *kind,
	json_t *body)
{
	struct quota_gather g = { .w = w };
	const char *id = doc_str(body, "message");

	g.m = incident_message(
		w->incident, *id ? id : doc_str(body, "delivery"));
	for (size_t n = 0; g.m && n < sizeof(follows) / sizeof(follows[0]); n++)
		if (strcmp(follows[n].kind, kind) == 0)
			follows[n].follow(out, &g, body);
}

void
quota_follow(struct judged *out, const struct world *w)
{
	size_t count = out->count;

	if (w->incident == NULL || w->incident->drill)
		return;
	for (size_t n = 0; n < count; n++) {
		/* the items move while entries are added */
		json_t *body = json_incref(out->items[n].body);

		quota_follow_one(out, w, out->items[n].kind, body);
		json_decref(body);
	}
}

/* ---- for people ---- */

static bool
quota_is_last(const struct quota_rule *q, const struct quota_count *c)
{
	return quota_is_scarce(q) && c->left == 1;
}

static void
quota_put_last(void *arg, const struct account *a, const struct quota_rule *q)
{
	struct quota_gather *g = arg;
	struct quota_count c;

	quota_count(&c, a, q, g->w->now, g->m->id);
	if (quota_is_last(q, &c))
		doc_put(quota_gather_row(g, a->id, q->id), "title",
			doc_both(&q->title));
}

json_t *
quota_last_ones(const struct world *w, const struct message *m)
{
	struct quota_gather g = { .w = w, .m = m };
	json_t *accounts = json_object_get(m->manifest, "accounts"), *row;
	const struct account *a;
	const char *id;

	json_object_foreach(accounts, id, row)
	{
		a = office_account(w->office, id);
		if (a != NULL && a->active && !w->incident->drill)
			quota_each(a, w->library, quota_put_last, &g);
	}
	return g.list ? g.list : json_array();
}

static void
quota_put_doc(void *arg, const struct account *a, const struct quota_rule *q)
{
	struct quota_gather *g = arg;
	struct quota_count c;
	json_t *doc = quota_gather_row(g, a->id, q->id);

	quota_count(&c, a, q, g->w->now, g->m ? g->m->id : NULL);
	doc_put_str(doc, "name", a->name);
	doc_put(doc, "title", doc_both(&q->title));
	doc_put_str(doc, "per", quota_per_word((int)q->per));
	doc_put_int(doc, "of", q->of);
	doc_put_int(doc, "spent", c.spent);
	doc_put_int(doc, "reserved", c.reserved);
	doc_put_int(doc, "left", c.left);
	if (c.said)
		doc_put_bool(doc, "said", true);
	if (quota_is_last(q, &c))
		doc_put_bool(doc, "last", true);
	if (g->m && quota_is_denied(a, g->m->id))
		doc_put_bool(doc, "denied", true);
}

/* A minute before it too: what is armed is fired a little later. */
static void
quota_put_avoid(struct quota_gather *g, const struct account *a,
	const struct platform *p)
{
	struct calendar c;
	int next;

	instant_split(&c, g->w->now, g->w->office->zone);
	next = (c.minute + 1) % 60;
	if (p == NULL || !((p->avoid >> c.minute | p->avoid >> next) & 1))
		return;
	doc_put_bool(quota_gather_row(g, a->id, "avoid"), "avoid", true);
	doc_put_str(json_array_get(g->list, json_array_size(g->list) - 1),
		"name", a->name);
}

static void
quota_put_account(struct quota_gather *g, const struct account *a)
{
	const struct library *lib = g->w->library;

	quota_each(a, lib, quota_put_doc, g);
	if (lib != NULL && g->m != NULL)
		quota_put_avoid(
			g, a, rules_account(&lib->rules, a->kind, a->platform));
}

json_t *
quota_docs(const struct world *w, const struct message *m)
{
	struct quota_gather g = { .w = w, .m = m };
	json_t *accounts = json_object_get(m->manifest, "accounts"), *row;
	const struct account *a;
	const char *id;

	json_object_foreach(accounts, id, row)
	{
		a = office_account(w->office, id);
		if (a != NULL && a->active && !w->incident->drill)
			quota_put_account(&g, a);
	}
	return g.list;
}

json_t *
quota_account_docs(const struct office *o, const struct library *lib,
	const struct account *a, int64_t now)
{
	struct world w = { .office = o, .library = lib, .now = now };
	struct quota_gather g = { .w = &w };

	quota_put_account(&g, a);
	return g.list;
}
