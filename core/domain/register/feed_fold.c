/*
 * Folding what rounds found, and what people said of it, into the account.
 */
#include "domain/register/feed.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/office/office_fold.h"

static struct account *
feed_account(struct office *o, const json_t *doc)
{
	const struct account *a = office_account(o, doc_str(doc, "account"));

	return a != NULL ? &o->accounts[a - o->accounts] : NULL;
}

static bool
feed_has_text(const json_t *list, const char *text)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (strcmp(json_string_value(json_array_get(list, i)), text) ==
			0)
			return true;
	return false;
}

/* Rows of `from` that are of this sort, with what changed of them. */
static void
feed_take(json_t *known, const json_t *from, const json_t *row, bool old)
{
	const json_t *gone = doc_get(row, "gone"), *changed;
	json_t *post;
	size_t i;

	json_array_foreach(doc_borrow(from), i, post)
	{
		const char *id = doc_str(post, "id");

		if (doc_bool(post, "old") != old || feed_has_text(gone, id) ||
			json_array_size(known) >= FEED_KNOWN)
			continue;
		post = json_deep_copy(post);
		(void)json_object_del(post, "old");
		changed = doc_get(doc_get(row, "changed"), id);
		if (changed != NULL)
			doc_put_str(post, "digest", json_string_value(changed));
		json_array_append_new(known, post);
	}
}

/* New ones stand above those that are known, older ones below. */
static void
feed_fold_posts(struct account_feed *f, const json_t *row)
{
	json_t *known = json_array();

	feed_take(known, doc_get(row, "new"), row, false);
	feed_take(known, f->known, row, false);
	feed_take(known, doc_get(row, "new"), row, true);
	json_decref(f->known);
	f->known = known;
}

static void
feed_fold_row(struct account *a, const json_t *row, const struct entry *e)
{
	struct account_feed *f = &a->feed;

	if (feed_is_unasked(row)) { /* nobody came by, and it did not fail */
		if (f->tried)
			fixed_cut(
				f->why, sizeof(f->why), doc_str(row, "detail"));
		return;
	}
	f->tried = e->time;
	f->why[0] = '\0';
	/* a check that said something new has an entry of its own */
	if (doc_bool(row, "ok") && a->ok && a->checked != 0)
		a->checked = e->time;
	if (!doc_bool(row, "read")) {
		fixed_cut(f->why, sizeof(f->why), doc_str(row, "detail"));
		return;
	}
	f->read = e->time;
	feed_fold_posts(f, row);
	if (doc_int(row, "others") > 0) {
		if (f->others == 0)
			f->others_since = e->time;
		f->others += doc_int(row, "others");
	}
}

/* Since when it could not be read stays beside when it last was. */
void
account_fold_heard(
	struct office *o, const char *account, const json_t *row, int64_t time)
{
	const struct account *known = office_account(o, account);
	json_t *heard;
	struct account *a;

	if (known == NULL)
		return;
	a = &o->accounts[known - o->accounts];
	heard = json_copy(doc_borrow(row));
	(void)json_object_del(heard, "account");
	(void)json_object_del(heard, "comments");
	doc_put_int(heard, "tried", time);
	doc_put_int(heard, "last",
		doc_bool(row, "read") ? time : doc_int(a->feed.heard, "last"));
	json_decref(a->feed.heard);
	a->feed.heard = heard;
}

void
office_fold_swept(struct office *o, const struct entry *e)
{
	struct account *a;
	json_t *row;
	size_t i;

	json_array_foreach(doc_get(e->body, "results"), i, row)
	{
		a = feed_account(o, row);
		if (a != NULL)
			feed_fold_row(a, row, e);
	}
}

/* Where there are too many the first stand, and the last is the newest. */
void
office_fold_alarm(struct office *o, const struct entry *e)
{
	struct account *a = feed_account(o, e->body);
	json_t *open, *row;

	if (a == NULL)
		return;
	open = a->feed.open ? json_copy(a->feed.open) : json_array();
	row = json_copy(e->body);
	(void)json_object_del(row, "account");
	doc_put_int(row, "seq", e->seq);
	doc_put_int(row, "time", e->time);
	if (json_array_size(open) >= FEED_OPEN)
		(void)json_array_remove(open, FEED_OPEN - 1);
	json_array_append_new(open, row);
	json_decref(a->feed.open);
	a->feed.open = open;
}

void
office_fold_acknowledged(struct office *o, const struct entry *e)
{
	struct account *a = feed_account(o, e->body);
	int64_t through = doc_int(e->body, "through");
	json_t *open, *row;
	size_t i;

	if (a == NULL)
		return;
	open = json_array();
	json_array_foreach(a->feed.open, i, row)
	{
		if (doc_int(row, "seq") > through)
			json_array_append(open, row);
	}
	json_decref(a->feed.open);
	a->feed.open = open;
	a->feed.others = a->feed.others_since = 0;
}

void
office_fold_round(struct office *o, const struct entry *e)
{
	json_decref(o->round);
	o->round = json_copy(e->body);
	doc_put_int(o->round, "ended", e->time);
}
