/*
 * What the relay tells the station: acts that gather results for a tenth of
 * a second, leave, and are kept until the station has answered. The same act
 * id is used when one must be sent again, so the station does it once.
 */
#include "relay/report.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "relay/prove.h"
#include "wire/link.h"
#include "wire/memo.h"
#include "base/fixed.h"
#include "base/mem.h"

enum { REFUSED_AGAIN_MS = 5000, ACT_ID_BYTES = 16 };

static struct report *
report_new(struct engine *e, enum act act)
{
	struct report *r = mem_new(sizeof(*r)), **at = &e->reports;
	unsigned char id[ACT_ID_BYTES];

	r->act = act;
	r->id = ++e->last_id;
	r->fields = json_object();
	r->due = e->now.boot;
	e->ops.random(e->ops.ctx, id, sizeof(id));
	for (size_t i = 0; i < sizeof(id); i++)
		fixed_format(r->act_id + 2 * i, 3, "%02x", id[i]);
	while (*at != NULL)
		at = &(*at)->next;
	*at = r;
	return r;
}

void
report_free(struct report *r)
{
	if (r == NULL)
		return;
	json_decref(r->fields);
	free(r);
}

static void
report_send(struct engine *e, struct report *r)
{
	json_t *doc = json_copy(r->fields);

	doc_put_int(doc, "id", r->id);
	doc_put_str(doc, "act", act_row(r->act)->name);
	doc_put_str(doc, "act_id", r->act_id);
	r->due = 0;
	e->ops.send(e->ops.ctx, doc);
	json_decref(doc);
}

/* The gathering act of this message that has room, or a new one. */
static struct report *
report_open(struct engine *e, enum act act, const struct fanout *fanout,
	size_t more)
{
	struct report *r, *last = NULL;

	for (r = e->reports; r != NULL; r = r->next)
		if (r->act == act && r->due != 0 &&
			strcmp(doc_str(r->fields, "message"),
				fanout->message) == 0 &&
			(act != ACT_RELAY_PREPARED ||
				doc_int(r->fields, "release") ==
					fanout->release))
			last = r;
	if (last != NULL && json_array_size(last->results) < REPORT_RESULTS &&
		last->bytes + more <= REPORT_BYTES)
		return last;
	if (last != NULL) /* it is full: send it now */
		last->due = e->now.boot;
	r = report_new(e, act);
	r->due = e->now.boot + REPORT_WAIT_MS;
	r->results = json_array();
	doc_put_str(r->fields, "message", fanout->message);
	if (act == ACT_RELAY_PREPARED) {
		doc_put_str(r->fields, "digest", fanout->digest);
		doc_put_int(r->fields, "release", fanout->release);
	}
	doc_put(r->fields, "results", r->results);
	return r;
}

static void
report_add(struct engine *e, enum act act, const struct fanout *fanout,
	json_t *row)
{
	char *text = doc_format(row);
	size_t len = strlen(text) + 1;
	struct report *r = report_open(e, act, fanout, len);

	free(text);
	(void)json_array_append_new(r->results, row);
	r->bytes += len;
	if (json_array_size(r->results) >= REPORT_RESULTS)
		r->due = e->now.boot;
}

/*
 * A text that the ledger cannot hold would make the station refuse the whole
 * act, with up to 200 results in it. Such a row is sent without its texts.
 */
static void
report_drop_unsound(json_t *row)
{
	static const char *const texts[] = { "detail", "id", "url", "memo",
		"who" };

	if (doc_check(row, NULL) == ERR_OK)
		return;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		(void)json_object_del(row, texts[i]);
}

static void
report_put_memo(json_t *row, const struct task *t)
{
	if (json_object_size(t->memo) > 0)
		doc_put(row, "memo", json_copy(t->memo));
}

void
report_prepared(struct engine *e, struct task *t, bool ok, const char *detail)
{
	json_t *row = json_object();

	doc_put_str(row, "delivery", t->delivery);
	doc_put_bool(row, "ok", ok);
	doc_put_str(row, "detail", detail);
	report_put_memo(row, t);
	report_drop_unsound(row);
	report_add(e, ACT_RELAY_PREPARED, t->fanout, row);
}

void
report_outcome(struct engine *e, struct task *t, enum outcome outcome,
	enum delivery_state state, const struct wire_judgment *v,
	const char *detail)
{
	json_t *row = json_object();

	if (state == DELIVERY_UNKNOWN)
		account_open(t->account, t->delivery, task_words(t));
	else
		account_settled(t->account, t->delivery);
	doc_put_str(row, "delivery", t->delivery);
	doc_put_int(row, "attempt", t->attempt);
	doc_put_str(row, "outcome", outcome_row(outcome)->word);
	doc_put_str(row, "state", delivery_row(state)->word);
	doc_put_int(row, "at", e->now.utc);
	if (state == DELIVERY_RETRY && t->due > e->now.boot)
		doc_put_int(row, "due", e->now.utc + t->due - e->now.boot);
	if (t->sent_at > 0)
		doc_put_int(row, "sent_at", t->sent_at);
	doc_put_str(row, "detail", detail);
	if (v != NULL) {
		doc_put_str(row, "id", v->id);
		doc_put_str(row, "url", v->url);
		if (v->full)
			doc_put_bool(row, "full", true);
	}
	report_put_memo(row, t);
	report_drop_unsound(row);
	report_add(e, ACT_RELAY_OUTCOMES, t->fanout, row);
}

void
report_not_held(struct engine *e, struct fanout *fanout, const char *delivery,
	const char *why)
{
	json_t *row = json_object();

	doc_put_str(row, "delivery", delivery);
	doc_put_str(row, "outcome", outcome_row(OUTCOME_NOT_SENT)->word);
	doc_put_str(row, "state", delivery_row(DELIVERY_HUMAN)->word);
	doc_put_int(row, "at", e->now.utc);
	doc_put_str(row, "detail", why);
	report_add(e, ACT_RELAY_OUTCOMES, fanout, row);
}

/* Who the platform says it is, and by which box it was asked. */
static void
report_put_identity(json_t *fields, const struct task *t)
{
	const char *who = doc_str(t->memo, MEMO_ACCOUNT);
	const char *sealed = t->account->sealed;
	char digest[HASH_HEX];

	if (t->box != t->account->boxes)
		return; /* it was changed while it was asked */
	if (*sealed) {
		hash_hex(digest, sealed, strlen(sealed));
		doc_put_str(fields, "sealed", digest);
	}
	if (*who)
		doc_put_str(fields, "who", who);
}

void
report_checked(struct engine *e, const struct relay_account *a,
	const struct task *t, bool ok, const char *detail,
	const struct wire_judgment *v)
{
	struct report *r = report_new(e, ACT_RELAY_CHECKED);
	const json_t *limits = v ? v->limits : NULL;

	doc_put_str(r->fields, "account", a->id);
	doc_put_bool(r->fields, "ok", ok);
	if (v != NULL && v->unproven)
		doc_put_bool(r->fields, "proven", false);
	doc_put_str(r->fields, "detail", detail);
	if (json_object_size(limits) > 0 && doc_check(limits, NULL) == ERR_OK)
		doc_put(r->fields, "limits", json_deep_copy(limits));
	if (ok && t != NULL)
		report_put_identity(r->fields, t);
	report_drop_unsound(r->fields);
	report_flush(e);
}

/* The gathering act of the round that has room, or a new one. */
static struct report *
report_open_swept(struct engine *e, enum act act, size_t more, int64_t wait)
{
	struct report *r, *last = NULL;

	for (r = e->reports; r != NULL; r = r->next)
		if (r->act == act && r->due != 0)
			last = r;
	if (last != NULL && last->bytes + more > REPORT_BYTES) {
		last->due = e->now.boot; /* it is full: send it now */
		last = NULL;
	}
	if (last == NULL) {
		last = report_new(e, act);
		last->due = e->now.boot + SWEPT_WAIT_MS;
		last->results = json_array();
		doc_put(last->fields, "results", last->results);
	}
	if (e->now.boot + wait < last->due)
		last->due = e->now.boot + wait;
	return last;
}

/* Takes the row over. */
static void
report_add_swept(
	struct engine *e, enum act act, const struct task *t, json_t *row)
{
	struct report *r;
	char *text;
	size_t len;

	report_drop_unsound(row);
	text = doc_format(row);
	len = strlen(text) + 1;
	free(text);
	r = report_open_swept(
		e, act, len, t->hurry ? REPORT_WAIT_MS : SWEPT_WAIT_MS);
	json_array_append_new(r->results, row);
	r->bytes += len;
	if (json_array_size(r->results) >= REPORT_RESULTS)
		r->due = e->now.boot;
}

static json_t *
report_swept_row(const struct task *t, bool ok, const char *detail)
{
	const char *service = prove_service(t);
	json_t *row = json_object();

	if (service != NULL) {
		doc_put_str(row, "service", service);
		doc_put_str(row, "url", doc_str(t->account->options, "url"));
		doc_put_str(row, "proof", "unknown");
	} else {
		doc_put_str(row, "account", t->account->id);
	}
	doc_put_bool(row, "ok", ok);
	doc_put_str(row, "detail", detail);
	return row;
}

void
report_swept(struct engine *e, struct task *t, bool ok, const char *detail,
	const struct wire_judgment *v)
{
	json_t *row = report_swept_row(t, ok, detail);

	if (prove_service(t) != NULL) {
		if (v != NULL)
			doc_put_str(row, "proof", link_proof(v->outcome));
		report_add_swept(e, ACT_RELAY_SWEPT, t, row);
		return;
	}
	if (ok || (v != NULL && v->account)) {
		t->account->failed = !ok;
		doc_put_bool(row, "told", true);
	}
	if (v != NULL && v->unproven)
		doc_put_bool(row, "proven", false);
	if (ok)
		report_put_identity(row, t);
	if (v != NULL && v->feed != NULL && doc_check(v->feed, NULL) == ERR_OK)
		doc_put(row, "feed", json_deep_copy(v->feed));
	report_add_swept(e, ACT_RELAY_SWEPT, t, row);
}

void
report_heard(struct engine *e, struct task *t, bool ok, const char *detail,
	const struct wire_judgment *v)
{
	json_t *row = report_swept_row(t, ok, detail);

	if (v != NULL && v->comments != NULL &&
		doc_check(v->comments, NULL) == ERR_OK)
		doc_put(row, "comments", json_deep_copy(v->comments));
	report_add_swept(e, ACT_RELAY_HEARD, t, row);
}

void
report_unswept(struct engine *e, struct task *t, const char *why)
{
	json_t *row = report_swept_row(t, false, why);

	doc_put_bool(row, "asked", false);
	report_add_swept(e, ACT_RELAY_SWEPT, t, row);
}

void
report_opened(struct engine *e, const struct relay_account *a)
{
	struct report *r = report_new(e, ACT_RELAY_OPENED);
	char digest[HASH_HEX];

	hash_hex(digest, a->sealed, strlen(a->sealed));
	doc_put_str(r->fields, "account", a->id);
	doc_put_str(r->fields, "sealed", digest);
	report_flush(e);
}

void
report_alarmed(struct engine *e, const struct task *t, enum outcome outcome,
	const char *detail)
{
	struct report *r = report_new(e, ACT_RELAY_ALARMED);

	(void)json_object_update(r->fields, t->alarm);
	doc_put_str(r->fields, "account", t->account->id);
	doc_put_str(r->fields, "outcome", outcome_row(outcome)->word);
	doc_put_str(r->fields, "detail", detail);
	report_drop_unsound(r->fields);
	report_flush(e);
}

int64_t
report_sending(struct engine *e, struct fanout *fanout, json_t *ids)
{
	struct report *r;

	/* the station must know of a retry before it hears of the next attempt */
	for (r = e->reports; r != NULL; r = r->next)
		if (r->due != 0 && r->act == ACT_RELAY_OUTCOMES &&
			strcmp(doc_str(r->fields, "message"),
				fanout->message) == 0)
			report_send(e, r);
	r = report_new(e, ACT_RELAY_SENDING);
	doc_put_str(r->fields, "message", fanout->message);
	doc_put(r->fields, "deliveries", ids);
	report_send(e, r);
	return r->id;
}

void
report_token(struct engine *e, struct relay_account *a, const char *sealed,
	int64_t ends)
{
	struct report *r = report_new(e, ACT_RELAY_TOKEN);

	doc_put_str(r->fields, "account", a->id);
	doc_put_str(r->fields, "sealed", sealed);
	if (ends > 0)
		doc_put_int(r->fields, "ends", ends);
	report_flush(e);
}

void
report_flush(struct engine *e)
{
	if (!e->ready)
		return;
	for (struct report *r = e->reports; r != NULL; r = r->next)
		if (r->due != 0 && r->due <= e->now.boot)
			report_send(e, r);
}

void
report_again(struct engine *e)
{
	for (struct report *r = e->reports; r != NULL; r = r->next)
		if (r->due == 0)
			report_send(e, r);
	report_flush(e);
}

/* A "sending" that was not confirmed is dropped: no request has left. */
void
report_lost(struct engine *e)
{
	struct report **at = &e->reports, *r;

	while ((r = *at) != NULL) {
		if (r->act == ACT_RELAY_SENDING) {
			*at = r->next;
			report_free(r);
		} else {
			at = &r->next;
		}
	}
}

/* The disk was full, the station was busy: the same act may succeed later. */
static bool
report_may_pass(const json_t *refusal)
{
	int64_t status = doc_int(refusal, "exit");

	return status == EX_TEMPFAIL || status == EX_IOERR ||
		status == EX_UNAVAILABLE || status == EX_OSERR;
}

const json_t *
report_durable(const json_t *doc)
{
	const json_t *entries = doc_get(doc, "entries");
	json_t *entry;
	size_t i;

	json_array_foreach(entries, i, entry)
	{
		if (strcmp(doc_str(entry, "kind"), "delivery.sending") == 0)
			return doc_get(doc_get(entry, "body"), "deliveries");
	}
	return NULL;
}

struct report *
report_reply(struct engine *e, const json_t *doc)
{
	const json_t *refusal = doc_get(doc, "refusal");
	int64_t id = doc_int(doc, "id");
	struct report **at = &e->reports, *r;

	while ((r = *at) != NULL && (r->id != id || r->due != 0))
		at = &r->next;
	if (r == NULL) {
		relay_log(e, "an answer to request %lld, which is not open",
			(long long)id);
		return NULL;
	}
	if (refusal != NULL) {
		relay_log(e, "the station refused %s: %s",
			act_row(r->act)->name, doc_str(refusal, "what"));
		if (r->act != ACT_RELAY_SENDING && report_may_pass(refusal)) {
			r->due = e->now.boot + REFUSED_AGAIN_MS;
			return NULL;
		}
	}
	*at = r->next;
	return r;
}

int64_t
report_due(const struct engine *e)
{
	int64_t due = -1;

	if (!e->ready)
		return -1;
	for (const struct report *r = e->reports; r != NULL; r = r->next)
		if (r->due != 0 && (due < 0 || r->due < due))
			due = r->due;
	return due;
}

void
reports_free(struct engine *e)
{
	while (e->reports != NULL) {
		struct report *r = e->reports;

		e->reports = r->next;
		report_free(r);
	}
}
