/*
 * Which relay is connected, what it has prepared, and which entry gives it
 * which job. The documents of the jobs are made in job.c.
 */
#include "station/relay_link.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/entry_kind.h"
#include "station/env.h"
#include "station/incident_cache.h"
#include "station/job.h"
#include "station/relay_link_internal.h"
#include "domain/message/message.h"

struct relay_link *
relay_link_new(struct station *st, bool drill)
{
	struct relay_link *d = mem_new(sizeof(*d));

	d->st = st;
	d->drill = drill;
	program_init(&d->own);
	return d;
}

void
relay_link_free(struct relay_link *d)
{
	if (d == NULL)
		return;
	program_end(&d->own);
	free(d->holds);
	free(d);
}

bool
relay_link_up(const struct relay_link *d)
{
	return d && d->peer != NULL;
}

static struct hold *
hold_of(const struct relay_link *d, const char *message)
{
	for (size_t n = 0; n < d->hold_count; n++)
		if (strcmp(d->holds[n].message, message) == 0)
			return &d->holds[n];
	return NULL;
}

bool
relay_link_holds(const struct relay_link *d, const struct message *m)
{
	const struct hold *h = relay_link_up(d) ? hold_of(d, m->id) : NULL;
	size_t prepared = 0;

	for (size_t n = 0; n < m->delivery_count; n++)
		prepared += m->deliveries[n].state == DELIVERY_PREPARED;
	return h && h->release == m->release && h->count >= prepared;
}

void
relay_link_hold(struct relay_link *d, const struct message *m)
{
	struct hold *h = hold_of(d, m->id);

	if (h == NULL)
		h = MEM_ADD(d->holds, d->hold_count);
	memset(h, 0, sizeof(*h));
	FIXED_SET(h->message, m->id);
	h->release = m->release;
}

static void
hold_end(struct relay_link *d, const char *message)
{
	struct hold *h = hold_of(d, message);

	if (h != NULL)
		*h = d->holds[--d->hold_count];
}

static void
hold_add(struct relay_link *d, const struct entry *e)
{
	struct hold *h = hold_of(d, doc_str(e->body, "message"));
	json_t *row;
	size_t n;

	if (h == NULL || h->release != doc_int(e->body, "release"))
		return;
	json_array_foreach(json_object_get(e->body, "results"), n, row)
		h->count += doc_bool(row, "ok");
}

/* ---- jobs that follow from entries ---- */

static void
relay_link_armed(struct relay_link *d, const struct incident *i,
	const struct message *m, const struct entry *e)
{
	(void)e;
	if (d->peer == NULL)
		return;
	relay_link_hold(d, m);
	job_send(d->st, d->peer, i, m, JOB_PREPARE, job_all, NULL);
}

static void
relay_link_prepared(struct relay_link *d, const struct incident *i,
	const struct message *m, const struct entry *e)
{
	(void)i;
	(void)m;
	hold_add(d, e);
}

static void
simple_job(struct relay_link *d, const struct message *m, const char *job)
{
	json_t *doc = json_object();

	doc_put_str(doc, "job", job);
	doc_put_str(doc, "message", m->id);
	doc_put_int(doc, "release", m->release);
	if (d->peer)
		peer_send(d->peer, doc);
	else
		json_decref(doc);
}

static void
relay_link_disarmed(struct relay_link *d, const struct incident *i,
	const struct message *m, const struct entry *e)
{
	(void)i;
	(void)e;
	hold_end(d, m->id);
	simple_job(d, m, "disarm");
}

static void
relay_link_fired(struct relay_link *d, const struct incident *i,
	const struct message *m, const struct entry *e)
{
	json_t *doc = json_object();

	(void)i;
	doc_put_str(doc, "job", "fire");
	doc_put_str(doc, "message", m->id);
	doc_put_int(doc, "release", m->release);
	doc_put_int(doc, "at", m->fired.time);
	doc_put(doc, "deliveries",
		json_incref(json_object_get(e->body, "deliveries")));
	if (*doc_str(e->body, "first"))
		doc_put_str(doc, "first", doc_str(e->body, "first"));
	if (d->peer)
		peer_send(d->peer, doc);
	else
		json_decref(doc);
	hold_end(d, m->id);
}

static void
relay_link_halted(struct relay_link *d, const struct incident *i,
	const struct message *m, const struct entry *e)
{
	(void)i;
	(void)e;
	hold_end(d, m->id);
	simple_job(d, m, "halt");
}

static bool
is_this(const struct delivery *dl, const char *account)
{
	return strcmp(dl->account, account) == 0;
}

static void
relay_link_retried(struct relay_link *d, const struct incident *i,
	const struct message *m, const struct entry *e)
{
	char account[ACCOUNT_ID];

	if (d->peer == NULL ||
		!delivery_id_split(
			NULL, NULL, account, doc_str(e->body, "delivery")))
		return;
	job_send(d->st, d->peer, i, m, JOB_RETRY, is_this, account);
}

typedef void relay_job_fn(struct relay_link *d, const struct incident *i,
	const struct message *m, const struct entry *e);

#define JOB(fn) fn
#define NO_JOB NULL

static relay_job_fn *const jobs[] = {
#define ENTRY(id, word, title, shown, about, fold, follows, job, record)       \
	[ENTRY_##id] = job,
#include "crier/entries.def"
#undef ENTRY
};

void
relay_link_entry(struct station *st, const struct entry *e)
{
	struct relay_link *d =
		st->relays[strcmp(e->mode, "drill") == 0 ? RELAY_DRILL
							 : RELAY_ACTUAL];
	struct incident *i = NULL;
	const struct message *m;
	enum entry_kind kind;

	if (d == NULL || !entry_kind_parse(&kind, e->kind) ||
		jobs[kind] == NULL ||
		incident_cache_get(&i, st->incident_cache, e->incident, NULL) !=
			ERR_OK)
		return;
	m = incident_message(i, subject_message(e->body));
	if (m != NULL)
		jobs[kind](d, i, m, e);
}

void
relay_link_check(struct station *st, const char *account, bool ask)
{
	struct relay_link *d = st->relays[RELAY_ACTUAL];
	const struct account *a = office_account(&st->office, account);

	if (relay_link_up(d) && a != NULL)
		job_send_check(st, d->peer, a, ask);
}

/* ---- coming and going ---- */

void
relay_link_hello(struct relay_link *d, struct peer *peer)
{
	d->fresh = peer;
}

void
relay_link_gone(struct relay_link *d, struct peer *peer)
{
	if (d->fresh == peer)
		d->fresh = NULL;
	if (d->peer != peer)
		return;
	d->peer = NULL;
	d->hold_count = 0;
	server_changed(d->st->server, "office", "", 0);
}

/* ---- a relay of our own ---- */

static int
start_relay(struct relay_link *d)
{
	const char *demo = d->st->office.demo ? "--demo" : NULL;
	char *keys = station_path(d->st->dir, "relay-keys/relay");
	const char *const drill[] = { "--mode", "drill", NULL };
	const char *const actual[] = { "--mode", "actual", "--keys", keys, demo,
		NULL };
	struct peer *peer;
	struct session *s;
	int wait = program_start(&peer, &d->own, d->st, PEER_RELAY,
		"crier-relay", d->drill ? drill : actual);

	free(keys);
	if (peer == NULL)
		return wait;
	s = mem_new(sizeof(*s));
	s->relay = d->drill ? RELAY_DRILL : RELAY_ACTUAL;
	FIXED_SET(s->via, "relay");
	peer_set_data(peer, s);
	return wait;
}

int
relay_link_tend(struct relay_link *d)
{
	if (d->own.pid > 0 || d->peer || (!d->drill && !d->st->office.single))
		return -1;
	return start_relay(d);
}

bool
relay_link_reaped(struct relay_link *d, int pid)
{
	return d != NULL && program_reaped(&d->own, pid);
}
