/*
 * L-17P: what a text tells as done at a time that is still to come: 省领导已于
 * 当日15时抵达 in a notice of 11 o'clock, figures as of a time ahead. A clause
 * that says it is to come (将, 预计, by) is none.
 */
#include "lint/lint_check.h"

#include <string.h>

#include "lint/clock_said.h"

enum { CLAUSE = 120, MINUTE_MS = 60000, SLACK = 10 };
enum { EVENING = 18, MORNING = 9 }; /* hours */

static bool
ahead_has(const char *text, size_t at, const char *word)
{
	return strncmp(text + at, word, strlen(word)) == 0;
}

/* 至15时, 15时前, 9时起: an end or a beginning, and no moment; 截至 is one. */
static bool
is_bound(const struct lint_scan *s, const struct lint_list *list,
	const struct lint_text *t, const struct clock_said *said)
{
	const char *text = t->f.data;

	return scan_list_begins(s, list, "zh:bound", text, said->end) ||
		(scan_list_ends(
			 s, list, "zh:bound-before", text, said->start) &&
			!scan_list_ends(
				s, list, "zh:as-of", text, said->start));
}

/* The time is told as past, in its clause. */
static bool
is_told_as_done(const struct lint_scan *s, const struct lint_text *t,
	const struct clock_said *said, bool zh)
{
	const struct lint_list *list =
		lint_list_named(s->c->rules, "told-times");
	size_t from = said->start, to = said->end;

	if (zh && is_bound(s, list, t, said))
		return false;
	while (from && said->start - from < CLAUSE &&
		!strchr(zh ? ",;\n" : ".;\n", t->f.data[from - 1]) &&
		!(from >= 3 && ahead_has(t->f.data, from - 3, "。")))
		from--;
	while (to < t->f.len && to - said->end < CLAUSE &&
		!strchr(zh ? ",;\n" : ";\n", t->f.data[to]) &&
		!(t->f.data[to] == '.' && t->f.data[to + 1] == ' ' &&
			t->f.data[to - 1] != 'm') &&
		!ahead_has(t->f.data, to, "。"))
		to++;
	return scan_list_within(s, list, zh ? "zh:done" : "en:done", t->f.data,
		       from, to) &&
		!scan_list_within(s, list, zh ? "zh:ahead" : "en:ahead",
			t->f.data, from, to) &&
		(zh || memmem(t->f.data + from, to - from, "today", 5));
}

/* 22时46分已救出 in a notice of 2时, no day beside it: of the evening before. */
static bool
is_evening_before(const struct lint_scan *s, const struct clock_said *said)
{
	struct calendar now, then;

	instant_split(&now, s->c->now, s->c->zone);
	instant_split(&then, said->at, s->c->zone);
	return !said->dated && then.day == now.day && then.hour >= EVENING &&
		now.hour < MORNING;
}

static void
ahead_in(struct lint_scan *s, size_t i, const struct lint_text *t)
{
	struct calendar day;

	instant_split(&day, s->c->now, s->c->zone);
	for (size_t at = 1; at < t->f.len; at++) {
		struct clock_said said = { 0 };
		const char *text = t->f.data;
		bool zh = ahead_has(text, at, "时");

		if (ahead_has(text, at, "日")) /* 8月4日, without an hour */
			(void)clock_said_day(&day, text, at + 3);
		if (!zh && !ahead_has(text, at, "p.m") &&
			!ahead_has(text, at, "a.m"))
			continue;
		if ((zh ? clock_said_chinese(&said, &day, s->c, text, at)
			: clock_said_english(&said, s->c, text, at)) &&
			said.at > s->c->now + SLACK * MINUTE_MS &&
			!is_evening_before(s, &said) &&
			is_told_as_done(s, t, &said, zh))
			scan_add(s, i, said.start, said.end, NULL);
	}
}

void
check_ahead(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	if (!s->c->now)
		return;
	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++)
		ahead_in(s, i, t);
}
