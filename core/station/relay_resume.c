/*
 * A relay that comes back: what it was sending when it was lost is unknown,
 * what is armed it prepares again, what is unfinished it looks up or goes on
 * with.
 */
#include "station/relay_resume.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/id.h"
#include "station/acts.h"
#include "station/incident_cache.h"
#include "station/job.h"
#include "station/relay_link_internal.h"
#include "store/projection.h"
#include "domain/message/message.h"
#include "domain/release/delivery.h"

static void
mark_lost(
	struct relay_link *d, const struct incident *i, const struct message *m)
{
	const char **accounts = mem_array(m->delivery_count, sizeof(*accounts));
	size_t count = 0;
	struct judged j;

	for (size_t n = 0; n < m->delivery_count; n++)
		if (m->deliveries[n].state == DELIVERY_SENDING)
			accounts[count++] = m->deliveries[n].account;
	judged_init(&j);
	if (count > 0) {
		judge_lost(&j, i, m, accounts, count);
		(void)acts_own(d->st, &j, NULL);
	}
	judged_release(&j);
	free(accounts);
}

static bool
is_unknown(const struct delivery *dl, const char *arg)
{
	(void)arg;
	/* what a person may have posted a person looks for */
	return dl->state == DELIVERY_UNKNOWN && !delivery_by_hand(dl);
}

static bool
is_pending(const struct delivery *dl, const char *arg)
{
	(void)arg;
	return dl->state == DELIVERY_ACCEPTED;
}

static bool
is_due(const struct delivery *dl, const char *arg)
{
	(void)arg;
	return dl->state == DELIVERY_DUE || dl->state == DELIVERY_RETRY;
}

static bool
is_unread(const struct delivery *dl, const char *arg)
{
	(void)arg;
	return dl->state == DELIVERY_PUBLISHED && !delivery_by_hand(dl);
}

/* Brings a returned relay up to what the ledger says of one message. */
static void
resume_message(struct relay_link *d, const char *id)
{
	struct incident *i = NULL;
	const struct message *m;
	char incident[INCIDENT_ID];

	if (!delivery_id_split(incident, NULL, NULL, id) ||
		incident_cache_get(&i, d->st->incident_cache, incident, NULL) !=
			ERR_OK ||
		(m = incident_message(i, id)) == NULL)
		return;
	if (m->state == MESSAGE_ARMING || m->state == MESSAGE_ARMED) {
		relay_link_hold(d, m);
		job_send(d->st, d->peer, i, m, JOB_PREPARE, job_all, NULL);
		return;
	}
	mark_lost(d, i, m);
	if (incident_cache_get(&i, d->st->incident_cache, incident, NULL) !=
			ERR_OK ||
		(m = incident_message(i, id)) == NULL || d->peer == NULL)
		return;
	job_send(d->st, d->peer, i, m, JOB_LOOKUP, is_unknown, NULL);
	job_send(d->st, d->peer, i, m, JOB_POLL, is_pending, NULL);
	job_send(d->st, d->peer, i, m, JOB_READBACK, is_unread, NULL);
	job_send(d->st, d->peer, i, m, JOB_RESUME, is_due, NULL);
}

/* Messages in this state of the relay's mode, a window at a time. */
static void
resume_state(struct relay_link *d, const char *state)
{
	struct window w = { .filter = { { "state", state },
				    { "mode", d->drill ? "drill" : "actual" } },
		.limit = WINDOW_MAX,
		.no_total = true };
	char after[sizeof(((struct window_rows *)0)->next)] = "";
	struct window_rows rows;
	json_t *row;
	size_t n;

	do {
		rows = (struct window_rows){ 0 };
		w.after = after;
		if (projection_list(&rows, d->st->ledger, PROJ_MESSAGE, &w,
			    NULL) != ERR_OK)
			return;
		json_array_foreach(rows.rows, n, row)
		{
			if (d->peer != NULL)
				resume_message(d, doc_str(row, "id"));
		}
		FIXED_SET(after, rows.next);
		window_rows_release(&rows);
	} while (*after && d->peer != NULL);
}

/* What was sealed while no relay was there: does it open? */
static void
resume_credentials(struct relay_link *d)
{
	const struct office *o = &d->st->office;

	for (size_t n = 0; n < o->account_count; n++) {
		const struct account *a = &o->accounts[n];

		if (a->active && a->sealed[0] &&
			strcmp(a->sealed, a->opened) != 0)
			relay_link_check(d->st, a->id, false);
	}
}

void
relay_resume(struct relay_link *d)
{
	static const char *const states[] = { "arming", "armed", "fired" };

	if (d->fresh == NULL)
		return;
	if (d->peer != NULL && d->peer != d->fresh)
		peer_drop(d->peer);
	d->peer = d->fresh;
	d->fresh = NULL;
	d->hold_count = 0;
	for (size_t n = 0; n < sizeof(states) / sizeof(states[0]); n++)
		resume_state(d, states[n]);
	if (d == d->st->relays[RELAY_ACTUAL])
		resume_credentials(d);
	server_changed(d->st->server, "office", "", 0);
}
