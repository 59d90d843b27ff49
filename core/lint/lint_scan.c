/* Keeps findings, and finds the places of a list's rows. */
#include "lint/lint_scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/err.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "lint/rules_internal.h"

const struct lint_text *
scan_next(const struct lint_scan *s, size_t *i)
{
	for (; *i < s->c->field_count; (*i)++)
		if (s->rule->parts >> s->c->fields[*i].part & 1)
			return &s->texts[*i];
	return NULL;
}

bool
scan_is_master(const struct lint_scan *s, size_t i)
{
	enum lint_part part = s->c->fields[i].part;

	return part == PART_TITLE || part == PART_TEXT;
}

static void
scan_keep(
	struct lint_scan *s, const struct finding *f, const struct both *detail)
{
	struct findings *out = s->out;
	struct finding *row;

	if (s->rule->severity > out->worst)
		out->worst = s->rule->severity;
	if (out->count == FINDINGS_MAX) {
		out->left_off++;
		return;
	}
	row = MEM_ADD(out->rows, out->count);
	*row = *f;
	row->rule = s->rule;
	for (int lang = 0; lang < LANG_COUNT && detail; lang++)
		fixed_cut(row->detail[lang], sizeof(row->detail[lang]),
			detail->in[lang]);
}

void
scan_add_row(struct lint_scan *s, size_t field, size_t start, size_t end,
	const struct lint_row *row, const char *detail)
{
	const struct text_folded *f = &s->texts[field].f;
	struct finding found = { .row = row,
		.field = field,
		.start = f->at[start],
		.end = end > start ? f->to[end - 1] : f->at[start] };
	const struct both said = BOTH(detail, detail);

	scan_keep(s, &found, detail ? &said : NULL);
}

void
scan_add_both(struct lint_scan *s, size_t field, size_t start, size_t end,
	const struct both *detail)
{
	const struct text_folded *f = &s->texts[field].f;
	struct finding found = { .field = field,
		.start = f->at[start],
		.end = end > start ? f->to[end - 1] : f->at[start] };

	scan_keep(s, &found, detail);
}

void
scan_add(struct lint_scan *s, size_t field, size_t start, size_t end,
	const char *detail)
{
	scan_add_row(s, field, start, end, NULL, detail);
}

void
scan_add_original(struct lint_scan *s, size_t field, size_t start, size_t end)
{
	scan_keep(s,
		&(struct finding){ .field = field, .start = start, .end = end },
		NULL);
}

void
scan_add_whole(struct lint_scan *s, const char *detail)
{
	const struct both said = BOTH(detail, detail);

	scan_add_whole_both(s, detail ? &said : NULL);
}

void
scan_add_whole_both(struct lint_scan *s, const struct both *detail)
{
	scan_keep(s, &(struct finding){ .field = SIZE_MAX }, detail);
}

/* ---- spans ---- */

static bool
hit_stands_alone(const struct lint_text *t, const struct lint_hit *h,
	const struct lint_word *w)
{
	if (w->latin_start && h->start &&
		ascii_is_alnum(t->f.data[h->start - 1]))
		return false;
	return !w->latin_end || !ascii_is_alnum(t->f.data[h->end]);
}

/* 行家 in 实行家长代表 are letters of two other words. */
static bool
hit_cuts(const struct lint_text *t, const struct lint_hit *h,
	const struct lint_word *w)
{
	if (!t->inside || !w->row->list->whole || w->latin_start)
		return false;
	return (t->inside[h->start / 8] >> h->start % 8 & 1) ||
		(t->inside[h->end / 8] >> h->end % 8 & 1);
}

static void
spans_put(struct lint_spans *out, struct lint_span span)
{
	*MEM_ADD(out->rows, out->count) = span;
}

static int
spans_by_start(const void *a, const void *b)
{
	const struct lint_span *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->end < y->end) - (x->end > y->end);
}

static void
drop_overlaps(struct lint_spans *spans)
{
	size_t kept = 0;

	if (spans->count > 1)
		qsort(spans->rows, spans->count, sizeof(*spans->rows),
			spans_by_start);
	for (size_t i = 0; i < spans->count; i++)
		if (!kept || spans->rows[i].start >= spans->rows[kept - 1].end)
			spans->rows[kept++] = spans->rows[i];
	spans->count = kept;
}

static bool
scan_row_holds(const struct lint_scan *s, const struct lint_row *row)
{
	return lint_row_holds(row, s->c->now, s->c->region);
}

void
scan_walk(struct pattern_walk *w, const struct lint_text *t,
	const struct pattern *p)
{
	*w = (struct pattern_walk){ .pattern = p,
		.text = t->f.data,
		.len = t->f.len,
		.anywhere = pattern_literals(p)->count == 0 };
	if (!w->anywhere)
		w->windows =
			windows_of(&w->count, &t->windows, pattern_number(p));
}

void
scan_spans_of(struct lint_spans *out, const struct lint_scan *s, size_t field,
	const struct lint_list *list, bool all)
{
	const struct lint_text *t = &s->texts[field];

	*out = (struct lint_spans){ 0 };
	if (!list)
		return;
	for (size_t i = 0; i < t->hit_count; i++) {
		const struct lint_hit *h = &t->hits[i];
		const struct lint_word *w = &s->c->rules->words[h->word];

		if (w->row->list == list && hit_stands_alone(t, h, w) &&
			!hit_cuts(t, h, w) && scan_row_holds(s, w->row))
			spans_put(out,
				(struct lint_span){
					h->start, h->end, w->row, w->word });
	}
	for (size_t i = 0; i < list->row_count; i++) {
		const struct lint_row *row = &list->rows[i];
		struct pattern_walk walk;
		size_t start = 0, end = 0;

		if (!row->pattern || !scan_row_holds(s, row))
			continue;
		scan_walk(&walk, t, row->pattern);
		while (pattern_next(&walk, &start, &end))
			spans_put(
				out, (struct lint_span){ start, end, row, "" });
		pattern_walk_release(&walk);
	}
	if (!all)
		drop_overlaps(out);
}

void
scan_spans(struct lint_spans *out, const struct lint_scan *s, size_t field,
	const struct lint_list *list)
{
	scan_spans_of(out, s, field, list, false);
}

void
lint_spans_release(struct lint_spans *spans)
{
	free(spans->rows);
	*spans = (struct lint_spans){ 0 };
}

bool
lint_spans_hold(const struct lint_spans *spans, size_t start, size_t end)
{
	size_t low = 0, high = spans->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (spans->rows[mid].start <= start)
			low = mid + 1;
		else
			high = mid;
	}
	return low && spans->rows[low - 1].end >= end;
}

bool
lint_spans_in(const struct lint_spans *spans, size_t start, size_t end)
{
	size_t low = 0, high = spans->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (spans->rows[mid].start < start)
			low = mid + 1;
		else
			high = mid;
	}
	return low < spans->count && spans->rows[low].end <= end;
}

void
scan_run_list(struct lint_scan *s, const struct lint_list *list)
{
	for (size_t i = 0; scan_next(s, &i) != NULL; i++) {
		struct lint_spans found, except;

		scan_spans(&found, s, i, list);
		scan_spans(&except, s, i, found.count ? s->rule->except : NULL);
		for (size_t k = 0; k < found.count; k++) {
			const struct lint_span *span = &found.rows[k];

			if (!lint_spans_hold(&except, span->start, span->end))
				scan_add_row(s, i, span->start, span->end,
					span->row, span->word);
		}
		lint_spans_release(&found);
		lint_spans_release(&except);
	}
}

void
scan_run_unless(struct lint_scan *s,
	bool (*excused)(const struct lint_text *t,
		const struct lint_spans *except,
		const struct lint_sentence *at))
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		struct lint_sentence at = { 0 };
		struct lint_spans found, except;
		bool out = false;

		scan_spans(&found, s, i, s->rule->list);
		scan_spans(&except, s, i, found.count ? s->rule->except : NULL);
		for (size_t k = 0; k < found.count; k++) {
			const struct lint_span *span = &found.rows[k];

			if (scan_sentence(&at, t, span->start))
				out = excused(t, &except, &at);
			if (!out &&
				!lint_spans_hold(
					&except, span->start, span->end))
				scan_add_row(s, i, span->start, span->end,
					span->row, span->word);
		}
		lint_spans_release(&found);
		lint_spans_release(&except);
	}
}

/* ---- what the case says ---- */

/* "in its 5 p.m. forecast": the full stop belongs to the hour. */
static bool
is_hour(const char *stop, size_t before)
{
	return before >= 3 && stop[-1] == 'm' && stop[-2] == '.' &&
		(stop[-3] == 'a' || stop[-3] == 'p');
}

/*
 * The length of a sentence's end: 。 ! ? ; a line's end, or a full stop with a
 * blank behind it; 0 if none stands there.
 */
static size_t
stop_length(const char *data, size_t before)
{
	char c = data[0];

	if (c == '\n' || c == '!' || c == '?' || c == ';')
		return 1;
	if (c == '.' && data[1] == ' ')
		return !is_hour(data, before);
	if (c == '.')
		return data[1] == '\n';
	return c == '\xE3' && strncmp(data, "。", 3) == 0 ? 3 : 0;
}

bool
scan_sentence(struct lint_sentence *s, const struct lint_text *t, size_t at)
{
	bool moved = false;

	while (!s->found || (at >= s->next && s->next < t->f.len)) {
		size_t stop = 0;

		s->start = s->end = s->next;
		while (s->end < t->f.len &&
			!(stop = stop_length(t->f.data + s->end, s->end)))
			s->end++;
		s->next = s->end + stop;
		s->found = moved = true;
	}
	return moved;
}

bool
lint_quotes_reach(struct lint_quotes *q, const struct lint_text *t, size_t to)
{
	for (; q->at < to; q->at++) {
		const char *p = t->f.data + q->at;

		if (*p == '\n')
			q->open = false;
		else if (*p == '"')
			q->open = !q->open;
		else if (strncmp(p, "“", 3) == 0)
			q->open = true;
		else if (strncmp(p, "”", 3) == 0)
			q->open = false;
	}
	return q->open;
}

/* Where in a list a walk of its words stands. */
struct lint_list_at {
	size_t row, word;
};

/* The next word of the rows in force with this note; NULL after the last. */
static const char *
scan_list_next(struct lint_list_at *at, const struct lint_scan *s,
	const struct lint_list *list, const char *note)
{
	for (; list && at->row < list->row_count; at->row++, at->word = 0) {
		const struct lint_row *row = &list->rows[at->row];

		if (at->word < row->word_count &&
			strcmp(row->note, note) == 0 && scan_row_holds(s, row))
			return row->words[at->word++];
	}
	return NULL;
}

bool
scan_list_within(const struct lint_scan *s, const struct lint_list *list,
	const char *note, const char *text, size_t from, size_t to)
{
	struct lint_list_at at = { 0 };
	const char *word;

	while ((word = scan_list_next(&at, s, list, note)) != NULL)
		if (memmem(text + from, to - from, word, strlen(word)))
			return true;
	return false;
}

bool
scan_list_begins(const struct lint_scan *s, const struct lint_list *list,
	const char *note, const char *text, size_t place)
{
	struct lint_list_at at = { 0 };
	const char *word;

	while ((word = scan_list_next(&at, s, list, note)) != NULL)
		if (strncmp(text + place, word, strlen(word)) == 0)
			return true;
	return false;
}

bool
scan_list_ends(const struct lint_scan *s, const struct lint_list *list,
	const char *note, const char *text, size_t place)
{
	struct lint_list_at at = { 0 };
	const char *word;

	while ((word = scan_list_next(&at, s, list, note)) != NULL) {
		size_t n = strlen(word);

		if (n <= place && memcmp(text + place - n, word, n) == 0)
			return true;
	}
	return false;
}

const char *
scan_slot(const struct lint_scan *s, const char *name)
{
	const char *text =
		json_string_value(json_object_get(s->c->slots, name));

	return text ? text : "";
}

const struct lint_figure *
scan_figure(const struct lint_scan *s, const char *name)
{
	for (size_t i = 0; i < s->c->figure_count; i++)
		if (strcmp(s->c->figures[i].name, name) == 0)
			return &s->c->figures[i];
	return NULL;
}
