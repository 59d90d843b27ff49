/*
 * A window that touches the pattern's latest one extends it, so that a hostile
 * text (a digit, a digit, a digit …) costs no memory.
 */
#include "lint/windows.h"

#include <stdlib.h>

#include "base/mem.h"

void
windows_init(struct windows *p, size_t patterns)
{
	*p = (struct windows){ .latest = mem_array(
				       patterns + 1, sizeof(*p->latest)) };
}

void
windows_release(struct windows *p)
{
	free(p->rows);
	free(p->latest);
	*p = (struct windows){ 0 };
}

void
windows_add(
	struct windows *p, size_t pattern, size_t low, size_t high, size_t at)
{
	struct match_window s = { high > at ? 0 : at - high, at - low };
	struct windows_row *last;

	if (low > at)
		return;
	last = p->latest[pattern] ? &p->rows[p->latest[pattern] - 1] : NULL;
	if (last && s.low <= last->at.high + 1 && s.high >= last->at.low) {
		last->at.low = s.low < last->at.low ? s.low : last->at.low;
		last->at.high = s.high > last->at.high ? s.high : last->at.high;
		return;
	}
	*MEM_ADD(p->rows, p->count) =
		(struct windows_row){ s, p->latest[pattern] };
	p->latest[pattern] = p->count;
}

static int
windows_by_low(const void *a, const void *b)
{
	const struct match_window *x = a, *y = b;

	return (x->low > y->low) - (x->low < y->low);
}

struct match_window *
windows_of(size_t *count, const struct windows *p, size_t pattern)
{
	size_t n = 0, kept = 0;
	bool ordered = true;
	struct match_window *all;

	for (size_t i = p->latest[pattern]; i; i = p->rows[i - 1].before)
		n++;
	*count = n;
	if (!n)
		return NULL;
	all = mem_array(n, sizeof(*all));
	for (size_t i = p->latest[pattern]; i; i = p->rows[i - 1].before)
		all[--n] = p->rows[i - 1].at;
	for (size_t i = 1; i < *count; i++)
		ordered = ordered && all[i - 1].low <= all[i].low;
	if (!ordered)
		qsort(all, *count, sizeof(*all), windows_by_low);
	for (size_t i = 1; i < *count; i++) {
		if (all[i].low > all[kept].high + 1)
			all[++kept] = all[i];
		else if (all[i].high > all[kept].high)
			all[kept].high = all[i].high;
	}
	*count = kept + 1;
	return all;
}
