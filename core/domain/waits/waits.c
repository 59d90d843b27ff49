/*
 * What waits, of the incident itself and of its claims, put in order. Of its
 * messages: waits_message.c.
 */
#include "domain/waits/waits.h"

#include <string.h>

#include "base/doc.h"
#include "domain/waits/waits_internal.h"

static void
put_level(json_t *list, const struct world *w)
{
	const struct second *s = &w->incident->grade;
	const struct wait x = {
		.what = "level", .act = ACT_INCIDENT_LEARN, .second = s
	};
	json_t *row;

	if (!s->waits)
		return;
	row = wait_put(list, w, &x);
	doc_put_str(row, "why", doc_str(s->what, "reason"));
	wait_put_by(row, w, s->by);
}

static void
put_proposed_lines(json_t *list, const struct world *w)
{
	for (size_t n = 0; n < w->incident->line_count; n++) {
		const struct line *l = &w->incident->lines[n];
		const struct wait x = { .what = "line",
			.act = ACT_LINES_CONFIRM,
			.second = &l->second };
		json_t *row;

		if (!l->second.waits)
			continue;
		row = wait_put(list, w, &x);
		doc_put_str(row, "topic", l->topic);
		doc_put_str(row, "why", doc_str(l->second.what, "text"));
		wait_put_by(row, w, l->second.by);
	}
}

/* To be checked; or to be answered again. */
static const struct wait *
claim_wait(const struct incident *i, const struct claim *c)
{
	static const struct wait check = { .what = "claim",
		.act = ACT_CLAIM_VERDICT };
	static const struct wait answer = { .what = "unanswered",
		.act = ACT_CLAIM_ANSWER };

	if (claim_wants_answer(i, c))
		return &answer;
	return c->verdict == VERDICT_OPEN && c->priority != PRIORITY_MONITOR
		? &check
		: NULL;
}

static void
put_claims(json_t *list, const struct world *w)
{
	for (size_t n = 0; n < w->incident->claim_count; n++) {
		const struct claim *c = w->incident->claims[n];
		const struct wait *x = claim_wait(w->incident, c);
		json_t *row;

		if (x == NULL)
			continue;
		row = wait_put(list, w, x);
		doc_put_str(row, "claim", c->id);
		doc_put_str(row, "title", doc_str(c->facts, "text"));
	}
}

void
waits_put(json_t *list, const struct world *w)
{
	struct world of = *w;

	if (w->incident->closed) /* nothing in it can be done any more */
		return;
	of.message = NULL;
	put_level(list, &of);
	put_proposed_lines(list, &of);
	put_claims(list, &of);
	for (size_t n = 0; n < w->incident->message_count; n++) {
		of.message = w->incident->messages[n];
		waits_put_message(list, &of);
	}
}

static bool
wait_is_mine(const json_t *row, const char *officer)
{
	return officer != NULL && *doc_str(row, "act") != '\0' &&
		doc_find(json_object_get(row, "officers"), "id", officer);
}

/* A draft is nobody's business but its author's. */
json_t *
waits_for(const json_t *list, const char *officer)
{
	json_t *own = json_array(), *row;
	size_t n;

	json_array_foreach(list, n, row)
	{
		bool mine = wait_is_mine(row, officer);

		if (!mine && strcmp(doc_str(row, "what"), "draft") == 0)
			continue;
		row = json_copy(row);
		doc_put_bool(row, "mine", mine);
		json_array_append_new(own, row);
	}
	return own;
}

enum { WAITS_LATE, WAITS_MINE, WAITS_OTHERS, WAITS_PARTS };

/* Into which part of a console's list it goes; WAITS_PARTS: into none. */
static int
waits_part(const json_t *row, const char *officer, int64_t now)
{
	int64_t due = doc_int(row, "due");

	if (!wait_is_mine(row, officer))
		return strcmp(doc_str(row, "what"), "draft") == 0
			? WAITS_PARTS
			: WAITS_OTHERS;
	return due != 0 && due < now &&
			strcmp(doc_str(row, "mode"), "actual") == 0
		? WAITS_LATE
		: WAITS_MINE;
}

static void
waits_count_one(json_t *waiting, const char *key, bool is)
{
	doc_put_int(waiting, key, doc_int(waiting, key) + is);
}

static void
waits_count(json_t *waiting, const json_t *row, bool mine, int64_t now)
{
	int64_t due = doc_int(row, "due");

	waits_count_one(waiting, "rows", true);
	doc_put_int(waiting, "overdue",
		doc_int(waiting, "overdue") + doc_int(row, "overdue"));
	waits_count_one(waiting, "mine", mine);
	waits_count_one(
		waiting, mine ? "late" : "others_late", due != 0 && due < now);
}

json_t *
waits_first(json_t *waiting, const json_t *list, const char *officer,
	int64_t now, size_t limit)
{
	json_t *parts[WAITS_PARTS], *own = json_array(), *row;
	size_t n;

	for (int part = 0; part < WAITS_PARTS; part++)
		parts[part] = json_array();
	json_array_foreach(list, n, row)
	{
		int part = waits_part(row, officer, now);

		if (part == WAITS_PARTS)
			continue;
		waits_count(waiting, row, part != WAITS_OTHERS, now);
		(void)json_array_append(parts[part], row);
	}
	for (int part = 0; part < WAITS_PARTS; part++) {
		json_array_foreach(parts[part], n, row)
		{
			if (json_array_size(own) == limit)
				break;
			row = json_copy(row);
			doc_put_bool(row, "mine", part != WAITS_OTHERS);
			json_array_append_new(own, row);
		}
		json_decref(parts[part]);
	}
	return own;
}

/* What nobody has read; what is wrong and stands in public, then what came back, then the rest. */
static int
wait_rank(const json_t *row)
{
	const char *kind = doc_str(row, "kind");

	if (doc_bool(row, "unread"))
		return -1; /* nobody here knows of it yet */
	if (strcmp(kind, message_kind_row(KIND_WITHDRAWAL)->word) == 0 ||
		strcmp(kind, message_kind_row(KIND_CORRECTION)->word) == 0)
		return 0;
	if (*doc_str(row, "joint") || strcmp(doc_str(row, "what"), "ring") == 0)
		return 0; /* another unit waits for us, or we for one */
	return strcmp(doc_str(row, "what"), "returned") == 0 ? 1 : 2;
}

static int
wait_order(const json_t *a, const json_t *b)
{
	bool drill_a = strcmp(doc_str(a, "mode"), "actual") != 0;
	bool drill_b = strcmp(doc_str(b, "mode"), "actual") != 0;
	int64_t x = doc_int(a, "due"), y = doc_int(b, "due");

	if (drill_a != drill_b)
		return drill_a - drill_b;
	if (wait_rank(a) != wait_rank(b))
		return wait_rank(a) - wait_rank(b);
	if ((x == 0) != (y == 0))
		return (x == 0) - (y == 0);
	return (x > y) - (x < y);
}

void
waits_sort(json_t *list)
{
	doc_sort(list, wait_order);
}

int
waits_mine(const json_t *list)
{
	const json_t *row;
	size_t n;
	int mine = 0;

	json_array_foreach(list, n, row)
	{
		mine += doc_bool(row, "mine");
	}
	return mine;
}
