/*
 * Folding entries on impostors, and loading their rows.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/fold.h"
#include "domain/impostor/impostor.h"
#include "domain/office/office_fold.h"

static struct impostor *
impostor_slot(struct office *o, const char *id)
{
	const struct impostor *have = office_impostor(o, id);
	struct impostor *c;

	if (have != NULL)
		return &o->impostors[have - o->impostors];
	c = MEM_ADD(o->impostors, o->impostor_count);
	memset(c, 0, sizeof(*c));
	fixed_cut(c->id, sizeof(c->id), id);
	c->evidence = json_array();
	return c;
}

static struct impostor *
impostor_of(struct office *o, const struct entry *e)
{
	return impostor_slot(o, doc_str(e->body, "impostor"));
}

void
impostors_clear(struct office *o)
{
	for (size_t n = 0; n < o->impostor_count; n++) {
		json_decref(o->impostors[n].evidence);
		free(o->impostors[n].letters);
	}
	free(o->impostors);
	o->impostors = NULL;
	o->impostor_count = 0;
}

/* What a document says of it; the rest stays. */
static void
read_impostor(struct impostor *c, const json_t *doc)
{
	FOLD_GIVEN(c->name, doc, "name");
	FOLD_GIVEN(c->platform, doc, "platform");
	FOLD_GIVEN(c->url, doc, "url");
	FOLD_GIVEN(c->imitates, doc, "imitates");
	FOLD_GIVEN(c->what, doc, "what");
	FOLD_GIVEN(c->owner, doc, "owner");
	if (doc_get(doc, "seen"))
		c->seen = doc_int(doc, "seen");
}

static struct impostor_letter *
read_letter(struct impostor *c, const json_t *doc)
{
	struct impostor_letter *l = MEM_ADD(c->letters, c->letter_count);

	memset(l, 0, sizeof(*l));
	fixed_cut(l->form, sizeof(l->form), doc_str(doc, "form"));
	fixed_cut(l->to, sizeof(l->to), doc_str(doc, "to"));
	fixed_cut(l->number, sizeof(l->number), doc_str(doc, "number"));
	l->sent = doc_int(doc, "sent");
	return l;
}

void
office_fold_impostor_opened(struct office *o, const struct entry *e)
{
	struct impostor *c = impostor_of(o, e);

	read_impostor(c, e->body);
	c->opened = e->time;
	FIXED_SET(c->by, e->by);
}

void
office_fold_impostor_changed(struct office *o, const struct entry *e)
{
	read_impostor(impostor_of(o, e), e->body);
}

void
office_fold_impostor_evidence(struct office *o, const struct entry *e)
{
	json_t *item = json_deep_copy(doc_get(e->body, "evidence"));

	doc_put_str(item, "by", e->by);
	doc_put_int(item, "time", e->time);
	json_array_append_new(impostor_of(o, e)->evidence, item);
}

void
office_fold_impostor_letter(struct office *o, const struct entry *e)
{
	struct impostor_letter *l = read_letter(impostor_of(o, e), e->body);

	FIXED_SET(l->by, e->by);
}

void
office_fold_impostor_answered(struct office *o, const struct entry *e)
{
	struct impostor *c = impostor_of(o, e);
	int64_t n = doc_int(e->body, "letter");

	if (n < 1 || (size_t)n > c->letter_count)
		return;
	c->letters[n - 1].answered = e->time;
	fixed_cut(c->letters[n - 1].answer, sizeof(c->letters[n - 1].answer),
		doc_str(e->body, "answer"));
}

void
office_fold_impostor_warned(struct office *o, const struct entry *e)
{
	FOLD_WORD(impostor_of(o, e)->warning, e->body, "warning");
}

void
office_fold_impostor_closed(struct office *o, const struct entry *e)
{
	struct impostor *c = impostor_of(o, e);

	c->closed = e->time;
	FIXED_SET(c->closed_by, e->by);
	FOLD_WORD(c->outcome, e->body, "outcome");
	FOLD_WORD(c->found, e->body, "found");
}

static void
load_letter(struct impostor *c, const json_t *row)
{
	struct impostor_letter *l = read_letter(c, row);

	l->answered = doc_int(row, "answered");
	fixed_cut(l->answer, sizeof(l->answer), doc_str(row, "answer"));
	fixed_cut(l->by, sizeof(l->by), doc_str(row, "by"));
}

void
impostor_load(struct office *o, const json_t *row)
{
	struct impostor *c = impostor_slot(o, doc_str(row, "id"));
	json_t *letter;
	size_t n;

	read_impostor(c, row);
	c->opened = doc_int(row, "opened");
	c->closed = doc_int(row, "closed");
	fixed_cut(c->by, sizeof(c->by), doc_str(row, "by"));
	FOLD_GIVEN(c->outcome, row, "outcome");
	FOLD_GIVEN(c->found, row, "found");
	FOLD_GIVEN(c->closed_by, row, "closed_by");
	FOLD_GIVEN(c->warning, row, "warning");
	(void)json_array_extend(c->evidence, doc_get(row, "evidence"));
	json_array_foreach(doc_get(row, "letters"), n, letter)
	{
		load_letter(c, letter);
	}
}
