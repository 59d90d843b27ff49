/*
 * Classes of wording behind the lists: parts that say something only together,
 * in one sentence (a time to come, a hazard and an amount are a forecast).
 * A row's note names its group and its part, "zh:when"; a row without a note
 * says it alone. A sentence in which some word of `except` stands is left out.
 */
#include "lint/lint_check.h"

#include <stdlib.h>
#include <string.h>

#include "lint/mention.h"
#include "lint/signature.h"

enum { GROUPS = 8, PARTS_MAX = 8 };

struct together_group {
	const char *name; /* up to the colon; borrowed from a note */
	size_t len;
	const char *parts[PARTS_MAX]; /* notes */
	size_t part_count;
	/* in the sentence that is read */
	unsigned have; /* bits of parts */
	size_t start, end;
	const struct lint_row *row;
};

struct together {
	struct together_group groups[GROUPS];
	size_t count;
};

static struct together_group *
group_of(struct together *t, const char *note)
{
	size_t len = strcspn(note, ":");

	for (size_t i = 0; i < t->count; i++)
		if (t->groups[i].len == len &&
			strncmp(t->groups[i].name, note, len) == 0)
			return &t->groups[i];
	if (t->count == GROUPS)
		return NULL;
	t->groups[t->count] =
		(struct together_group){ .name = note, .len = len };
	return &t->groups[t->count++];
}

/* The bit of the note's part; 0 if there are too many. */
static unsigned
together_part(struct together_group *g, const char *note)
{
	for (size_t i = 0; i < g->part_count; i++)
		if (strcmp(g->parts[i], note) == 0)
			return 1U << i;
	if (g->part_count == PARTS_MAX)
		return 0;
	g->parts[g->part_count++] = note;
	return 1U << (g->part_count - 1);
}

static void
together_init(struct together *t, const struct lint_list *list)
{
	*t = (struct together){ 0 };
	for (size_t i = 0; list && i < list->row_count; i++) {
		const char *note = list->rows[i].note;
		struct together_group *g = *note ? group_of(t, note) : NULL;

		if (g)
			(void)together_part(g, note);
	}
}

static void
together_take(struct together *t, const struct lint_span *span)
{
	struct together_group *g = group_of(t, span->row->note);

	if (!g)
		return;
	if (!g->have || span->start < g->start)
		g->start = span->start;
	if (!g->have || span->end > g->end)
		g->end = span->end;
	g->have |= together_part(g, span->row->note);
	g->row = span->row;
}

/* The sentence is over: what stood in it together is found. */
static void
together_end(struct together *t, struct lint_scan *s, size_t field, bool out)
{
	for (size_t i = 0; i < t->count; i++) {
		struct together_group *g = &t->groups[i];

		if (!out && g->have == (1U << g->part_count) - 1)
			scan_add_row(s, field, g->start, g->end, g->row, NULL);
		g->have = 0;
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct lint_span *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

/* Some word of `except` stands in the sentence. */
static bool
sentence_is_excused(
	const struct lint_spans *except, const struct lint_sentence *at)
{
	return lint_spans_in(except, at->start, at->end);
}

/* A rebuttal quotes the claim, a withdrawal what it takes back. */
static bool
quotes_others(const struct lint_case *c)
{
	return c->kind == KIND_REBUTTAL || c->kind == KIND_WITHDRAWAL ||
		c->kind == KIND_CORRECTION;
}

static void
together_in(struct lint_scan *s, size_t field, const struct lint_text *t)
{
	struct lint_spans found, except;
	struct lint_sentence at = { 0 };
	struct together state;
	struct lint_quotes quotes = { 0 };
	bool out = false;

	scan_spans_of(&found, s, field, s->rule->list, true);
	scan_spans(&except, s, field, found.count ? s->rule->except : NULL);
	if (found.count)
		qsort(found.rows, found.count, sizeof(*found.rows), by_place);
	together_init(&state, s->rule->list);
	for (size_t k = 0; k < found.count; k++) {
		const struct lint_span *span = &found.rows[k];

		if (quotes_others(s->c) &&
			lint_quotes_reach(&quotes, t, span->start))
			continue;
		if (scan_sentence(&at, t, span->start)) {
			together_end(&state, s, field, out);
			out = sentence_is_excused(&except, &at);
		}
		if (*span->row->note)
			together_take(&state, span);
		else if (!out)
			scan_add_row(s, field, span->start, span->end,
				span->row, span->word);
	}
	together_end(&state, s, field, out);
	lint_spans_release(&found);
	lint_spans_release(&except);
}

void
check_together(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++)
		together_in(s, i, t);
}

/* ---- while anybody is missing ---- */

static bool
role_is_open(const struct lint_case *c, enum figure_role role)
{
	const struct figure_def *def = lint_figure_role(c, role);
	const struct lint_figure *f = def ? lint_figure_now(c, def->id) : NULL;

	if (def && !f)
		f = lint_figure_told(NULL, c, def->id, true);
	return f && f->value > 0;
}

/* L-54: closing words and praise while somebody is missing or trapped. */
void
check_praise(struct lint_scan *s)
{
	if (role_is_open(s->c, FIGURE_MISSING) ||
		role_is_open(s->c, FIGURE_TRAPPED))
		check_together(s);
}

/* ---- who may order ---- */

/* Where the line before `end` begins; *stop is where it ends. */
static size_t
line_before(size_t *stop, const struct lint_text *t, size_t end)
{
	size_t start;

	while (end && strchr("\n \t", t->f.data[end - 1]))
		end--;
	for (start = end; start && t->f.data[start - 1] != '\n';)
		start--;
	*stop = end;
	return start;
}

/* 2026年11月24日8时, 8:05 on 24 november 2026: nothing but a date. */
static bool
is_date_only(const char *line, size_t len)
{
	static const char *const words[] = { "年", "月", "日", "时", "分", ":",
		" ", "-", ",", ".", "on ", "at ", "a.m", "p.m", "am", "pm",
		"noon", "january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november",
		"december" };
	size_t i = 0, n = 1;

	for (; i < len && n; i += n) {
		n = line[i] >= '0' && line[i] <= '9';
		for (size_t k = 0; !n && k < sizeof(words) / sizeof(words[0]);
			k++)
			if (strncmp(line + i, words[k], strlen(words[k])) == 0)
				n = strlen(words[k]);
	}
	return i == len && n;
}

/* 【演练】并非真实事件。: what a drill or a demonstration ends with. */
static bool
is_mark(const char *line)
{
	return *line == '[' || strncmp(line, "【", strlen("【")) == 0;
}

/* The line with the unit that signs; false if there is none. */
static bool
signing_line(size_t *start, size_t *end, const struct lint_text *t)
{
	*start = line_before(end, t, t->f.len);
	if (*start && is_mark(t->f.data + *start))
		*start = line_before(end, t, *start);
	if (*start && is_date_only(t->f.data + *start, *end - *start))
		*start = line_before(end, t, *start);
	return *start > 0;
}

/* A word of that note stands there: a town's office, or more than a town. */
static bool
reach_is(const struct lint_scan *s, const char *note, const struct lint_text *t,
	size_t start, size_t end)
{
	const struct lint_list *list =
		lint_list_named(s->c->rules, "orders-reach");

	return scan_list_within(s, list, note, t->f.data, start, end);
}

enum { NAME_BYTES = 8 }; /* before 人民政府 in 镇人民政府 */

/* The sentence names who is in charge, and that is not the town again. */
static bool
is_ordered_above(const struct lint_scan *s, const struct lint_text *t,
	const struct lint_spans *except, const struct lint_sentence *at)
{
	for (size_t k = 0; k < except->count; k++) {
		const struct lint_span *span = &except->rows[k];
		size_t from = span->start > at->start + NAME_BYTES
			? span->start - NAME_BYTES
			: at->start;

		if (span->start >= at->start && span->start < at->end &&
			!reach_is(s, "town", t, from, span->end))
			return true;
	}
	return false;
}

/* Orders for more than a town, in no sentence that names who gave them. */
static void
orders_beyond(struct lint_scan *s, size_t field, const struct lint_text *t)
{
	struct lint_spans found, except;
	struct lint_sentence at = { 0 };
	bool beyond = false;

	scan_spans_of(&found, s, field, s->rule->list, true);
	scan_spans(&except, s, field, found.count ? s->rule->except : NULL);
	if (found.count)
		qsort(found.rows, found.count, sizeof(*found.rows), by_place);
	for (size_t k = 0; k < found.count; k++) {
		const struct lint_span *span = &found.rows[k];

		if (scan_sentence(&at, t, span->start))
			beyond = reach_is(s, "wide", t, at.start, at.end) &&
				!is_ordered_above(s, t, &except, &at);
		if (beyond)
			scan_add_row(s, field, span->start, span->end,
				span->row, span->word);
	}
	lint_spans_release(&found);
	lint_spans_release(&except);
}

/* L-58: orders to the public in a text that nobody in charge has signed. */
void
check_orders(struct lint_scan *s)
{
	const struct lint_text *t = NULL;
	size_t start = 0, end = 0;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		struct lint_spans except;
		bool in_charge;

		if (!signing_line(&start, &end, t))
			continue;
		scan_spans(&except, s, i, s->rule->except);
		in_charge = lint_spans_in(&except, start, end);
		lint_spans_release(&except);
		if (!in_charge)
			together_in(s, i, t);
		else if (reach_is(s, "town", t, start, end))
			orders_beyond(s, i, t);
	}
}

/* ---- evidence ---- */

/* Some word of the list stands in the field. */
static bool
field_has(struct lint_scan *s, size_t field, const struct lint_list *list)
{
	struct lint_spans found;
	size_t count;

	scan_spans(&found, s, field, list);
	count = found.count;
	lint_spans_release(&found);
	return count > 0;
}

/*
 * L-53T: a text in which no word of the list stands. With `except` only one
 * in which some word of that stands: who promises nothing need say no time.
 */
void
check_lacking(struct lint_scan *s)
{
	for (size_t i = 0; scan_next(s, &i) != NULL; i++) {
		if (s->rule->except && !field_has(s, i, s->rule->except))
			continue;
		if (!field_has(s, i, s->rule->list))
			scan_add_whole(s, NULL);
	}
}

/* A thing stands in the field, and not in what `except` says of the claim. */
static bool
field_has_evidence(struct lint_scan *s, size_t field)
{
	struct lint_spans found, except;
	bool has = false;

	scan_spans(&found, s, field, s->rule->list);
	scan_spans(&except, s, field, found.count ? s->rule->except : NULL);
	for (size_t i = 0; i < found.count && !has; i++)
		has = !lint_spans_hold(
			&except, found.rows[i].start, found.rows[i].end);
	lint_spans_release(&found);
	lint_spans_release(&except);
	return has;
}

/*
 * L-35E: a rebuttal that names nothing that others could look up. What it tells
 * of the claim (posts about a test) is no evidence.
 */
void
check_evidence(struct lint_scan *s)
{
	if (s->c->claim.evidence)
		return;
	for (size_t i = 0; scan_next(s, &i) != NULL; i++)
		if (!field_has_evidence(s, i))
			scan_add_whole(s, NULL);
}

/* ---- no date at all ---- */

/* "november 24" or "24 november" has its digit at `at`. */
static bool
is_day_of_month(const char *text, size_t at)
{
	static const char *const months[] = { "january", "february", "march",
		"april", "may", "june", "july", "august", "september",
		"october", "november", "december" };
	const char *behind = text + at + 1 + (text[at + 1] == ' ');

	for (size_t i = 0; i < sizeof(months) / sizeof(months[0]); i++) {
		size_t n = strlen(months[i]);

		if (strncmp(behind, months[i], n) == 0 ||
			(at > n && text[at - 1] == ' ' &&
				strncmp(text + at - 1 - n, months[i], n) == 0))
			return true;
	}
	return false;
}

/* 11月24日, 8时, 10:30, "November 24": the text says when. */
static bool
says_when_before(const struct lint_text *t, size_t end)
{
	static const char *const units[] = { "月", "日", "时", "点", ":",
		" a.m", " p.m", " am", " pm", "am", "pm", " noon" };

	for (size_t i = 0; i + 1 < end; i++) {
		if (t->f.data[i] < '0' || t->f.data[i] > '9')
			continue;
		for (size_t k = 0; k < sizeof(units) / sizeof(units[0]); k++)
			if (strncmp(t->f.data + i + 1, units[k],
				    strlen(units[k])) == 0)
				return true;
		if (is_day_of_month(t->f.data, i))
			return true;
	}
	return false;
}

static bool
says_when(const struct lint_text *t)
{
	return says_when_before(t, signature_start(t));
}

/* The title or the text says when, or the signature. */
static bool
master_says_when(const struct lint_scan *s)
{
	for (size_t i = 0; i < s->c->field_count; i++)
		if (scan_is_master(s, i) &&
			says_when_before(&s->texts[i], s->texts[i].f.len))
			return true;
	return false;
}

/* L-30N: a text without any date that says "the other day" instead, whatever
 * date it is signed with; with `limit`, L-30T, it is signed with none. */
void
check_undated(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++)
		if (s->rule->limit ? !master_says_when(s) : !says_when(t))
			together_in(s, i, t);
}
