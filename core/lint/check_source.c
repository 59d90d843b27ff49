/*
 * L-24: what is passed on names where it comes from, and that is one of the
 * units fixed by the authorities (稿源单位); the list itself grows old.
 */
#include "lint/lint_check.h"

#include <string.h>

enum { NAME_MAX_BYTES = 90 };
#define YEAR_MS (INT64_C(366) * 24 * 3600 * 1000)

/*
 * The source stands behind a mark such as 转载自, up to a stop: where it ends.
 */
static size_t
source_end(const struct lint_text *t, size_t start)
{
	static const char *const stops[] = { "。", "、", "》", "】", "」" };
	size_t i = start;

	for (; i < t->f.len && i - start < NAME_MAX_BYTES; i++) {
		if (strchr("\n,;)(", t->f.data[i]))
			return i;
		for (size_t k = 0; k < sizeof(stops) / sizeof(stops[0]); k++)
			if (strncmp(t->f.data + i, stops[k], 3) == 0)
				return i;
	}
	while (i > start && ((unsigned char)t->f.data[i] & 0xC0) == 0x80)
		i--;
	return i;
}

/* Where a mark has its source: behind it, or (note "inside", "said") in it. */
static struct match_window
mark_source(const struct lint_text *t, const struct lint_span *m)
{
	if (*m->row->note)
		return (struct match_window){ m->start, m->end };
	return (struct match_window){ m->end, source_end(t, m->end) };
}

/* Marks (`list`) name their source behind them (note "before": inside). */
void
check_source(struct lint_scan *s)
{
	const struct lint_list *units = s->rule->except;
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		struct lint_spans marks, known;

		scan_spans(&marks, s, i, s->rule->list);
		scan_spans(&known, s, i, marks.count ? units : NULL);
		for (size_t k = 0; k < marks.count; k++) {
			const struct lint_span *m = &marks.rows[k];
			struct match_window at = mark_source(t, m);

			/* a pattern's name may have taken the mark in */
			if (!lint_spans_in(&known, at.low, at.high) &&
				!lint_spans_hold(&known, at.low, at.low + 1))
				scan_add(s, i, m->start, at.high, NULL);
		}
		lint_spans_release(&marks);
		lint_spans_release(&known);
	}
}

/*
 * The mark only tells what an organ has said. Organs are sources by law and
 * need no row of the list. Marks are asked in order of place; *k moves along.
 */
static bool
is_word_of_organ(
	const struct lint_spans *known, size_t *k, const struct lint_span *m)
{
	struct match_window at = { m->start, m->end };
	bool organ = false;

	if (strcmp(m->row->note, "said") != 0)
		return false;
	while (*k < known->count && known->rows[*k].end <= at.low)
		(*k)++;
	for (size_t i = *k; i < known->count; i++) {
		if (known->rows[i].start >= at.high)
			break;
		if (known->rows[i].row->valid.from > 0)
			return false;
		organ = true;
	}
	return organ;
}

/*
 * A text reposts something, and the newest row of the list of sources is more
 * than a year old.
 */
void
check_source_edition(struct lint_scan *s)
{
	const struct lint_list *units = s->rule->except;
	int64_t newest = 0;

	for (size_t i = 0; units && i < units->row_count; i++)
		if (units->rows[i].valid.from > newest)
			newest = units->rows[i].valid.from;
	if (!s->c->now || !newest || s->c->now - newest <= YEAR_MS)
		return;
	for (size_t i = 0; scan_next(s, &i) != NULL; i++) {
		struct lint_spans marks, known;
		size_t k = 0, m = 0;

		scan_spans(&marks, s, i, s->rule->list);
		scan_spans(&known, s, i, marks.count ? units : NULL);
		while (m < marks.count &&
			is_word_of_organ(&known, &k, &marks.rows[m]))
			m++;
		if (m < marks.count)
			scan_add(s, i, marks.rows[m].start, marks.rows[m].end,
				NULL);
		lint_spans_release(&marks);
		lint_spans_release(&known);
	}
}
