/*
 * Making the documents of jobs.
 */
#include "station/job.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/id.h"
#include "domain/release/account_fit.h"
#include "domain/release/delivery.h"
#include "station/env.h"
#include "station/library_cache.h"
#include "station/receipts.h"
#include "station/site_doc.h"
#include "wire/connector.h"

enum { PER_LINE = 100, FRESH_MS = 120000 };

/*
 * At arm the relay sees what stands on an account, but a platform's list may
 * be some seconds old, and a relay that comes back arms by the old list: so
 * the posts of this many entries before are named too.
 */
enum { BEFORE_ARM = 100 };

static const char *const words[] = {
	[JOB_PREPARE] = "prepare",
	[JOB_LOOKUP] = "lookup",
	[JOB_POLL] = "poll",
	[JOB_READBACK] = "readback",
	[JOB_RESUME] = "retry",
	[JOB_RETRY] = "retry",
};

bool
job_all(const struct delivery *d, const char *arg)
{
	(void)d;
	(void)arg;
	return true;
}

/*
 * Only the box that the ledger names: another one in state.db was put there by
 * somebody who can write the file, and is nobody's.
 */
static void
put_credential(json_t *doc, const struct station *st, const struct account *a)
{
	struct credential c = { 0 };
	char digest[HASH_HEX];

	if (a == NULL || credential_load(&c, st->state, a->id, NULL) != ERR_OK)
		return;
	hash_hex(digest, c.sealed, strlen(c.sealed));
	if (strcmp(digest, a->sealed) == 0)
		doc_put_str(doc, "sealed", c.sealed);
	else
		doc_put_bool(doc, "foreign", true);
	credential_release(&c);
}

/* How receivers say no, by the rows that hold today. */
static json_t *
answers_doc(const struct rules *rules)
{
	json_t *list = json_array(), *row, *said;
	int64_t now = station_now();

	for (size_t i = 0; i < rules->answer_count; i++) {
		const struct answer_rule *a = &rules->answers[i];

		if (now < a->valid.from || now > a->valid.until)
			continue;
		row = json_object();
		said = json_array();
		for (size_t n = 0; n < a->word_count; n++)
			json_array_append_new(said, json_string(a->words[n]));
		doc_put_str(row, "field", a->field);
		doc_put(row, a->yes ? "yes" : "no", said);
		doc_put_bool(row, "final", a->final);
		json_array_append_new(list, row);
	}
	return list;
}

/* What the platform said of itself, and what the rules know of its kind. */
static json_t *
limits_doc(const struct station *st, const struct account *a)
{
	const struct library *lib = NULL;
	const struct platform *p = NULL;
	const struct connector *c = a ? connector_find(a->kind) : NULL;
	json_t *doc = a && a->limits ? json_copy(a->limits) : json_object();

	if (a &&
		library_cache_get(&lib, st->library_cache, st->office.library,
			NULL) == ERR_OK)
		p = rules_account(&lib->rules, a->kind, a->platform);
	if (p && p->per_minute && doc_get(doc, "per_minute") == NULL)
		doc_put_int(doc, "per_minute", p->per_minute);
	/* without rows (an older library) no JSON answer counts as success */
	if (lib != NULL && c != NULL && c->answers)
		doc_put(doc, "answers", answers_doc(&lib->rules));
	return doc;
}

/* The account's own options and limits, and the platform's quota. */
static void
put_account(json_t *doc, const struct station *st, const char *id,
	const char *kind, bool drill)
{
	const struct account *a = office_account(&st->office, id);

	doc_put_str(doc, "account", id);
	doc_put_str(doc, "kind", kind);
	doc_put(doc, "options", a ? json_incref(a->options) : json_object());
	doc_put(doc, "limits", limits_doc(st, a));
	if (a && !a->ok && !drill)
		doc_put_bool(doc, "failed", true);
	if (!drill)
		put_credential(doc, st, a);
}

/* The same on every attempt: what a platform may know our post by. */
static void
put_names(json_t *doc, const struct message *m, const struct delivery *d,
	const char *id)
{
	char hash[HASH_HEX], seed[256], slug[SITE_SLUG];

	fixed_format(seed, sizeof(seed), "%s %s", id, m->digest);
	hash_hex(hash, seed, strlen(seed));
	hash[32] = '\0';
	doc_put_str(doc, "key", hash);
	site_slug(slug, sizeof(slug), m);
	doc_put_str(doc, "slug", slug);
	doc_put_int(doc, "attempt", d->attempt);
}

static json_t *
delivery_job(const struct station *st, const struct incident *i,
	const struct message *m, const struct delivery *d)
{
	json_t *row = json_object_get(
		json_object_get(m->manifest, "accounts"), d->account);
	char id[DELIVERY_ID];
	enum account_fit fit;
	json_t *doc = json_object();

	fixed_format(id, sizeof(id), "%s:%s", m->id, d->account);
	doc_put_str(doc, "delivery", id);
	put_account(doc, st, d->account, d->kind, i->drill);
	put_names(doc, m, d, id);
	doc_put_str(doc, "variant", doc_str(row, "variant"));
	fit = account_fit(&st->office, i, m, d->account);
	if (fit != ACCOUNT_FITS)
		doc_put_str(doc, "unfit", account_fit_words(&st->office, fit));
	doc_put(doc, "memo", json_incref(d->memo));
	if (*d->remote)
		doc_put_str(doc, "id_seen", d->remote);
	if (site_wanted(d->kind) && !i->drill)
		doc_put(doc, "site", site_doc(st, i, m, d->account, d->kind));
	return doc;
}

static void
send_texts(struct peer *peer, const struct message *m)
{
	const char *digest;
	json_t *text;

	json_object_foreach(m->texts, digest, text)
	{
		json_t *doc = json_object();

		doc_put_str(doc, "variant", digest);
		doc_put(doc, "doc", json_incref(text));
		peer_send(peer, doc);
	}
}

/* An officer who tries again by hand has looked; a relay that comes back waits
 * as the one before did. */
static bool
job_first_is_out(const struct message *m)
{
	char account[ACCOUNT_ID];
	const struct delivery *d;

	if (!m->first[0] || !delivery_id_split(NULL, NULL, account, m->first))
		return true;
	d = message_delivery(m, account);
	return d == NULL || delivery_row(d->state)->truth == TRUTH_YES;
}

/* The manifest goes with the first line only. */
static json_t *
job_doc(const struct message *m, enum job job, bool first)
{
	json_t *doc = json_object();

	doc_put_str(doc, "job", words[job]);
	doc_put_str(doc, "message", m->id);
	doc_put_str(doc, "digest", m->digest);
	doc_put_int(doc, "release", m->release);
	if (first)
		doc_put(doc, "manifest", json_incref(m->manifest));
	if (job != JOB_PREPARE && m->fired.time)
		doc_put_int(doc, "at", m->fired.time);
	/* nothing fires late: a lost relay does not extend the release */
	if (job == JOB_RESUME ||
		(job == JOB_LOOKUP && m->fired.time && !m->halted.time))
		doc_put_int(doc, "until", m->fired.time + FRESH_MS);
	if (job == JOB_RESUME && !job_first_is_out(m))
		doc_put_str(doc, "first", m->first);
	if (job == JOB_RETRY)
		doc_put_int(doc, "until",
			doc_int(json_object_get(m->manifest, "window"),
				"until"));
	return doc;
}

/* Which posts of the account are known to be somebody's. */
static void
put_receipts(json_t *row, const json_t *receipts, const char *account)
{
	json_t *own = doc_get(receipts, account);

	if (own != NULL)
		doc_put(row, "receipts", json_incref(own));
}

void
job_send(struct station *st, struct peer *peer, const struct incident *i,
	const struct message *m, enum job job, job_pick pick, const char *arg)
{
	json_t *list = NULL, *doc = NULL, *receipts = NULL, *row;
	bool any = false;

	for (size_t n = 0; n < m->delivery_count; n++) {
		if (!pick(&m->deliveries[n], arg))
			continue;
		if (!any)
			send_texts(peer, m);
		if (list == NULL) {
			doc = job_doc(m, job, !any);
			list = json_array();
		}
		any = true;
		if (receipts == NULL)
			receipts = receipts_since(
				st->ledger, m->armed.seq - BEFORE_ARM);
		row = delivery_job(st, i, m, &m->deliveries[n]);
		put_receipts(row, receipts, m->deliveries[n].account);
		json_array_append_new(list, row);
		if (json_array_size(list) == PER_LINE) {
			doc_put(doc, "deliveries", list);
			doc_put_bool(doc, "more", true);
			peer_send(peer, doc);
			list = NULL;
		}
	}
	if (list != NULL) {
		doc_put(doc, "deliveries", list);
		peer_send(peer, doc);
	}
	json_decref(receipts);
}

void
job_send_check(struct station *st, struct peer *peer, const struct account *a,
	bool ask)
{
	json_t *doc = json_object(), *account = json_object();

	put_account(account, st, a->id, a->kind, false);
	doc_put_str(doc, "job", ask ? "check" : "open");
	doc_put(doc, "account", account);
	peer_send(peer, doc);
}

void
job_send_sweep(struct station *st, struct peer *peer, const struct account *a,
	bool hurry)
{
	json_t *doc = json_object(), *account = json_object();

	put_account(account, st, a->id, a->kind, false);
	doc_put_str(doc, "job", "sweep");
	if (hurry)
		doc_put_bool(doc, "hurry", true);
	doc_put(doc, "account", account);
	peer_send(peer, doc);
}

void
job_send_alarm(struct station *st, struct peer *peer, const struct account *a,
	const struct joint_order *o)
{
	json_t *doc = json_object(), *account = json_object();

	put_account(account, st, a->id, a->kind, o->drill);
	doc_put_str(doc, "job", "alarm");
	doc_put_str(doc, "order", o->name);
	doc_put_int(doc, "times", o->rung);
	doc_put(doc, "account", account);
	peer_send(peer, doc);
}
