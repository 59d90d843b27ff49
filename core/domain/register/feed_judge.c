/*
 * What a round saw against what is known. A platform is not believed about
 * time or order beyond what its list shows by itself: a post is gone only where
 * an older one still stands, or the list holds everything; what comes into
 * sight below the known ones is old, and no alarm.
 */
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/judge.h"
#include "domain/office/office.h"
#include "domain/register/feed_watch.h"

enum { REPLACED = 3, WHY = 300 };

/* One account's row being judged. */
struct feed_look {
	struct judged *out;
	const struct world *w;
	const struct account *a;
	const struct feed_ours *ours;
	const json_t *feed; /* of the row: {rows, of, more?, …} */
	const json_t *posts; /* its rows */
	json_t *row; /* of accounts.swept, being made */
};

static const json_t *
feed_find(const json_t *list, const char *id)
{
	const json_t *post;
	size_t i;

	json_array_foreach(doc_borrow(list), i, post)
	{
		if (strcmp(doc_str(post, "id"), id) == 0)
			return post;
	}
	return NULL;
}

/* ---- alarms ---- */

/* `post` is what stands there, `was` what is known of it; either NULL. The body
 * of the alarm, borrowed. */
static json_t *
feed_alarm(struct feed_look *l, const char *what, const json_t *post,
	const json_t *was)
{
	static const char *const names[] = { "id", "url", "at", "digest",
		"words", NULL };
	json_t *body = body_copied(post ? post : was, names);

	doc_put_str(body, "account", l->a->id);
	doc_put_str(body, "what", what);
	if (was != NULL && post != NULL)
		doc_put_str(body, "was", doc_str(was, "digest"));
	if (doc_bool(was, "ours"))
		doc_put_bool(body, "ours", true);
	judge_mask(body, "words", l->w);
	judge_drop_id(body, "id", l->w);
	judge_drop_id(body, "url", l->w);
	judged_add(l->out, "account.alarm", body);
	return body;
}

/* What the rules have against its words. */
static void
feed_put_found(json_t *body, const struct watch_found *found)
{
	if (found->said == NULL)
		return;
	doc_put_str(body, "rule", found->rule);
	doc_put(body, "said", json_incref(found->said));
	if (*found->incident)
		doc_put_str(body, "against", found->incident);
}

static void
feed_count_up(json_t *row, const char *name)
{
	doc_put_int(row, name, doc_int(row, name) + 1);
}

static json_t *
feed_list(json_t *row, const char *name)
{
	json_t *list = doc_get(row, name);

	if (list == NULL) {
		list = json_array();
		doc_put(row, name, list);
	}
	return list;
}

static void
feed_add_known(struct feed_look *l, const json_t *post, bool ours, bool old)
{
	static const char *const names[] = { "id", "at", "digest", NULL };
	json_t *known = body_copied(post, names);

	if (ours)
		doc_put_bool(known, "ours", true);
	if (old)
		doc_put_bool(known, "old", true);
	json_array_append_new(feed_list(l->row, "new"), known);
}

/* ---- one post ---- */

static bool
feed_is_ours(const struct feed_look *l, const json_t *post)
{
	return l->ours->is_ours(
		l->ours->arg, doc_str(post, "id"), doc_str(post, "url"));
}

static bool
feed_is_approved(const struct feed_look *l, const json_t *post)
{
	return l->ours->is_approved(l->ours->arg, doc_str(post, "id"),
		doc_str(post, "url"), doc_str(l->feed, "of"),
		doc_str(post, "digest"));
}

/* Also of an account that other tools post on: what may not be said there. */
static bool
feed_is_wrong(struct watch_found *found, const struct feed_look *l,
	const json_t *post)
{
	return feed_watch(found, l->w, l->ours->open, l->ours->open_count,
		doc_str(post, "words"));
}

static void
feed_judge_known(struct feed_look *l, const json_t *post, const json_t *known)
{
	const char *digest = doc_str(post, "digest");
	struct watch_found found;
	json_t *changed;

	if (strcmp(digest, doc_str(known, "digest")) == 0)
		return;
	changed = doc_get(l->row, "changed");
	if (changed == NULL) {
		changed = json_object();
		doc_put(l->row, "changed", changed);
	}
	doc_put_str(changed, doc_str(post, "id"), digest);
	if (doc_bool(known, "ours") || feed_is_ours(l, post)) {
		if (!feed_is_approved(l, post))
			(void)feed_alarm(l, "changed", post, known);
	} else if (!l->a->card.elsewhere) {
		(void)feed_alarm(l, "changed", post, known);
	} else {
		if (feed_is_wrong(&found, l, post))
			feed_put_found(
				feed_alarm(l, "changed", post, known), &found);
		watch_found_release(&found);
	}
}

static void
feed_judge_stranger(struct feed_look *l, const json_t *post)
{
	struct watch_found found;

	if (l->ours->busy) { /* it may be what is being published right now */
		feed_count_up(l->row, "left");
		return;
	}
	feed_add_known(l, post, false, false);
	if (!l->a->card.elsewhere) {
		(void)feed_alarm(l, "stranger", post, NULL);
		return;
	}
	if (feed_is_wrong(&found, l, post))
		feed_put_found(
			feed_alarm(l, found.said ? "rule" : "leak", post, NULL),
			&found);
	else
		feed_count_up(l->row, "others");
	watch_found_release(&found);
}

static void
feed_judge_new(struct feed_look *l, const json_t *post, bool old)
{
	bool first = l->a->feed.read == 0;

	if (feed_is_ours(l, post)) {
		feed_add_known(l, post, true, old);
		if (!feed_is_approved(l, post))
			(void)feed_alarm(l, "changed", post, NULL);
	} else if (first || old) {
		feed_add_known(l, post, false, old);
		feed_count_up(l->row, "stood");
	} else {
		feed_judge_stranger(l, post);
	}
}

/* ---- the list ---- */

/* The place of the last post that is known, -1 none. */
static int
feed_last_known(const struct feed_look *l)
{
	int last = -1;

	for (size_t i = 0; i < json_array_size(l->posts); i++)
		if (feed_find(l->a->feed.known,
			    doc_str(json_array_get(l->posts, i), "id")))
			last = (int)i;
	return last;
}

static void
feed_judge_posts(struct feed_look *l)
{
	int last = feed_last_known(l);
	bool more = doc_bool(l->feed, "more");
	const json_t *post, *known;
	size_t i;

	json_array_foreach(doc_borrow(l->posts), i, post)
	{
		known = feed_find(l->a->feed.known, doc_str(post, "id"));
		if (known != NULL)
			feed_judge_known(l, post, known);
		else /* below what is known: older, where older ones are cut */
			feed_judge_new(
				l, post, more && last >= 0 && (int)i > last);
	}
	if (l->a->feed.read != 0 && last < 0 && more &&
		json_array_size(l->a->feed.known) > 0)
		doc_put_bool(l->row, "gap", true);
}

/* Does anything stand there that was below it? */
static bool
feed_stands_older(const struct feed_look *l, size_t place)
{
	const json_t *known = l->a->feed.known, *older;
	int64_t at = doc_int(json_array_get(known, place), "at"), then;

	for (size_t i = place + 1; i < json_array_size(known); i++) {
		older = json_array_get(known, i);
		then = doc_int(older, "at");
		if (feed_find(l->posts, doc_str(older, "id")) != NULL &&
			(at == 0 || then == 0 || then <= at))
			return true;
	}
	return false;
}

static void
feed_judge_gone_one(struct feed_look *l, const json_t *known)
{
	const char *id = doc_str(known, "id");

	json_array_append_new(feed_list(l->row, "gone"), json_string(id));
	if (!doc_bool(known, "ours") && l->a->card.elsewhere)
		return;
	if (!l->ours->is_amended(l->ours->arg, id))
		(void)feed_alarm(l, "gone", NULL, known);
}

static void
feed_judge_gone(struct feed_look *l)
{
	bool whole =
		!doc_bool(l->feed, "more") && doc_int(l->feed, "unread") == 0;
	const json_t *known;
	size_t i;

	if (doc_bool(l->feed, "astray")) /* its order tells nothing */
		return;
	json_array_foreach(doc_borrow(l->a->feed.known), i, known)
	{
		if (feed_find(l->posts, doc_str(known, "id")) == NULL &&
			(whole || feed_stands_older(l, i)))
			feed_judge_gone_one(l, known);
	}
}

/* May posts that are to be there have pushed all others out of sight? */
static bool
feed_is_pushed_out(const struct feed_look *l)
{
	const json_t *post;
	size_t i;

	if (!doc_bool(l->feed, "more") || l->a->card.elsewhere)
		return doc_bool(l->feed, "more");
	json_array_foreach(doc_borrow(l->posts), i, post)
	{
		if (!feed_is_ours(l, post))
			return false;
	}
	return true;
}

/* Nothing of what was known stands there: one alarm, and not one for each. */
static bool
feed_is_replaced(const struct feed_look *l)
{
	return json_array_size(l->a->feed.known) >= REPLACED &&
		feed_last_known(l) < 0 && doc_int(l->feed, "unread") == 0 &&
		!feed_is_pushed_out(l);
}

static void
feed_judge_replaced(struct feed_look *l)
{
	json_t *body = json_object();
	const json_t *known;
	size_t i;

	doc_put_str(body, "account", l->a->id);
	doc_put_str(body, "what", "replaced");
	doc_put_int(
		body, "count", (json_int_t)json_array_size(l->a->feed.known));
	judged_add(l->out, "account.alarm", body);
	json_array_foreach(doc_borrow(l->a->feed.known), i, known)
	{
		json_array_append_new(feed_list(l->row, "gone"),
			json_string(doc_str(known, "id")));
	}
}

static void
feed_judge_list(struct feed_look *l)
{
	static const char *const told[] = { "more", "unread", "astray", NULL };
	bool replaced = feed_is_replaced(l);

	doc_put_int(l->row, "posts", (json_int_t)json_array_size(l->posts));
	for (size_t i = 0; told[i]; i++)
		if (doc_get(l->feed, told[i]) != NULL)
			doc_put(l->row, told[i],
				json_incref(doc_get(l->feed, told[i])));
	if (replaced)
		feed_judge_replaced(l);
	feed_judge_posts(l);
	if (!replaced && l->a->feed.read != 0)
		feed_judge_gone(l);
}

/* ---- the login ---- */

/* What the relay says of it that the ledger does not know yet. */
static bool
feed_says_new(const struct account *a, const json_t *result)
{
	bool ok = doc_bool(result, "ok");
	bool proven =
		doc_get(result, "proven") == NULL || doc_bool(result, "proven");
	const char *who = doc_str(result, "who");

	if (!doc_bool(result, "told"))
		return false;
	if (a->checked == 0 || ok != a->ok || (ok && proven == a->unproven))
		return true;
	if (!ok)
		return strcmp(doc_str(result, "detail"), a->detail) != 0;
	return (*who && strcmp(who, a->who) != 0) ||
		strcmp(doc_str(result, "sealed"), a->proven) != 0;
}

static void
feed_judge_login(struct judged *out, const struct world *w,
	const struct account *a, const json_t *result)
{
	static const char *const names[] = { "account", "ok", "proven",
		"detail", "who", "sealed", NULL };
	json_t *body;

	if (!feed_says_new(a, result))
		return;
	body = body_copied(result, names);
	judge_mask(body, "detail", w);
	judge_drop_id(body, "who", w);
	judged_add(out, "account.checked", body);
}

void
feed_judge(struct judged *out, json_t *rows, const struct world *w,
	const struct account *a, const json_t *result,
	const struct feed_ours *ours)
{
	struct feed_look l = { .out = out,
		.w = w,
		.a = a,
		.ours = ours,
		.feed = doc_get(result, "feed"),
		.row = json_object() };
	bool ok = doc_bool(result, "ok"), read;
	char why[WHY];

	l.posts = doc_get(l.feed, "rows");
	read = ok && json_is_array(l.posts) &&
		json_array_size(l.posts) <= FEED_KNOWN;
	doc_put_str(l.row, "account", a->id);
	doc_put_bool(l.row, "ok", ok);
	doc_put_bool(l.row, "read", read);
	if (feed_is_unasked(result))
		doc_put_bool(l.row, "asked", false);
	if (!read) {
		fixed_cut(why, sizeof(why), doc_str(result, "detail"));
		doc_put_str(l.row, "detail", why);
		judge_mask(l.row, "detail", w);
	}
	feed_judge_login(out, w, a, result);
	if (read)
		feed_judge_list(&l);
	json_array_append_new(rows, l.row);
}
