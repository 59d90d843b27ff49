/*
 * Folding entries on what the public writes, and loading their rows. A closed
 * comment stays until the next entry on any, so that its row can be written.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/comment/comment.h"
#include "domain/fold.h"
#include "domain/office/office_fold.h"

static void
comment_free(struct comment *c)
{
	json_decref(c->handed);
	free(c->remote);
	free(c->thread);
	free(c);
}

void
comments_clear(struct office *o)
{
	for (size_t n = 0; n < o->comment_count; n++)
		comment_free(o->comments[n]);
	free(o->comments);
	o->comments = NULL;
	o->comment_count = 0;
}

/* Those that are closed go; the array never shrinks (MEM_ADD). */
static void
comments_tidy(struct office *o)
{
	size_t kept = 0;

	if (!o->comment_closed)
		return;
	o->comment_closed = false;
	for (size_t n = 0; n < o->comment_count; n++) {
		struct comment *c = o->comments[n];

		if (c->closed)
			comment_free(c);
		else
			o->comments[kept++] = c;
	}
	o->comment_count = kept;
}

static struct comment *
comment_of(struct office *o, const struct entry *e)
{
	const struct comment *c;

	comments_tidy(o);
	c = office_comment(o, doc_str(e->body, "comment"));
	return c != NULL ? o->comments[comments_place(o, c->number)] : NULL;
}

/* By number: rows are loaded in the order of their keys, "c10" before "c9". */
static struct comment *
comment_add(struct office *o, const json_t *doc)
{
	struct comment *c = mem_new(sizeof(*c));
	size_t place;

	fixed_cut(c->id, sizeof(c->id), doc_str(doc, "id"));
	c->number = comment_number(c->id);
	c->remote = mem_strdup(doc_str(doc, "remote"));
	c->thread = mem_strdup(doc_str(doc, "thread"));
	c->at = doc_int(doc, "at");
	c->masked = (int)doc_int(doc, "masked");
	c->cut = doc_bool(doc, "cut");
	fixed_cut(c->digest, sizeof(c->digest), doc_str(doc, "digest"));
	c->sort = COMMENT_UNSORTED;
	place = comments_place(o, c->number);
	(void)MEM_ADD(o->comments, o->comment_count);
	memmove(o->comments + place + 1, o->comments + place,
		(o->comment_count - 1 - place) * sizeof(struct comment *));
	o->comments[place] = c;
	if (c->number > o->comment_last)
		o->comment_last = c->number;
	return c;
}

/* How the reading of an account went, and what of it is new. */
static void
comment_fold_heard(
	struct office *o, const json_t *result, const struct entry *e)
{
	const char *account = doc_str(result, "account");
	struct comment *c;
	json_t *row;
	size_t n;

	account_fold_heard(o, account, result, e->time);
	json_array_foreach(doc_get(result, "comments"), n, row)
	{
		c = comment_add(o, row);
		fixed_cut(c->account, sizeof(c->account), account);
		c->came = e->time;
		c->seq = e->seq;
	}
}

void
office_fold_comments_heard(struct office *o, const struct entry *e)
{
	const json_t *result;
	size_t n;

	comments_tidy(o);
	json_array_foreach(doc_borrow(doc_get(e->body, "results")), n, result)
	{
		comment_fold_heard(o, result, e);
	}
}

void
office_fold_comment_sorted(struct office *o, const struct entry *e)
{
	struct comment *c = comment_of(o, e);

	if (c != NULL)
		(void)comment_sort_parse(&c->sort, doc_str(e->body, "sort"));
}

void
office_fold_comment_assigned(struct office *o, const struct entry *e)
{
	struct comment *c = comment_of(o, e);

	if (c != NULL)
		FOLD_WORD(c->owner, e->body, "owner");
}

void
office_fold_comment_handed(struct office *o, const struct entry *e)
{
	struct comment *c = comment_of(o, e);

	if (c == NULL)
		return;
	json_decref(c->handed);
	c->handed = json_copy(e->body);
	(void)json_object_del(c->handed, "comment");
	doc_put_int(c->handed, "time", e->time);
	doc_put_str(c->handed, "by", e->by);
}

void
office_fold_comment_claimed(struct office *o, const struct entry *e)
{
	struct comment *c = comment_of(o, e);

	if (c != NULL)
		FOLD_WORD(c->claim, e->body, "claim");
}

void
office_fold_comment_answering(struct office *o, const struct entry *e)
{
	struct comment *c = comment_of(o, e);

	if (c != NULL)
		FOLD_WORD(c->answer, e->body, "message");
}

void
office_fold_comment_closed(struct office *o, const struct entry *e)
{
	struct comment *c = comment_of(o, e);

	if (c == NULL)
		return;
	c->closed = e->time;
	FIXED_SET(c->closed_by, e->by);
	FOLD_WORD(c->outcome, e->body, "outcome");
	FOLD_WORD(c->found, e->body, "found");
	o->comment_closed = true;
}

static void
comment_row(struct rows *out, const struct comment *c)
{
	rows_put(out, PROJ_COMMENT, c->id, comment_doc(c));
}

void
comment_rows(struct rows *out, const struct office *o, const struct entry *e)
{
	const char *id = doc_str(e->body, "comment");
	size_t place = comments_place(o, comment_number(id));

	if (*id && place < o->comment_count &&
		strcmp(o->comments[place]->id, id) == 0)
		comment_row(out, o->comments[place]);
	/* what came is newest */
	for (size_t n = o->comment_count; *id == '\0' && n-- > 0;) {
		if (o->comments[n]->seq != e->seq)
			break;
		comment_row(out, o->comments[n]);
	}
}

void
comment_load(struct office *o, const json_t *row)
{
	struct comment *c;
	int64_t closed;

	if (doc_int(row, "closed")) {
		closed = comment_number(doc_str(row, "id"));
		o->comment_last =
			closed > o->comment_last ? closed : o->comment_last;
		return;
	}
	c = comment_add(o, row);
	fixed_cut(c->account, sizeof(c->account), doc_str(row, "account"));
	c->came = doc_int(row, "came");
	c->seq = doc_int(row, "seq");
	(void)comment_sort_parse(&c->sort, doc_str(row, "sort"));
	FOLD_GIVEN(c->owner, row, "owner");
	FOLD_GIVEN(c->claim, row, "claim");
	FOLD_GIVEN(c->answer, row, "answer");
	if (doc_get(row, "handed"))
		c->handed = json_deep_copy(doc_get(row, "handed"));
}
