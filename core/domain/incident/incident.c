/*
 * Folding an incident: one function for each kind of entry, found in a table
 * by the kind's name. The functions are in the _fold.c files, which this file
 * alone calls; finding a message in the fold is in message/message.c.
 */
#include "domain/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/message/message.h"

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
		m->revisions, m->authors, m->manifest, m->texts, m->promises,
		m->found, m->concurrences, m->organs };

	for (size_t n = 0; n < sizeof(docs) / sizeof(docs[0]); n++)
		json_decref(docs[n]);
	fold_drop(m);
	fold_drop_reasons(m);
	fold_drop_suspensions(m);
	fold_drop_passes(m);
	free(m->title);
	free(m->text);
	json_decref(m->logins);
	json_decref(m->missed);
	json_decref(m->assumed);
	json_decref(m->affirmed);
	json_decref(m->carried);
	json_decref(m->master);
	json_decref(m->answers);
	free(m->gaps);
	free(m->unmirrored);
	free(m->returned.reason);
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
	second_drop(&i->grade);
	free(i->title);
	clock_release(i);
	fold_drop_lines(i);
	fold_drop_bulletins(i);
	json_decref(i->ticks);
	memset(i, 0, sizeof(*i));
}

#define INCIDENT_FOLD(fn) .incident = (fn),
#define MESSAGE_FOLD(fn) .message = (fn),
#define OFFICE_FOLD(fn)
#define NO_FOLD

/* Neither: the entry changes nothing of an incident. */
static const struct {
	enum entry_kind kind;
	incident_fold_fn *incident;
	message_fold_fn *message;
} folds[] = {
#define ENTRY(id, word, title, shown, about, fold, ...)                        \
	[ENTRY_##id] = { .kind = ENTRY_##id, fold },
#include "crier/entries.def"
#undef ENTRY
};

/* Somebody has to review, sign, arm or fire it. */
static bool
is_waiting(const struct message *m)
{
	return m->state >= MESSAGE_REVIEW && m->state <= MESSAGE_ARMED;
}

static enum err_code
message_apply(struct incident *i, struct message *m, message_fold_fn *fold,
	const struct entry *e, struct err *err)
{
	bool was = is_waiting(m);
	enum err_code rc;

	m->updated = e->seq;
	rc = fold(m, e, err);
	if (m->issue > i->issues)
		i->issues = m->issue;
	i->waiting += (int)is_waiting(m) - (int)was;
	fold_clocks(i, m, e);
	return rc;
}

enum err_code
incident_apply(struct incident *i, const struct entry *e, struct err *err)
{
	struct message *m = incident_message(i, subject_message(e->body));
	enum err_code rc = ERR_OK;
	enum entry_kind kind;

	if (entry_kind_parse(&kind, e->kind)) {
		if (folds[kind].incident)
			rc = folds[kind].incident(i, e, err);
		else if (folds[kind].message && m == NULL)
			rc = fold_broken(err, e,
				ARG_BOTH("unknown message", "未知的稿件"));
		else if (folds[kind].message)
			rc = message_apply(i, m, folds[kind].message, e, err);
	}
	i->updated = e->seq;
	return rc;
}
