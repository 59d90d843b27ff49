/*
 * Folding an incident: one function for each kind of entry, found in a table
 * by the kind's name. The functions are in the _fold.c files, which this file
 * alone calls; finding things in the fold is in incident_lookup.c.
 */
#include "domain/fold.h"

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
message_free(struct message *m)
{
	json_t *docs[] = { m->accounts, m->slots, m->figures, m->variants,
		m->revisions, m->authors, m->manifest, m->texts, m->stages,
		m->promises, m->reasons, m->suspensions, m->found,
		m->concurrences, m->organs };

	for (size_t n = 0; n < sizeof(docs) / sizeof(docs[0]); n++)
		json_decref(docs[n]);
	fold_drop(m);
	fold_drop_passes(m);
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
	json_decref(i->proposed);
	free(i->title);
	clock_release(i);
	fold_drop_lines(i);
	fold_drop_bulletins(i);
	memset(i, 0, sizeof(*i));
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
	{ "incident.opened", fold_opened, NULL },
	{ "incident.closed", fold_closed, NULL },
	{ "incident.missed", fold_missed, NULL },
	{ "incident.prepared", fold_ready, NULL },
	{ "claim.added", fold_claim_added, NULL },
	{ "claim.changed", fold_claim_changed, NULL },
	{ "claim.verdict", fold_claim_verdict, NULL },
	{ "claim.answered", fold_claim_answered, NULL },
	{ "incident.done", fold_clock_done, NULL },
	{ "incident.learned", fold_learned, NULL },
	{ "incident.proposed", fold_proposed, NULL },
	{ "lines.set", fold_line_set, NULL },
	{ "lines.confirmed", fold_line_confirmed, NULL },
	{ "outside.noted", fold_outside, NULL },
	{ "message.created", fold_created, NULL },
	{ "message.revised", NULL, fold_revised },
	{ "message.submitted", NULL, fold_submitted },
	{ "message.explained", NULL, fold_explained },
	{ "rule.proposed", NULL, fold_suspension },
	{ "rule.suspended", NULL, fold_suspension },
	{ "rule.restored", NULL, fold_restored },
	{ "concur.asked", NULL, fold_concur },
	{ "concur.answered", NULL, fold_concur },
	{ "message.supplemented", NULL, fold_supplemented },
	{ "message.passed", NULL, fold_passed },
	{ "message.returned", NULL, fold_returned },
	{ "message.approved", NULL, fold_approved },
	{ "message.voided", NULL, fold_voided },
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

enum err_code
incident_apply(struct incident *i, const struct entry *e, struct err *err)
{
	enum err_code rc = ERR_OK;
	struct message *m;
	bool was;

	for (size_t n = 0; n < sizeof(kinds) / sizeof(kinds[0]); n++) {
		if (strcmp(kinds[n].kind, e->kind) != 0)
			continue;
		if (kinds[n].incident) {
			rc = kinds[n].incident(i, e, err);
		} else if ((m = incident_message(
				    i, subject_message(e->body))) == NULL) {
			rc = fold_broken(err, e, "unknown message");
		} else {
			was = is_waiting(m);
			m->updated = e->seq;
			rc = kinds[n].message(m, e, err);
			if (m->issue > i->issues)
				i->issues = m->issue;
			i->waiting += (int)is_waiting(m) - (int)was;
			fold_clocks(i, m, e);
		}
		break;
	}
	i->updated = e->seq;
	return rc;
}
