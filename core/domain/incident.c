/*
 * Folding an incident: one function for each kind of entry, found in a table
 * by the kind's name. Releases and deliveries are folded in fold_release.c;
 * finding things in the fold is in lookup.c.
 */
#include "domain/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "domain/lane.h"

void
incident_init(struct incident *i)
{
	memset(i, 0, sizeof(*i));
	i->title = mem_strdup("");
}

static void
drop_passes(struct message *m)
{
	for (size_t n = 0; n < m->pass_count; n++)
		free(m->passes[n].reason);
	for (size_t n = 0; n < m->pass_count; n++)
		json_decref(m->passes[n].accepts);
	free(m->passes);
	m->passes = NULL;
	m->pass_count = 0;
}

static void
message_free(struct message *m)
{
	json_t *docs[] = { m->accounts, m->slots, m->figures, m->variants,
		m->revisions, m->authors, m->manifest, m->texts, m->stages,
		m->promises, m->reasons, m->suspensions, m->found,
		m->concurrences, m->organs };

	for (size_t n = 0; n < sizeof(docs) / sizeof(docs[0]); n++)
		json_decref(docs[n]);
	fold_drop(m);
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
	for (size_t n = 0; n < i->claim_count; n++)
		claim_free(i->claims[n]);
	free(i->claims);
	for (int k = 0; k < KIND_COUNT; k++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			json_decref(i->prepared[k][lang]);
	free(i->title);
	clock_release(i);
	fold_drop_lines(i);
	memset(i, 0, sizeof(*i));
}

static enum err_code
apply_opened(struct incident *i, const struct entry *e, struct err *err)
{
	if (i->opened)
		return fold_broken(err, e, "the incident is open already");
	(void)snprintf(i->id, sizeof(i->id), "%s", e->incident);
	i->drill = strcmp(e->mode, "drill") == 0;
	fold_text(&i->title, doc_str(e->body, "title"));
	FOLD_WORD(i->playbook, e->body, "playbook");
	FOLD_WORD(i->commit, e->body, "commit");
	FOLD_WORD(i->rules, e->body, "rules");
	FOLD_WORD(i->level, e->body, "level");
	FOLD_WORD(i->topic, e->body, "topic");
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

/* A text made ready: no message, so it counts in no list and no clock. */
static enum err_code
apply_prepared(struct incident *i, const struct entry *e, struct err *err)
{
	enum message_kind kind;
	enum lang lang = lang_parse(doc_str(e->body, "lang"));

	if (!message_kind_parse(&kind, doc_str(e->body, "kind")))
		return fold_broken(err, e, "unknown kind of message");
	fold_doc(&i->prepared[kind][lang], doc_get(e->body, "slots"));
	return ERR_OK;
}

static enum err_code
apply_created(struct incident *i, const struct entry *e, struct err *err)
{
	struct message *m;
	size_t count = i->message_count + 1;
	enum message_kind kind;

	if (!message_kind_parse(&kind, doc_str(e->body, "kind")))
		return fold_broken(err, e, "unknown kind of message");
	m = mem_new(sizeof(*m));
	FOLD_WORD(m->id, e->body, "message");
	m->number = (int)count;
	m->kind = kind;
	FOLD_WORD(m->lang, e->body, "lang");
	FOLD_WORD(m->corrects, e->body, "corrects");
	fold_doc(&m->accounts, doc_get(e->body, "accounts"));
	m->slots = json_object();
	m->figures = json_array();
	m->variants = json_object();
	m->revisions = json_array();
	m->authors = json_array();
	m->reasons = json_array();
	m->suspensions = json_array();
	m->concurrences = json_array();
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
	fold_doc(&m->manifest, NULL);
	fold_doc(&m->texts, NULL);
	fold_doc(&m->stages, NULL);
	fold_doc(&m->found, NULL);
	fold_doc(&m->organs, NULL);
	m->supplement_due = 0;
	fold_unmark(&m->supplemented);
	m->digest[0] = '\0';
	drop_passes(m);
	fold_drop(m);
	fold_unmark(&m->submitted);
	fold_unmark(&m->approved);
	fold_unmark(&m->armed);
	m->state = MESSAGE_DRAFT;
}

/* Saved again as it was: what was said about the text still holds. */
static bool
same_facts(const struct message *m, const json_t *body)
{
	return m->revision > 0 &&
		json_equal(m->slots, doc_get(body, "slots")) &&
		json_equal(m->figures, doc_get(body, "figures")) &&
		json_equal(m->variants, doc_get(body, "variants"));
}

static enum err_code
apply_revised(struct message *m, const struct entry *e, struct err *err)
{
	json_t *by = json_string(e->by), *revision;

	(void)err;
	void_decisions(m);
	if (!same_facts(m, e->body)) {
		json_array_clear(m->reasons);
		m->wording = (int)doc_int(e->body, "revision");
	}
	m->revision = (int)doc_int(e->body, "revision");
	if (doc_get(e->body, "accounts"))
		fold_doc(&m->accounts, doc_get(e->body, "accounts"));
	fold_doc(&m->slots, doc_get(e->body, "slots"));
	fold_doc(&m->figures, doc_get(e->body, "figures"));
	fold_doc(&m->variants, doc_get(e->body, "variants"));
	fold_text(&m->title, doc_str(e->body, "title"));
	fold_text(&m->text, doc_str(e->body, "text"));
	if (!message_is_author(m, e->by))
		json_array_append(m->authors, by);
	json_decref(by);
	revision = json_copy(e->body);
	doc_put_str(revision, "by", e->by);
	doc_put_int(revision, "time", e->time);
	json_array_append_new(m->revisions, revision);
	return ERR_OK;
}

static enum err_code
apply_submitted(struct message *m, const struct entry *e, struct err *err)
{
	if (!json_is_object(doc_get(e->body, "manifest")))
		return fold_broken(err, e, "there is no manifest");
	fold_doc(&m->manifest, doc_get(e->body, "manifest"));
	fold_doc(&m->texts, doc_get(e->body, "variants"));
	fold_doc(&m->stages, doc_get(e->body, "stages"));
	fold_doc(&m->promises, doc_get(e->body, "promises"));
	fold_doc(&m->found, doc_get(e->body, "found"));
	fold_doc(&m->organs, doc_get(e->body, "organs"));
	FOLD_WORD(m->digest, e->body, "digest");
	FOLD_WORD(m->tier, e->body, "tier");
	drop_passes(m);
	m->bulletin = (int)doc_int(e->body, "number");
	fold_mark(&m->submitted, e);
	fold_plan(m);
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
		return fold_broken(err, e, "unknown gate");
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
	p->accepts = json_incref(doc_get(e->body, "accepts"));
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
	fold_mark(&m->approved, e);
	m->supplement_due = doc_int(e->body, "supplement");
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
	{ "incident.prepared", apply_prepared, NULL },
	{ "claim.added", fold_claim_added, NULL },
	{ "claim.changed", fold_claim_changed, NULL },
	{ "claim.verdict", fold_claim_verdict, NULL },
	{ "claim.answered", fold_claim_answered, NULL },
	{ "incident.done", fold_clock_done, NULL },
	{ "incident.learned", fold_learned, NULL },
	{ "lines.set", fold_line_set, NULL },
	{ "lines.confirmed", fold_line_confirmed, NULL },
	{ "message.created", apply_created, NULL },
	{ "message.revised", NULL, apply_revised },
	{ "message.submitted", NULL, apply_submitted },
	{ "message.explained", NULL, fold_explained },
	{ "rule.proposed", NULL, fold_suspension },
	{ "rule.suspended", NULL, fold_suspension },
	{ "concur.asked", NULL, fold_concur },
	{ "concur.answered", NULL, fold_concur },
	{ "message.supplemented", NULL, fold_supplemented },
	{ "message.passed", NULL, apply_passed },
	{ "message.returned", NULL, apply_returned },
	{ "message.approved", NULL, apply_approved },
	{ "message.voided", NULL, apply_voided },
	{ "release.armed", NULL, fold_armed },
	{ "release.prepared", NULL, fold_prepared },
	{ "release.disarmed", NULL, fold_disarmed },
	{ "release.fired", NULL, fold_fired },
	{ "release.halted", NULL, fold_halted },
	{ "delivery.sending", NULL, fold_sending },
	{ "delivery.outcome", NULL, fold_outcome },
	{ "delivery.proved", NULL, fold_decided },
	{ "delivery.settled", NULL, fold_decided },
	{ "delivery.retried", NULL, fold_decided },
	{ "delivery.skipped", NULL, fold_decided },
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

/* The clock of a signature runs from the approval until it is given, or
 * until there is no approval any more. */
static void
supplement_clock(
	struct incident *i, const struct message *m, const struct entry *e)
{
	char rule[64];

	lane_rule(rule, m);
	if (strcmp(e->kind, "message.approved") == 0)
		clock_start(i, doc_get(e->body, "clocks"), e->time);
	else if (!lane_is_open(m))
		clock_stop(i, rule, e->time);
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
			rc = fold_broken(err, e, "unknown message");
		} else {
			was = is_waiting(m);
			m->updated = e->seq;
			rc = kinds[n].message(m, e, err);
			if (m->bulletin > i->bulletins)
				i->bulletins = m->bulletin;
			i->waiting += (int)is_waiting(m) - (int)was;
			stop_clocks(i, m, e);
			supplement_clock(i, m, e);
		}
		break;
	}
	i->updated = e->seq;
	return rc;
}
