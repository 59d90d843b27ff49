/*
 * Every incident folded once, and what of it is still open taken back.
 */
#include "station/rebuilt_releases.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/incident/incident.h"
#include "domain/judged.h"
#include "domain/release/delivery.h"
#include "station/setup.h"
#include "store/projection.h"
#include "store/reader.h"

struct lost_incidents {
	struct incident *rows;
	json_t *index; /* id: its place */
	size_t count;
	json_t *told;
};

static enum err_code
lost_fold(void *ctx, const struct entry *e, struct err *err)
{
	struct lost_incidents *all = ctx;
	json_t *at;
	struct incident *i;

	if (e->incident[0] == '\0')
		return ERR_OK;
	at = json_object_get(all->index, e->incident);
	if (at == NULL) {
		doc_put_int(all->index, e->incident, (json_int_t)all->count);
		i = MEM_ADD(all->rows, all->count);
		incident_init(i);
	} else {
		i = &all->rows[json_integer_value(at)];
	}
	return incident_apply(i, e, err);
}

/* It may have been fired since, by a relay that is lost as well. */
static bool
lost_was_armed(const struct message *m)
{
	return m->state == MESSAGE_SET || m->state == MESSAGE_ARMING ||
		m->state == MESSAGE_ARMED ||
		(m->state == MESSAGE_APPROVED && (m->at != 0 || m->signal));
}

/* On its way, or about to be: what came of it is not in the copy. */
static bool
lost_was_open(const struct message *m, const struct delivery *d)
{
	return (m->state == MESSAGE_FIRED || m->state == MESSAGE_RELEASED) &&
		(d->state == DELIVERY_DUE || d->state == DELIVERY_SENDING ||
			d->state == DELIVERY_RETRY ||
			d->state == DELIVERY_PREPARED);
}

static void
lost_add_unknown(json_t *list, json_t *told, const struct message *m)
{
	char id[DELIVERY_ID];

	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];

		if (!lost_was_open(m, d))
			continue;
		delivery_id(id, m, d->account);
		json_array_append_new(list,
			json_pack("{s:s,s:s,s:s,s:s}", "delivery", id, "state",
				"unknown", "outcome", "unknown", "detail",
				"the machine was lost while it went out"));
		json_array_append_new(told, json_string(id));
	}
}

static void
lost_judge(struct judged *j, json_t *told, const struct message *m)
{
	json_t *list = json_array(), *body;

	if (lost_was_armed(m)) {
		body = json_object();
		doc_put_str(body, "message", m->id);
		doc_put_int(body, "release", m->release);
		doc_put_str(body, "why", "rebuilt");
		judged_add(j, "release.disarmed", body);
		json_array_append_new(
			doc_get(told, "armed"), json_string(m->id));
	}
	lost_add_unknown(list, doc_get(told, "unknown"), m);
	if (json_array_size(list) > 0) {
		body = json_object();
		doc_put_str(body, "message", m->id);
		doc_put(body, "results", json_incref(list));
		judged_add(j, "delivery.outcome", body);
	}
	json_decref(list);
}

static enum err_code
lost_append(struct ledger *l, struct incident *i,
	const struct judged_item *item, struct err *err)
{
	struct entry e;
	struct rows rows;
	enum err_code rc;

	setup_entry(&e, item);
	FIXED_SET(e.incident, i->id);
	FIXED_SET(e.mode, i->drill ? "drill" : "actual");
	rows_init(&rows);
	rc = ledger_append(l, &e, err);
	if (rc == ERR_OK)
		rc = incident_apply(i, &e, err);
	if (rc == ERR_OK) {
		incident_rows(&rows, i, &e);
		rc = projection_put_rows(l, &rows, err);
	}
	rows_release(&rows);
	entry_release(&e);
	return rc;
}

static enum err_code
lost_write(struct ledger *l, json_t *told, struct incident *i, struct err *err)
{
	enum err_code rc = ERR_OK;
	struct judged j;

	judged_init(&j);
	for (size_t n = 0; n < i->message_count; n++)
		lost_judge(&j, told, i->messages[n]);
	for (size_t n = 0; rc == ERR_OK && n < j.count; n++)
		rc = lost_append(l, i, &j.items[n], err);
	judged_release(&j);
	return rc;
}

static enum err_code
lost_write_all(void *ctx, struct ledger *l, struct err *err)
{
	struct lost_incidents *all = ctx;
	enum err_code rc = ERR_OK;

	for (size_t n = 0; rc == ERR_OK && n < all->count; n++)
		rc = lost_write(l, all->told, &all->rows[n], err);
	return rc;
}

enum err_code
rebuilt_releases(json_t **told, struct ledger *l, const struct judged *own,
	struct err *err)
{
	struct lost_incidents all = { .index = json_object(),
		.told = json_pack("{s:[],s:[]}", "armed", "unknown") };
	enum err_code rc = ledger_each_entry(l, 1, 0, lost_fold, &all, err);

	if (rc == ERR_OK)
		rc = setup_append(l, own, lost_write_all, &all, err);
	for (size_t n = 0; n < all.count; n++)
		incident_release(&all.rows[n]);
	free(all.rows);
	json_decref(all.index);
	if (rc == ERR_OK)
		*told = all.told;
	else
		json_decref(all.told);
	return rc;
}
