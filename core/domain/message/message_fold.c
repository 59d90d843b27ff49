/*
 * Folding the writing of a message.
 */
#include "domain/fold.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/message/message.h"
#include "domain/release/appointed.h"

enum err_code
fold_created(struct incident *i, const struct entry *e, struct err *err)
{
	struct message *m;
	size_t count = i->message_count + 1;
	enum message_kind kind;

	if (!message_kind_parse(&kind, doc_str(e->body, "kind")))
		return fold_broken(err, e,
			ARG_BOTH("unknown kind of message", "未知的稿件类型"));
	m = mem_new(sizeof(*m));
	FOLD_WORD(m->id, e->body, "message");
	m->number = (int)count;
	m->kind = kind;
	FOLD_WORD(m->lang, e->body, "lang");
	FOLD_WORD(m->corrects, e->body, "corrects");
	FOLD_WORD(m->instead_of, e->body, "instead_of");
	FOLD_WORD(m->order, e->body, "order");
	fold_doc(&m->answers, doc_get(e->body, "answers"));
	fold_doc(&m->accounts, doc_get(e->body, "accounts"));
	m->slots = json_object();
	m->figures = json_array();
	m->variants = json_object();
	m->revisions = json_array();
	m->authors = json_array();
	m->concurrences = json_array();
	m->title = mem_strdup("");
	m->text = mem_strdup("");
	m->gaps = mem_strdup("");
	m->unmirrored = mem_strdup("");
	m->returned.reason = mem_strdup("");
	fixed_cut(m->begun_by, sizeof(m->begun_by), e->by);
	m->created = e->time;
	*MEM_ADD(i->messages, i->message_count) = m;
	clock_start(i, doc_get(e->body, "clocks"), e->time);
	return ERR_OK;
}

/* A new revision, or any change of the text, undoes what was decided. */
static void
void_decisions(struct message *m)
{
	fold_doc(&m->manifest, NULL);
	fold_doc(&m->texts, NULL);
	memset(m->stages, 0, sizeof(m->stages));
	fold_doc(&m->found, NULL);
	fold_doc(&m->organs, NULL);
	m->supplement_due = 0;
	m->agreed[0] = '\0';
	fold_unmark(&m->supplemented);
	m->digest[0] = '\0';
	fold_drop_passes(m);
	fold_drop(m);
	fold_doc(&m->logins, NULL);
	fold_unmark(&m->submitted);
	fold_unmark(&m->approved);
	fold_unmark(&m->armed);
	appointed_drop(m);
	fold_unmark(&m->last_allowed);
	m->reclassified = false;
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

/* What was affirmed stands as long as the words do. */
static void
fold_assumed(struct message *m, const struct entry *e)
{
	json_t *affirmed = json_object(), *by, *id;
	const json_t *slots = doc_get(e->body, "slots");
	const char *slot;
	size_t n;

	json_object_foreach(m->affirmed, slot, by)
	{
		if (json_equal(json_object_get(m->slots, slot),
			    json_object_get(slots, slot)))
			json_object_set(affirmed, slot, by);
	}
	json_array_foreach(doc_get(e->body, "affirmed"), n, id)
	{
		doc_put_str(affirmed, json_string_value(id), e->by);
	}
	fold_doc(&m->affirmed, affirmed);
	json_decref(affirmed);
	fold_doc(&m->assumed, doc_get(e->body, "assumed"));
}

enum err_code
fold_revised(struct message *m, const struct entry *e, struct err *err)
{
	/* what another unit wrote is nobody's here */
	const char *author =
		*doc_str(e->body, "unit") ? doc_str(e->body, "unit") : e->by;
	json_t *by = json_string(author), *revision;

	(void)err;
	void_decisions(m);
	if (!same_facts(m, e->body)) {
		fold_drop_reasons(m);
		m->wording = (int)doc_int(e->body, "revision");
	}
	m->revision = (int)doc_int(e->body, "revision");
	fold_assumed(m, e);
	fold_doc(&m->carried, doc_get(e->body, "carried"));
	if (doc_get(e->body, "accounts"))
		fold_doc(&m->accounts, doc_get(e->body, "accounts"));
	fold_doc(&m->slots, doc_get(e->body, "slots"));
	fold_doc(&m->figures, doc_get(e->body, "figures"));
	fold_doc(&m->variants, doc_get(e->body, "variants"));
	fold_text(&m->title, doc_str(e->body, "title"));
	fold_text(&m->text, doc_str(e->body, "text"));
	if (!message_is_author(m, author))
		json_array_append(m->authors, by);
	fold_doc(&m->master, doc_get(e->body, "order_text"));
	json_decref(by);
	revision = json_copy(e->body);
	doc_put_str(revision, "by", author);
	doc_put_int(revision, "time", e->time);
	json_array_append_new(m->revisions, revision);
	return ERR_OK;
}

static void
read_stages(struct message *m, const json_t *rows)
{
	const json_t *row, *word;
	enum stage stage;
	enum gate gate;
	size_t n, k;

	memset(m->stages, 0, sizeof(m->stages));
	json_array_foreach(rows, n, row)
	{
		if (!stage_parse(&stage, doc_str(row, "stage")))
			continue;
		m->stages[stage].asked = true;
		json_array_foreach(doc_get(row, "gates"), k, word)
		{
			if (gate_parse(&gate, json_string_value(word)))
				m->stages[stage].gates |= 1U << gate;
			else
				m->stages[stage].strange = true;
		}
	}
}

enum err_code
fold_submitted(struct message *m, const struct entry *e, struct err *err)
{
	if (!json_is_object(doc_get(e->body, "manifest")))
		return fold_broken(err, e,
			ARG_BOTH("there is no manifest", "没有发布清单"));
	fold_doc(&m->manifest, doc_get(e->body, "manifest"));
	fold_doc(&m->texts, doc_get(e->body, "variants"));
	read_stages(m, doc_get(e->body, "stages"));
	fold_doc(&m->promises, doc_get(e->body, "promises"));
	fold_doc(&m->found, doc_get(e->body, "found"));
	fold_doc(&m->organs, doc_get(e->body, "organs"));
	m->waits_for_all = doc_bool(e->body, "waits");
	FOLD_WORD(m->digest, e->body, "digest");
	FOLD_WORD(m->tier, e->body, "tier");
	fold_drop_passes(m);
	m->returned.by[0] = '\0';
	fold_text(&m->returned.reason, "");
	m->issue = (int)doc_int(e->body, "number");
	m->reclassified = false;
	fold_mark(&m->submitted, e);
	fold_plan(m);
	m->state = MESSAGE_REVIEW;
	return ERR_OK;
}

enum err_code
fold_voided(struct message *m, const struct entry *e, struct err *err)
{
	const char *why = doc_str(e->body, "why");

	(void)err;
	void_decisions(m);
	m->reclassified =
		strcmp(why, "regraded") == 0 || strcmp(why, "stripped") == 0;
	return ERR_OK;
}
