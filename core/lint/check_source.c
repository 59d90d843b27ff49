/*
 * L-24: what is passed on names where it comes from, and that is one of the
 * units fixed by the authorities (稿源单位); the list itself grows old.
 */
#include "lint/lint_check.h"

#include <string.h>

enum { NAME_MAX_BYTES = 90 };
#define YEAR_MS (INT64_C(366) * 24 * 3600 * 1000)

/* 转载自: what stands behind a mark up to a stop is the source. */
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
			bool inside = strcmp(m->row->note, "inside") == 0;
			size_t end = inside ? m->end : source_end(t, m->end);
			size_t start = inside ? m->start : m->end;
			/* a pattern's name may have taken the mark in */
			if (!lint_spans_in(&known, start, end) &&
				!lint_spans_hold(&known, start, start + 1))
				scan_add(s, i, m->start, end, NULL);
		}
		lint_spans_release(&marks);
		lint_spans_release(&known);
	}
}

/* Something is passed on, and the newest row of the list is over a year old. */
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
		struct lint_spans marks;
		scan_spans(&marks, s, i, s->rule->list);
		if (marks.count)
			scan_add(s, i, marks.rows[0].start, marks.rows[0].end,
				NULL);
		lint_spans_release(&marks);
	}
}
