/*
 * What is asked of a comment, its deadlines and its row.
 */
#include "domain/comment/comment.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "domain/library/rules.h"
#include "domain/office/office.h"

#define MINUTE_MS INT64_C(60000)

/* A date of the platform's is believed this far back: rounds come by within
 * days, and a date that lies must not make everything late. */
#define BELIEVED_MS (7 * INSTANT_DAY)

int64_t
comment_number(const char *id)
{
	return *id == 'c' ? strtoll(id + 1, NULL, 10) : 0;
}

size_t
comments_place(const struct office *o, int64_t number)
{
	size_t from = 0, to = o->comment_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (o->comments[middle]->number < number)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

const struct comment *
office_comment(const struct office *o, const char *id)
{
	size_t place = comments_place(o, comment_number(id));
	const struct comment *c =
		place < o->comment_count ? o->comments[place] : NULL;

	return c == NULL || c->closed || strcmp(c->id, id) != 0 ? NULL : c;
}

int64_t
comment_asked(const struct comment *c)
{
	return c->at > c->came - BELIEVED_MS && c->at < c->came ? c->at
								: c->came;
}

/* ---- deadlines ---- */

static enum comment_await
comment_await(const struct comment *c)
{
	if (c->sort == COMMENT_UNSORTED)
		return COMMENT_AWAIT_TRIAGE;
	if ((c->sort == COMMENT_HELP || c->sort == COMMENT_DAMAGE) &&
		c->handed == NULL)
		return COMMENT_AWAIT_HANDOVER;
	if (c->sort == COMMENT_RUMOR && c->claim[0] == '\0')
		return COMMENT_AWAIT_CLAIM;
	return COMMENT_AWAIT_CLOSE;
}

static bool
day_is_listed(const char *const *list, size_t count, const char *day)
{
	for (size_t n = 0; n < count; n++)
		if (strcmp(list[n], day) == 0)
			return true;
	return false;
}

static bool
day_is_worked(const struct workdays *w, int64_t at, int zone)
{
	struct calendar day;
	char text[40];

	instant_split(&day, at, zone);
	fixed_format(text, sizeof(text), "%04d-%02d-%02d", day.year, day.month,
		day.day);
	if (day_is_listed(w->on, w->on_count, text))
		return true;
	return day.weekday != 0 && day.weekday != 6 &&
		!day_is_listed(w->off, w->off_count, text);
}

int64_t
comment_workday(const struct rules *r, int64_t from, int days, int zone)
{
	int64_t local = from + zone * MINUTE_MS;
	int64_t day = local - local % INSTANT_DAY - zone * MINUTE_MS;
	int left = days;

	/* a year of days off would be a mistake in the list */
	for (int n = 0; left > 0 && n < days + 366; n++) {
		day += INSTANT_DAY;
		left -= day_is_worked(&r->workdays, day, zone);
	}
	return day + INSTANT_DAY;
}

static int64_t
comment_due(const struct rules *r, const struct comment_rule *rule,
	const struct comment *c, int zone)
{
	int64_t asked = comment_asked(c);

	return rule->minutes
		? asked + rule->minutes * MINUTE_MS
		: comment_workday(r, asked, rule->working_days, zone);
}

/* The row for what is awaited: that of its sort before that of all. */
static const struct comment_rule *
comment_rule_of(const struct rules *r, enum comment_await await,
	enum comment_sort sort, int64_t now)
{
	const struct comment_rule *found = NULL;

	for (size_t n = 0; r && n < r->comment_count; n++) {
		const struct comment_rule *rule = &r->comments[n];

		if (rule->await != await ||
			(rule->sort != sort && rule->sort != COMMENT_SORTS) ||
			!comment_rule_holds(r, rule, now))
			continue;
		if (found == NULL || rule->sort == sort)
			found = rule;
	}
	return found;
}

struct comment_next
comment_next(
	const struct rules *r, const struct comment *c, int64_t now, int zone)
{
	struct comment_next next = {
		comment_rule_of(r, comment_await(c), c->sort, now), 0
	};

	if (next.rule != NULL)
		next.due = comment_due(r, next.rule, c, zone);
	return next;
}

/* ---- by what is awaited ---- */

static struct comment_group *
comment_group_of(struct comment_group out[COMMENT_GROUPS], size_t *count,
	const struct comment_rule *rule, const char *owner)
{
	struct comment_group *g;

	for (size_t n = 0; n < *count; n++)
		if (out[n].rule == rule && strcmp(out[n].owner, owner) == 0)
			return &out[n];
	if (*count >= COMMENT_GROUPS)
		return NULL;
	g = &out[(*count)++];
	*g = (struct comment_group){
		.rule = rule, .owner = owner, .due = INT64_MAX
	};
	return g;
}

size_t
comment_groups(struct comment_group out[COMMENT_GROUPS], const struct office *o,
	const struct rules *r, int64_t now)
{
	const struct comment_rule *rules[COMMENT_AWAITS][COMMENT_SORTS];
	size_t count = 0;

	for (int a = 0; a < COMMENT_AWAITS; a++)
		for (int s = 0; s < COMMENT_SORTS; s++)
			rules[a][s] = comment_rule_of(r, (enum comment_await)a,
				(enum comment_sort)s, now);
	for (size_t n = 0; n < o->comment_count; n++) {
		const struct comment *c = o->comments[n];
		const struct comment_rule *rule =
			rules[comment_await(c)][c->sort];
		struct comment_group *g;
		int64_t due;

		if (c->closed || rule == NULL)
			continue;
		g = comment_group_of(out, &count, rule, c->owner);
		if (g == NULL)
			continue;
		due = comment_due(r, rule, c, o->zone);
		g->count++;
		if (due < g->due) {
			g->due = due;
			g->first = c;
		}
	}
	return count;
}

/* ---- its row ---- */

/* What is to be looked at first: a list sorts by it, then by time. */
static int
comment_rank(const struct comment *c)
{
	static const int ranks[] = { [COMMENT_HELP] = 0,
		[COMMENT_UNSORTED] = 1,
		[COMMENT_DAMAGE] = 2,
		[COMMENT_RUMOR] = 3,
		[COMMENT_QUESTION] = 4,
		[COMMENT_ABUSE] = 5,
		[COMMENT_OTHER] = 6 };

	if (c->closed)
		return 9;
	return comment_await(c) == COMMENT_AWAIT_CLOSE &&
			c->sort != COMMENT_QUESTION
		? 7
		: ranks[c->sort];
}

json_t *
comment_doc(const struct comment *c)
{
	json_t *doc = json_object();

	doc_put_str(doc, "id", c->id);
	doc_put_str(doc, "account", c->account);
	doc_put_str(doc, "remote", c->remote);
	doc_put_str(doc, "thread", c->thread);
	if (c->at)
		doc_put_int(doc, "at", c->at);
	doc_put_int(doc, "came", c->came);
	doc_put_int(doc, "asked", comment_asked(c));
	doc_put_int(doc, "seq", c->seq);
	doc_put_str(doc, "digest", c->digest);
	if (c->masked)
		doc_put_int(doc, "masked", c->masked);
	if (c->cut)
		doc_put_bool(doc, "cut", true);
	doc_put_str(doc, "sort", comment_sort_word((int)c->sort));
	doc_put_str(doc, "await",
		c->closed ? "" : comment_await_word((int)comment_await(c)));
	doc_put_int(doc, "rank", comment_rank(c));
	doc_put_str(doc, "owner", c->owner);
	if (c->handed)
		doc_put(doc, "handed", json_incref(c->handed));
	doc_put_str(doc, "claim", c->claim);
	if (*c->answer)
		doc_put_str(doc, "answer", c->answer);
	doc_put_str(doc, "state", c->closed ? "closed" : "open");
	if (c->closed) {
		doc_put_int(doc, "closed", c->closed);
		doc_put_str(doc, "outcome", c->outcome);
		doc_put_str(doc, "closed_by", c->closed_by);
		doc_put_str(doc, "found", c->found);
	}
	return doc;
}
