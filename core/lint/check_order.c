/*
 * L-17S: a thing that ended before it began: 5月6日9时起火，5月6日8时20分扑灭. The
 * first time that stands with a word of beginning is compared with each later
 * one that stands with a word of ending. Whether an hour without a day is of the
 * next one is not known: of an evening and a morning nothing is said.
 */
#include "lint/lint_check.h"

#include <string.h>

#include "lint/clock_said.h"
#include "lint/signature.h"

enum { CLAUSE = 120, HOUR_MS = 3600000, EVENING = 17, MORNING = 9 };

/* What a clause with a time tells: bits by the notes of the list. */
enum { BEGINS = 1, ENDS = 2, EARLIER = 4 };

struct order {
	struct lint_scan *s;
	size_t field;
	const struct lint_text *t;
	struct lint_spans words; /* by place */
	size_t word; /* the first that may stand in the next clause */
	bool begun;
	struct clock_said began;
};

static bool
ends_clause(const char *text, size_t at)
{
	return strchr(",;\n", text[at]) || strncmp(text + at, "。", 3) == 0 ||
		(text[at] == '.' && strchr(" \n", text[at + 1]) && at &&
			text[at - 1] != 'm');
}

static unsigned
note_bit(const char *note)
{
	return strcmp(note, "begins") == 0  ? BEGINS
		: strcmp(note, "ends") == 0 ? ENDS
					    : EARLIER;
}

/* Notes of the words in [from, to). Asked in the order of place. */
static unsigned
notes_within(struct order *o, size_t from, size_t to)
{
	unsigned tells = 0;

	while (o->word < o->words.count && o->words.rows[o->word].end <= from)
		o->word++;
	for (size_t i = o->word;
		i < o->words.count && o->words.rows[i].start < to; i++)
		tells |= note_bit(o->words.rows[i].row->note);
	return tells;
}

static size_t
clause_end(const struct lint_text *t, size_t at)
{
	size_t end = at;

	while (end < t->f.len && end - at < CLAUSE &&
		!ends_clause(t->f.data, end))
		end++;
	return end;
}

/* What the clause around the time tells; of 5月6日9时，仓库起火 the next one.
 * *end is where that ends. */
static unsigned
clause_tells(struct order *o, const struct clock_said *said, size_t *end)
{
	const char *text = o->t->f.data;
	size_t from = said->start;
	unsigned tells;

	while (from && said->start - from < CLAUSE &&
		!ends_clause(text, from - 1) &&
		!(from >= 3 && ends_clause(text, from - 3)))
		from--;
	*end = clause_end(o->t, said->end);
	tells = notes_within(o, from, *end);
	if (tells || text[*end] != ',')
		return tells;
	*end = clause_end(o->t, *end + 1);
	return notes_within(o, said->end, *end);
}

/* 23时起火，1时扑灭: the one may be of the next day. */
static bool
may_be_next_day(const struct order *o, const struct clock_said *said)
{
	struct calendar a, b;

	if (o->began.dated && said->dated)
		return false;
	instant_split(&a, o->began.at, o->s->c->zone);
	instant_split(&b, said->at, o->s->c->zone);
	return a.hour >= EVENING && b.hour <= MORNING;
}

static void
order_take(struct order *o, const struct clock_said *said)
{
	size_t end = said->end;
	unsigned tells = clause_tells(o, said, &end);

	if (!o->begun) {
		o->begun = (tells & BEGINS) && !(tells & EARLIER);
		o->began = *said;
		return;
	}
	if ((tells & (ENDS | EARLIER)) == ENDS && said->at < o->began.at &&
		o->began.at - said->at < 24 * (int64_t)HOUR_MS &&
		!may_be_next_day(o, said))
		scan_add(o->s, o->field, said->start, end, NULL);
}

/* The time at `at`, if its sign stands there. */
static bool
clock_at(struct clock_said *out, struct calendar *day, const struct order *o,
	size_t at)
{
	const char *text = o->t->f.data;
	const struct lint_case *c = o->s->c;

	if (strncmp(text + at, "时", 3) == 0)
		return clock_said_chinese(out, day, c, text, at);
	if (strncmp(text + at, "p.m", 3) == 0 ||
		strncmp(text + at, "a.m", 3) == 0)
		return clock_said_english(out, c, text, at);
	return text[at] == ':' && clock_said_plain(out, c, text, at);
}

static void
order_in(struct order *o)
{
	struct calendar day;
	size_t end = signature_start(o->t);

	instant_split(&day, o->s->c->now, o->s->c->zone);
	scan_spans(&o->words, o->s, o->field, o->s->rule->list);
	for (size_t at = 1; o->words.count && at < end; at++) {
		struct clock_said said = { 0 };

		if (strncmp(o->t->f.data + at, "日", 3) == 0)
			(void)clock_said_day(&day, o->t->f.data, at + 3);
		if (clock_at(&said, &day, o, at))
			order_take(o, &said);
	}
	lint_spans_release(&o->words);
}

void
check_order(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; s->c->now && (t = scan_next(s, &i)) != NULL; i++) {
		struct order o = { .s = s, .field = i, .t = t };

		order_in(&o);
	}
}
