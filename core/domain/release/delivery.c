/*
 * Finding a delivery by its id, its projection row, and how far apart the
 * deliveries of a release went out.
 */
#include "domain/release/delivery.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/entry_kind.h"

void
delivery_id(char out[DELIVERY_ID], const struct message *m, const char *account)
{
	fixed_format(out, DELIVERY_ID, "%s:%s", m->id, account);
}

static int
delivery_order(const void *key, const void *item)
{
	return strcmp(key, ((const struct delivery *)item)->account);
}

struct delivery *
message_delivery(const struct message *m, const char *account)
{
	if (m->delivery_count == 0)
		return NULL;
	return bsearch(account, m->deliveries, m->delivery_count,
		sizeof(*m->deliveries), delivery_order);
}

bool
delivery_is_taker(const struct delivery *d, const char *officer)
{
	json_t *row;
	size_t n;

	json_array_foreach(d->taken, n, row)
	{
		if (strcmp(doc_str(row, "by"), officer) == 0)
			return true;
	}
	return false;
}

bool
delivery_by_hand(const struct delivery *d)
{
	return strcmp(d->kind, "manual") == 0 ||
		strcmp(d->kind, KIND_OF_BROADCAST) == 0;
}

int64_t
message_out_at(const struct message *m)
{
	json_t *accounts = json_object_get(m->manifest, "accounts"), *row;
	const char *id;
	bool led = false;
	int64_t first = 0;

	if (m->state < MESSAGE_FIRED)
		return 0;
	json_object_foreach(accounts, id, row) led =
		led || doc_bool(row, "lead");
	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];

		row = json_object_get(accounts, d->account);
		if (d->out_at && (!led || doc_bool(row, "lead")) &&
			(first == 0 || d->out_at < first))
			first = d->out_at;
	}
	return first;
}

bool
message_reached_nobody(const struct message *m)
{
	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery_row *row =
			delivery_row(m->deliveries[n].state);

		if (!row->ended || row->truth != TRUTH_NO)
			return false;
	}
	return m->delivery_count > 0;
}

int64_t
message_skew(const struct message *m)
{
	int64_t first = 0, last = 0;
	int sent = 0;

	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];

		if (d->sent_at == 0 || delivery_by_hand(d) ||
			delivery_row(d->state)->truth != TRUTH_YES)
			continue;
		if (sent++ == 0)
			first = last = d->sent_at;
		if (d->sent_at < first)
			first = d->sent_at;
		if (d->sent_at > last)
			last = d->sent_at;
	}
	return sent < 2 ? -1 : last - first;
}

json_t *
delivery_doc(const struct incident *i, const struct message *m,
	const struct delivery *d)
{
	char id[DELIVERY_ID];
	json_t *doc = json_object();

	delivery_id(id, m, d->account);
	doc_put_str(doc, "id", id);
	doc_put_str(doc, "message", m->id);
	doc_put_str(doc, "incident", i->id);
	doc_put_str(doc, "mode", i->drill ? "drill" : "actual");
	doc_put_str(doc, "account", d->account);
	doc_put_str(doc, "kind", d->kind);
	doc_put_str(doc, "state", delivery_row(d->state)->word);
	doc_put_int(doc, "attempt", d->attempt);
	doc_put_str(doc, "remote", d->remote);
	doc_put_str(doc, "url", d->url);
	doc_put_str(doc, "detail", d->detail);
	doc_put_str(doc, "proved_by", d->proved_by);
	if (d->taken)
		doc_put(doc, "taken", json_incref(d->taken));
	doc_put_int(doc, "due", d->due);
	doc_put_int(doc, "at", d->at);
	if (d->out_at)
		doc_put_int(doc, "out_at", d->out_at);
	doc_put_int(doc, "sent_at", d->sent_at);
	doc_put_int(doc, "updated", d->updated);
	return doc;
}

/* Rows of deliveries stand from arm on and go with a disarm. */
void
delivery_rows(struct rows *out, const struct incident *i,
	const struct message *m, const struct entry *e)
{
	bool all = entry_is_followed_by(e->kind, ROWS_DELIVERIES);
	bool gone = m->deliveries != NULL && m->state == MESSAGE_APPROVED &&
		entry_is_followed_by(e->kind, DROP_DELIVERIES);
	char id[DELIVERY_ID];

	assert(m->deliveries != NULL || m->delivery_count == 0);
	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];

		if (!all && !gone && d->updated != e->seq)
			continue;
		delivery_id(id, m, d->account);
		rows_put(out, PROJ_DELIVERY, id,
			gone ? NULL : delivery_doc(i, m, d));
	}
}
