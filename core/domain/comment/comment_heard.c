/*
 * What a reading brought against what is known. A platform is believed about
 * nothing but that these words stood there now: its ids tell one comment from
 * another, its dates are kept as its word. Identity numbers, telephone numbers
 * and the like are masked before anything is stored; the rest is kept.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/comment/comment.h"
#include "domain/judge.h"
#include "domain/office/office.h"
#include "lint/leak.h"

enum { WHY = 300 };

/* One account's result being judged. */
struct hearing {
	const struct world *w;
	const char *account;
	struct comment_reading *reading;
	json_t *row; /* of comments.heard, being made */
	bool met; /* one of them is known */
};

static void
hearing_count(struct hearing *h, const char *what)
{
	doc_put_int(h->row, what, doc_int(h->row, what) + 1);
}

/* The text with what may not be stored masked; returns how many places. */
static int
comment_mask(json_t *written, const char *key, const struct world *w)
{
	const char *text = doc_str(written, key);
	struct leaks found;
	char *masked;
	int count;

	leak_scan(&found, text, strlen(text),
		w->library ? w->library->rules.lint : NULL);
	count = (int)found.count;
	if (count > 0) {
		masked = leak_mask(text, strlen(text), &found);
		doc_put_str(written, key, masked);
		free(masked);
	}
	leaks_release(&found);
	return count;
}

/* What is kept beside the ledger: words, who wrote them, where they stand. */
static json_t *
comment_written(int *masked, const json_t *from, const struct world *w)
{
	static const char *const names[] = { "text", "who", "url", NULL };
	json_t *written = body_copied(from, names);

	*masked = comment_mask(written, "text", w) +
		comment_mask(written, "who", w);
	judge_drop_id(written, "url", w);
	return written;
}

static json_t *
comment_entry_row(const json_t *from, const struct world *w)
{
	static const char *const names[] = { "remote", "thread", "at", "cut",
		NULL };
	json_t *row = body_copied(from, names);

	judge_drop_id(row, "remote", w);
	judge_drop_id(row, "thread", w);
	return row;
}

static void
comment_take(struct hearing *h, const json_t *from)
{
	char id[COMMENT_ID], digest[COMMENT_DIGEST];
	json_t *row = comment_entry_row(from, h->w), *written, *list;
	bool kept;
	int masked;

	/* one whose id may not be stored could not be told from others */
	if (*doc_str(row, "remote") == '\0') {
		hearing_count(h, "unread");
		json_decref(row);
		return;
	}
	fixed_format(
		id, sizeof(id), "c%lld", (long long)h->reading->number + 1);
	written = comment_written(&masked, from, h->w);
	kept = h->reading->keep(h->reading->arg, digest, id, written);
	json_decref(written);
	if (!kept) {
		hearing_count(h, "unread");
		json_decref(row);
		return;
	}
	h->reading->number++;
	h->reading->open++;
	doc_put_str(row, "id", id);
	doc_put_str(row, "digest", digest);
	if (masked)
		doc_put_int(row, "masked", masked);
	list = doc_get(h->row, "comments");
	if (list == NULL) {
		list = json_array();
		doc_put(h->row, "comments", list);
	}
	json_array_append_new(list, row);
}

/* Is it one that an earlier row of this reading has brought? */
static bool
comment_came_twice(const struct hearing *h, const char *remote)
{
	return doc_find(doc_get(h->row, "comments"), "remote", remote) != NULL;
}

static void
comment_judge_one(struct hearing *h, const json_t *from)
{
	const char *remote = doc_str(from, "remote");

	if (h->reading->is_known(h->reading->arg, h->account, remote)) {
		h->met = true;
		hearing_count(h, "known");
	} else if (!comment_came_twice(h, remote)) {
		if (h->reading->open < COMMENTS_OPEN_MAX)
			comment_take(h, from);
		else
			hearing_count(h, "left");
	}
}

/* The oldest is taken first: their numbers follow their order. */
static void
hearing_judge(struct hearing *h, const json_t *said)
{
	static const char *const told[] = { "unread", "astray" };
	const json_t *rows = doc_get(said, "rows");
	size_t count = json_array_size(rows);

	for (size_t n = 0; n < sizeof(told) / sizeof(told[0]); n++)
		if (doc_get(said, told[n]) != NULL)
			doc_put(h->row, told[n],
				json_incref(doc_get(said, told[n])));
	for (size_t n = count < COMMENTS_READ ? count : COMMENTS_READ; n-- > 0;)
		comment_judge_one(h, json_array_get(rows, n));
	/* older ones that nobody has read may lie between */
	if (doc_bool(said, "more") && !h->met && count > 0)
		doc_put_bool(h->row, "gap", true);
}

void
comment_judge_heard(json_t *rows, const struct world *w, const json_t *result,
	struct comment_reading *reading)
{
	const json_t *said = doc_get(result, "comments");
	struct hearing h = { .w = w,
		.account = doc_str(result, "account"),
		.reading = reading,
		.row = json_object() };
	bool read =
		doc_bool(result, "ok") && json_is_array(doc_get(said, "rows"));
	char why[WHY];

	doc_put_str(h.row, "account", h.account);
	doc_put_bool(h.row, "read", read);
	if (read) {
		hearing_judge(&h, said);
	} else {
		fixed_cut(why, sizeof(why), doc_str(result, "detail"));
		doc_put_str(h.row, "detail", why);
		judge_mask(h.row, "detail", w);
	}
	json_array_append_new(rows, h.row);
}
