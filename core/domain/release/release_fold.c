/*
 * Folding releases and deliveries.
 */
#include "domain/office/login.h"
#include "domain/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/release/appointed.h"
#include "domain/release/delivery.h"

static void
delivery_clear(struct delivery *d)
{
	free(d->remote);
	free(d->url);
	free(d->detail);
	json_decref(d->memo);
	json_decref(d->taken);
}

void
fold_drop(struct message *m)
{
	for (size_t n = 0; n < m->delivery_count; n++)
		delivery_clear(&m->deliveries[n]);
	free(m->deliveries);
	m->deliveries = NULL;
	m->delivery_count = m->open_count = 0;
}

static int
by_account(const void *a, const void *b)
{
	return strcmp(((const struct delivery *)a)->account,
		((const struct delivery *)b)->account);
}

void
fold_plan(struct message *m)
{
	json_t *accounts = json_object_get(m->manifest, "accounts"), *row;
	const char *account;
	size_t n = 0;

	fold_drop(m);
	m->deliveries =
		mem_array(json_object_size(accounts), sizeof(*m->deliveries));
	json_object_foreach(accounts, account, row)
	{
		struct delivery *d = &m->deliveries[n++];

		fixed_cut(d->account, sizeof(d->account), account);
		fold_word(d->kind, sizeof(d->kind), row, "kind");
		d->remote = mem_strdup("");
		d->url = mem_strdup("");
		d->detail = mem_strdup("");
		d->memo = json_object();
	}
	m->delivery_count = m->open_count = n;
	qsort(m->deliveries, n, sizeof(*m->deliveries), by_account);
}

enum err_code
fold_armed(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	login_fold(&m->logins, e);
	fold_mark(&m->armed, e);
	m->release = (int)doc_int(e->body, "release");
	m->expires = doc_int(e->body, "expires");
	if (*doc_str(e->body, "for")) /* by the station, as two have set */
		FOLD_WORD(m->armed.by, e->body, "for");
	else
		appointed_drop(m);
	m->state = MESSAGE_ARMING;
	fold_plan(m);
	return ERR_OK;
}

/* One function changes a delivery's state; it keeps the count of open ones. */
static void
delivery_move(struct message *m, struct delivery *d, enum delivery_state state,
	const struct entry *e)
{
	bool was = delivery_row(d->state)->ended;
	bool is = delivery_row(state)->ended;

	if (was != is)
		m->open_count += was ? 1 : (size_t)-1;
	d->state = state;
	d->at = e->time;
	d->updated = e->seq;
	d->due = 0;
}

/* When it was first seen to be out: as it was said, but never after the entry;
 * what is found, read back or proved later moves nothing. */
static void
delivery_seen(struct delivery *d, int64_t said, const struct entry *e)
{
	if (delivery_row(d->state)->truth != TRUTH_YES)
		d->out_at = 0;
	else if (d->out_at == 0)
		d->out_at = said && said < e->time ? said : e->time;
}

static void
merge_memo(struct delivery *d, const json_t *doc)
{
	json_t *memo = doc_get(doc, "memo");

	if (json_is_object(memo))
		json_object_update(d->memo, memo);
}

static struct delivery *
delivery_of(struct message *m, const char *id)
{
	char account[ACCOUNT_ID];

	if (!delivery_id_split(NULL, NULL, account, id))
		return NULL;
	return message_delivery(m, account);
}

enum err_code
fold_prepared(struct message *m, const struct entry *e, struct err *err)
{
	json_t *results = doc_get(e->body, "results"), *r;
	size_t n;
	bool all = true;

	json_array_foreach(results, n, r)
	{
		struct delivery *d = delivery_of(m, doc_str(r, "delivery"));

		if (d == NULL)
			return fold_broken(err, e,
				ARG_BOTH("unknown delivery", "未知的分发"));
		delivery_move(m, d,
			doc_bool(r, "ok") ? DELIVERY_PREPARED : DELIVERY_GAP,
			e);
		fold_text(&d->detail, doc_str(r, "detail"));
		merge_memo(d, r);
	}
	for (n = 0; n < m->delivery_count; n++)
		all = all && m->deliveries[n].state != DELIVERY_PLANNED;
	if (all && m->state == MESSAGE_ARMING)
		m->state = MESSAGE_ARMED;
	return ERR_OK;
}

/* Its relay is lost as well, and may have fired it before. */
static void
fold_lost(struct message *m, int64_t at)
{
	static const struct both why = BOTH(
		"it was armed or set when the machine was lost, and "
		"whether it went out is not known: look at each account "
		"before it is armed again",
		"发布台丢失时已转待发或定时，是否已发出不明：请先逐一核对各"
		"账号，再重新转待发");
	json_t *doc = json_object(), *words = json_object();

	for (int n = 0; n < LANG_COUNT; n++)
		doc_put_str(words, lang_word((enum lang)n), why.in[n]);
	doc_put_str(doc, "rule", "rebuilt");
	if (at != 0)
		doc_put_int(doc, "at", at);
	doc_put(doc, "why", words);
	fold_doc(&m->missed, doc);
	json_decref(doc);
}

enum err_code
fold_disarmed(struct message *m, const struct entry *e, struct err *err)
{
	bool expired = strcmp(doc_str(e->body, "why"), "expired") == 0;
	/* its leader may call again; both keys stay turned */
	bool back = expired && m->at == 0 && appointed_is_set(m);
	int64_t at = m->at;

	(void)err;
	fold_unmark(&m->armed);
	m->expires = 0;
	/* that a time was missed stays true when nobody has done anything */
	if (expired && !back)
		appointed_end(m);
	else if (!back)
		appointed_drop(m);
	if (strcmp(doc_str(e->body, "why"), "rebuilt") == 0)
		fold_lost(m, at);
	m->disarmed = e->time;
	m->state = back ? MESSAGE_SET : MESSAGE_APPROVED;
	fold_plan(m);
	return ERR_OK;
}

static void
settle_release(struct message *m)
{
	if (m->state == MESSAGE_FIRED && m->open_count == 0)
		m->state = MESSAGE_RELEASED;
	else if (m->state == MESSAGE_RELEASED && m->open_count > 0)
		m->state = MESSAGE_FIRED;
}

enum err_code
fold_fired(struct message *m, const struct entry *e, struct err *err)
{
	json_t *list = doc_get(e->body, "deliveries"), *id;
	enum delivery_state rest = list ? DELIVERY_GAP : DELIVERY_DUE;
	size_t n;

	(void)err;
	login_fold(&m->logins, e);
	fold_mark(&m->fired, e);
	if (*doc_str(e->body, "for")) {
		FOLD_WORD(m->fired.by, e->body, "for");
		if (doc_int(e->body, "at") > e->time) /* it is given ahead */
			m->fired.time = doc_int(e->body, "at");
	}
	fold_text(&m->gaps, doc_str(e->body, "gaps"));
	fold_text(&m->unmirrored, doc_str(e->body, "unmirrored"));
	FOLD_WORD(m->first, e->body, "first");
	m->state = MESSAGE_FIRED;
	json_array_foreach(list, n, id)
	{
		struct delivery *d = delivery_of(m, json_string_value(id));

		if (d != NULL && d->state == DELIVERY_PREPARED)
			delivery_move(m, d, DELIVERY_DUE, e);
	}
	/* prepared, and left out: its account was closed at the last moment */
	for (n = 0; n < m->delivery_count; n++)
		if (m->deliveries[n].state == DELIVERY_PREPARED)
			delivery_move(m, &m->deliveries[n], rest, e);
	settle_release(m);
	return ERR_OK;
}

enum err_code
fold_halted(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	fold_mark(&m->halted, e);
	if (*doc_str(e->body, "unit")) /* another's, by letter */
		FOLD_WORD(m->halted.by, e->body, "unit");
	if (m->state < MESSAGE_FIRED)
		return fold_disarmed(m, e, err);
	for (size_t n = 0; n < m->delivery_count; n++) {
		struct delivery *d = &m->deliveries[n];

		if (d->state == DELIVERY_DUE || d->state == DELIVERY_RETRY)
			delivery_move(m, d, DELIVERY_HALTED, e);
	}
	settle_release(m);
	return ERR_OK;
}

enum err_code
fold_sending(struct message *m, const struct entry *e, struct err *err)
{
	json_t *list = doc_get(e->body, "deliveries"), *id;
	size_t n;

	json_array_foreach(list, n, id)
	{
		struct delivery *d = delivery_of(m, json_string_value(id));

		if (d == NULL)
			return fold_broken(err, e,
				ARG_BOTH("unknown delivery", "未知的分发"));
		delivery_move(m, d, DELIVERY_SENDING, e);
		d->sent_at = e->time;
		d->attempt++;
	}
	return ERR_OK;
}

enum err_code
fold_outcome(struct message *m, const struct entry *e, struct err *err)
{
	json_t *results = doc_get(e->body, "results"), *r;
	size_t n;

	json_array_foreach(results, n, r)
	{
		struct delivery *d = delivery_of(m, doc_str(r, "delivery"));
		enum delivery_state state;

		if (d == NULL || !delivery_parse(&state, doc_str(r, "state")))
			return fold_broken(err, e,
				ARG_BOTH("unknown delivery or state",
					"未知的分发或状态"));
		delivery_move(m, d, state, e);
		if (*doc_str(r, "id"))
			fold_text(&d->remote, doc_str(r, "id"));
		if (*doc_str(r, "url"))
			fold_text(&d->url, doc_str(r, "url"));
		fold_text(&d->detail, doc_str(r, "detail"));
		if (doc_int(r, "at"))
			d->at = doc_int(r, "at");
		delivery_seen(d, doc_int(r, "at"), e);
		if (doc_int(r, "sent_at"))
			d->sent_at = doc_int(r, "sent_at");
		d->due = doc_int(r, "due");
		merge_memo(d, r);
	}
	settle_release(m);
	return ERR_OK;
}

/* Where there is no address: who heard or saw it, where and when. */
static void
fold_witness(struct delivery *d, const struct entry *e)
{
	const char *listener = doc_str(e->body, "listener");
	char *words;

	if (*doc_str(e->body, "witness") == '\0')
		return;
	FIXED_SET(d->proved_by, e->by);
	d->heard = doc_int(e->body, "at");
	words = mem_printf("%s, %s%s%s", doc_str(e->body, "witness"),
		doc_str(e->body, "place"), *listener ? "; " : "", listener);
	fold_text(&d->detail, words);
	free(words);
}

/* Proof, settling, retry and skip: one delivery, one new state. */
enum err_code
fold_decided(struct message *m, const struct entry *e, struct err *err)
{
	struct delivery *d = delivery_of(m, doc_str(e->body, "delivery"));
	enum delivery_state state;

	if (d == NULL || !delivery_parse(&state, doc_str(e->body, "state")))
		return fold_broken(err, e,
			ARG_BOTH("unknown delivery or state",
				"未知的分发或状态"));
	d->settled =
		d->state == DELIVERY_DIFFERS && state == DELIVERY_PUBLISHED;
	delivery_move(m, d, state, e);
	delivery_seen(d, doc_int(e->body, "at"), e);
	if (*doc_str(e->body, "url"))
		fold_text(&d->url, doc_str(e->body, "url"));
	/* also who said without an address that it is out: another reads it */
	if (*doc_str(e->body, "url") ||
		(state == DELIVERY_PUBLISHED && d->proved_by[0] == '\0'))
		FIXED_SET(d->proved_by, e->by);
	fold_text(&d->detail, doc_str(e->body, "reason"));
	fold_witness(d, e);
	settle_release(m);
	return ERR_OK;
}

/* Once for each officer, who is told when the text is not to go out. */
enum err_code
fold_taken(struct message *m, const struct entry *e, struct err *err)
{
	struct delivery *d = delivery_of(m, doc_str(e->body, "delivery"));
	json_t *row;

	if (d == NULL)
		return fold_broken(
			err, e, ARG_BOTH("unknown delivery", "未知的分发"));
	d->updated = e->seq;
	if (delivery_is_taker(d, e->by))
		return ERR_OK;
	if (d->taken == NULL)
		d->taken = json_array();
	row = json_object();
	doc_put_str(row, "by", e->by);
	doc_put_int(row, "time", e->time);
	json_array_append_new(d->taken, row);
	return ERR_OK;
}
