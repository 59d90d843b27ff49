/*
 * Folding an incident: one function for each kind of entry, found in a table
 * by the kind's name. Finding things in the fold is in lookup.c.
 */
#include "domain/incident.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"

void
incident_init(struct incident *i)
{
	memset(i, 0, sizeof(*i));
	i->title = mem_strdup("");
}

static void
delivery_clear(struct delivery *d)
{
	free(d->remote);
	free(d->url);
	free(d->detail);
	json_decref(d->memo);
}

static void
drop_deliveries(struct message *m)
{
	for (size_t n = 0; n < m->delivery_count; n++)
		delivery_clear(&m->deliveries[n]);
	free(m->deliveries);
	m->deliveries = NULL;
	m->delivery_count = m->open_count = 0;
}

static void
drop_passes(struct message *m)
{
	for (size_t n = 0; n < m->pass_count; n++)
		free(m->passes[n].reason);
	free(m->passes);
	m->passes = NULL;
	m->pass_count = 0;
}

static void
message_free(struct message *m)
{
	json_t *docs[] = { m->accounts, m->slots, m->figures, m->variants,
		m->revisions, m->authors, m->manifest, m->texts, m->stages,
		m->promises };

	for (size_t n = 0; n < sizeof(docs) / sizeof(docs[0]); n++)
		json_decref(docs[n]);
	drop_deliveries(m);
	drop_passes(m);
	free(m->title);
	free(m->text);
	free(m->gaps);
	free(m);
}

void
incident_release(struct incident *i)
{
	if (i == NULL)
		return;
	for (size_t n = 0; n < i->message_count; n++)
		message_free(i->messages[n]);
	free(i->messages);
	free(i->title);
	clock_release(i);
	memset(i, 0, sizeof(*i));
}

static void
set_text(char **field, const char *text)
{
	char *old = *field;

	*field = mem_strdup(text);
	free(old);
}

static void
set_doc(json_t **field, json_t *doc)
{
	json_incref(doc);
	json_decref(*field);
	*field = doc;
}

static void
set_word(char *field, size_t size, const json_t *doc, const char *key)
{
	(void)snprintf(field, size, "%s", doc_str(doc, key));
}

#define WORD(field, doc, key) set_word(field, sizeof(field), doc, key)

static void
mark(struct act_mark *m, const struct entry *e)
{
	(void)snprintf(m->by, sizeof(m->by), "%s", e->by);
	m->time = e->time;
}

static void
unmark(struct act_mark *m)
{
	memset(m, 0, sizeof(*m));
}

static enum err_code
broken(struct err *err, const struct entry *e, const char *what)
{
	char where[64];

	(void)snprintf(where, sizeof(where), "entry %lld", (long long)e->seq);
	return err_set(err, ERR_CORRUPT, where,
		"Run crier ledger verify; restore from the record if needed.",
		"%s: %s", e->kind, what);
}

static enum err_code
apply_opened(struct incident *i, const struct entry *e, struct err *err)
{
	if (i->opened)
		return broken(err, e, "the incident is open already");
	(void)snprintf(i->id, sizeof(i->id), "%s", e->incident);
	i->drill = strcmp(e->mode, "drill") == 0;
	set_text(&i->title, doc_str(e->body, "title"));
	WORD(i->playbook, e->body, "playbook");
	WORD(i->commit, e->body, "commit");
	WORD(i->rules, e->body, "rules");
	WORD(i->level, e->body, "level");
	i->number = (int)doc_int(e->body, "number");
	i->opened = e->time;
	i->occurred = doc_int(e->body, "occurred");
	i->reported = doc_int(e->body, "reported");
	i->found = doc_int(e->body, "found");
	(void)snprintf(i->opened_by, sizeof(i->opened_by), "%s", e->by);
	clock_start(i, doc_get(e->body, "clocks"), e->time);
	return ERR_OK;
}

static enum err_code
apply_closed(struct incident *i, const struct entry *e, struct err *err)
{
	(void)err;
	i->closed = e->time;
	clock_stop_all(i, e->time);
	return ERR_OK;
}

static enum err_code
apply_missed(struct incident *i, const struct entry *e, struct err *err)
{
	(void)err;
	clock_miss(i, doc_str(e->body, "rule"), doc_int(e->body, "due"));
	return ERR_OK;
}

static enum err_code
apply_created(struct incident *i, const struct entry *e, struct err *err)
{
	struct message *m;
	size_t count = i->message_count + 1;
	enum message_kind kind;

	if (!message_kind_parse(&kind, doc_str(e->body, "kind")))
		return broken(err, e, "unknown kind of message");
	m = mem_new(sizeof(*m));
	WORD(m->id, e->body, "message");
	m->number = (int)count;
	m->kind = kind;
	WORD(m->lang, e->body, "lang");
	WORD(m->corrects, e->body, "corrects");
	set_doc(&m->accounts, doc_get(e->body, "accounts"));
	m->slots = json_object();
	m->figures = json_array();
	m->variants = json_object();
	m->revisions = json_array();
	m->authors = json_array();
	m->title = mem_strdup("");
	m->text = mem_strdup("");
	m->gaps = mem_strdup("");
	m->created = e->time;
	i->messages = mem_grow(i->messages, count * sizeof(*i->messages));
	i->messages[i->message_count++] = m;
	clock_start(i, doc_get(e->body, "clocks"), e->time);
	return ERR_OK;
}

/* A new revision, or any change of the text, undoes what was decided. */
static void
void_decisions(struct message *m)
{
	set_doc(&m->manifest, NULL);
	set_doc(&m->texts, NULL);
	set_doc(&m->stages, NULL);
	m->digest[0] = '\0';
	drop_passes(m);
	drop_deliveries(m);
	unmark(&m->submitted);
	unmark(&m->approved);
	unmark(&m->armed);
	m->state = MESSAGE_DRAFT;
}

static enum err_code
apply_revised(struct message *m, const struct entry *e, struct err *err)
{
	json_t *by = json_string(e->by), *revision;

	(void)err;
	void_decisions(m);
	m->revision = (int)doc_int(e->body, "revision");
	if (doc_get(e->body, "accounts"))
		set_doc(&m->accounts, doc_get(e->body, "accounts"));
	set_doc(&m->slots, doc_get(e->body, "slots"));
	set_doc(&m->figures, doc_get(e->body, "figures"));
	set_doc(&m->variants, doc_get(e->body, "variants"));
	set_text(&m->title, doc_str(e->body, "title"));
	set_text(&m->text, doc_str(e->body, "text"));
	if (!message_is_author(m, e->by))
		json_array_append(m->authors, by);
	json_decref(by);
	revision = json_copy(e->body);
	doc_put_str(revision, "by", e->by);
	doc_put_int(revision, "time", e->time);
	json_array_append_new(m->revisions, revision);
	return ERR_OK;
}

static int
by_account(const void *a, const void *b)
{
	return strcmp(((const struct delivery *)a)->account,
		((const struct delivery *)b)->account);
}

static void
plan_deliveries(struct message *m)
{
	json_t *accounts = json_object_get(m->manifest, "accounts"), *row;
	const char *account;
	size_t n = 0;

	drop_deliveries(m);
	m->deliveries =
		mem_array(json_object_size(accounts), sizeof(*m->deliveries));
	json_object_foreach(accounts, account, row)
	{
		struct delivery *d = &m->deliveries[n++];

		(void)snprintf(d->account, sizeof(d->account), "%s", account);
		set_word(d->kind, sizeof(d->kind), row, "kind");
		d->remote = mem_strdup("");
		d->url = mem_strdup("");
		d->detail = mem_strdup("");
		d->memo = json_object();
	}
	m->delivery_count = m->open_count = n;
	qsort(m->deliveries, n, sizeof(*m->deliveries), by_account);
}

static enum err_code
apply_submitted(struct message *m, const struct entry *e, struct err *err)
{
	if (!json_is_object(doc_get(e->body, "manifest")))
		return broken(err, e, "there is no manifest");
	set_doc(&m->manifest, doc_get(e->body, "manifest"));
	set_doc(&m->texts, doc_get(e->body, "variants"));
	set_doc(&m->stages, doc_get(e->body, "stages"));
	set_doc(&m->promises, doc_get(e->body, "promises"));
	WORD(m->digest, e->body, "digest");
	WORD(m->tier, e->body, "tier");
	drop_passes(m);
	m->bulletin = (int)doc_int(e->body, "number");
	mark(&m->submitted, e);
	plan_deliveries(m);
	m->state = MESSAGE_REVIEW;
	return ERR_OK;
}

static enum err_code
add_pass(struct message *m, const struct entry *e, bool returned,
	struct err *err)
{
	struct pass *p;
	enum gate gate;
	enum stage stage = STAGE_FIRST;

	if (!gate_parse(&gate, doc_str(e->body, "gate")))
		return broken(err, e, "unknown gate");
	(void)stage_parse(&stage, doc_str(e->body, "stage"));
	m->passes =
		mem_grow(m->passes, (m->pass_count + 1) * sizeof(*m->passes));
	p = &m->passes[m->pass_count++];
	*p = (struct pass){ .gate = gate,
		.stage = stage,
		.returned = returned,
		.time = e->time };
	(void)snprintf(p->by, sizeof(p->by), "%s", e->by);
	p->reason = mem_strdup(doc_str(e->body, "reason"));
	return ERR_OK;
}

static enum err_code
apply_passed(struct message *m, const struct entry *e, struct err *err)
{
	return add_pass(m, e, false, err);
}

static enum err_code
apply_returned(struct message *m, const struct entry *e, struct err *err)
{
	m->state = MESSAGE_DRAFT;
	return add_pass(m, e, true, err);
}

static enum err_code
apply_approved(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	mark(&m->approved, e);
	m->state = MESSAGE_APPROVED;
	return ERR_OK;
}

static enum err_code
apply_voided(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	(void)e;
	void_decisions(m);
	return ERR_OK;
}

static enum err_code
apply_armed(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	mark(&m->armed, e);
	m->release = (int)doc_int(e->body, "release");
	m->expires = doc_int(e->body, "expires");
	m->state = MESSAGE_ARMING;
	plan_deliveries(m);
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

static enum err_code
apply_prepared(struct message *m, const struct entry *e, struct err *err)
{
	json_t *results = doc_get(e->body, "results"), *r;
	size_t n;
	bool all = true;

	json_array_foreach(results, n, r)
	{
		struct delivery *d = delivery_of(m, doc_str(r, "delivery"));

		if (d == NULL)
			return broken(err, e, "unknown delivery");
		delivery_move(m, d,
			doc_bool(r, "ok") ? DELIVERY_PREPARED : DELIVERY_GAP,
			e);
		set_text(&d->detail, doc_str(r, "detail"));
		merge_memo(d, r);
	}
	for (n = 0; n < m->delivery_count; n++)
		all = all && m->deliveries[n].state != DELIVERY_PLANNED;
	if (all && m->state == MESSAGE_ARMING)
		m->state = MESSAGE_ARMED;
	return ERR_OK;
}

static enum err_code
apply_disarmed(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	(void)e;
	unmark(&m->armed);
	m->expires = 0;
	m->state = MESSAGE_APPROVED;
	plan_deliveries(m);
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

static enum err_code
apply_fired(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	mark(&m->fired, e);
	set_text(&m->gaps, doc_str(e->body, "gaps"));
	m->state = MESSAGE_FIRED;
	for (size_t n = 0; n < m->delivery_count; n++) {
		struct delivery *d = &m->deliveries[n];

		if (d->state == DELIVERY_PREPARED)
			delivery_move(m, d, DELIVERY_DUE, e);
	}
	settle_release(m);
	return ERR_OK;
}

static enum err_code
apply_halted(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	mark(&m->halted, e);
	if (m->state == MESSAGE_ARMING || m->state == MESSAGE_ARMED)
		return apply_disarmed(m, e, err);
	for (size_t n = 0; n < m->delivery_count; n++) {
		struct delivery *d = &m->deliveries[n];

		if (d->state == DELIVERY_DUE || d->state == DELIVERY_RETRY)
			delivery_move(m, d, DELIVERY_HALTED, e);
	}
	settle_release(m);
	return ERR_OK;
}

static enum err_code
apply_sending(struct message *m, const struct entry *e, struct err *err)
{
	json_t *list = doc_get(e->body, "deliveries"), *id;
	size_t n;

	json_array_foreach(list, n, id)
	{
		struct delivery *d = delivery_of(m, json_string_value(id));

		if (d == NULL)
			return broken(err, e, "unknown delivery");
		delivery_move(m, d, DELIVERY_SENDING, e);
		d->sent_at = e->time;
		d->attempt++;
	}
	return ERR_OK;
}

static enum err_code
apply_outcome(struct message *m, const struct entry *e, struct err *err)
{
	json_t *results = doc_get(e->body, "results"), *r;
	size_t n;

	json_array_foreach(results, n, r)
	{
		struct delivery *d = delivery_of(m, doc_str(r, "delivery"));
		enum delivery_state state;

		if (d == NULL || !delivery_parse(&state, doc_str(r, "state")))
			return broken(err, e, "unknown delivery or state");
		delivery_move(m, d, state, e);
		if (*doc_str(r, "id"))
			set_text(&d->remote, doc_str(r, "id"));
		if (*doc_str(r, "url"))
			set_text(&d->url, doc_str(r, "url"));
		set_text(&d->detail, doc_str(r, "detail"));
		if (doc_int(r, "at"))
			d->at = doc_int(r, "at");
		if (doc_int(r, "sent_at"))
			d->sent_at = doc_int(r, "sent_at");
		d->due = doc_int(r, "due");
		merge_memo(d, r);
	}
	settle_release(m);
	return ERR_OK;
}

/* Proof, settling, retry and skip: one delivery, one new state. */
static enum err_code
apply_decided(struct message *m, const struct entry *e, struct err *err)
{
	struct delivery *d = delivery_of(m, doc_str(e->body, "delivery"));
	enum delivery_state state;

	if (d == NULL || !delivery_parse(&state, doc_str(e->body, "state")))
		return broken(err, e, "unknown delivery or state");
	delivery_move(m, d, state, e);
	if (*doc_str(e->body, "url")) {
		set_text(&d->url, doc_str(e->body, "url"));
		(void)snprintf(d->proved_by, sizeof(d->proved_by), "%s", e->by);
	}
	set_text(&d->detail, doc_str(e->body, "reason"));
	settle_release(m);
	return ERR_OK;
}

typedef enum err_code (*incident_fn)(
	struct incident *, const struct entry *, struct err *);
typedef enum err_code (*message_fn)(
	struct message *, const struct entry *, struct err *);

static const struct {
	const char *kind;
	incident_fn incident;
	message_fn message;
} kinds[] = {
	{ "incident.opened", apply_opened, NULL },
	{ "incident.closed", apply_closed, NULL },
	{ "incident.missed", apply_missed, NULL },
	{ "message.created", apply_created, NULL },
	{ "message.revised", NULL, apply_revised },
	{ "message.submitted", NULL, apply_submitted },
	{ "message.passed", NULL, apply_passed },
	{ "message.returned", NULL, apply_returned },
	{ "message.approved", NULL, apply_approved },
	{ "message.voided", NULL, apply_voided },
	{ "release.armed", NULL, apply_armed },
	{ "release.prepared", NULL, apply_prepared },
	{ "release.disarmed", NULL, apply_disarmed },
	{ "release.fired", NULL, apply_fired },
	{ "release.halted", NULL, apply_halted },
	{ "delivery.sending", NULL, apply_sending },
	{ "delivery.outcome", NULL, apply_outcome },
	{ "delivery.proved", NULL, apply_decided },
	{ "delivery.settled", NULL, apply_decided },
	{ "delivery.retried", NULL, apply_decided },
	{ "delivery.skipped", NULL, apply_decided },
};

/* Somebody has to review, sign, arm or fire it. */
static bool
is_waiting(const struct message *m)
{
	return m->state >= MESSAGE_REVIEW && m->state <= MESSAGE_ARMED;
}

/* What went online with this entry stops clocks. */
static void
stop_clocks(struct incident *i, const struct message *m, const struct entry *e)
{
	if (m->state < MESSAGE_FIRED || m->promised)
		return;
	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];

		if (d->updated == e->seq &&
			delivery_row(d->state)->truth == TRUTH_YES)
			clock_published(i, m, d->account, e->time);
	}
}

enum err_code
incident_apply(struct incident *i, const struct entry *e, struct err *err)
{
	const char *id = doc_str(e->body, "message");
	enum err_code rc = ERR_OK;
	struct message *m;
	bool was;

	if (*id == '\0')
		id = doc_str(e->body, "delivery");
	for (size_t n = 0; n < sizeof(kinds) / sizeof(kinds[0]); n++) {
		if (strcmp(kinds[n].kind, e->kind) != 0)
			continue;
		if (kinds[n].incident) {
			rc = kinds[n].incident(i, e, err);
		} else if ((m = incident_message(i, id)) == NULL) {
			rc = broken(err, e, "unknown message");
		} else {
			was = is_waiting(m);
			m->updated = e->seq;
			rc = kinds[n].message(m, e, err);
			if (m->bulletin > i->bulletins)
				i->bulletins = m->bulletin;
			i->waiting += (int)is_waiting(m) - (int)was;
			stop_clocks(i, m, e);
		}
		break;
	}
	i->updated = e->seq;
	return rc;
}
