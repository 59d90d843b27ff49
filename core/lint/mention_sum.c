/*
 * Numbers of one figure that stand beside each other and make it up together:
 * 2人骨折、1人擦伤, 63 people from Water Lane and another 18 from the home. A
 * number of people of whom nothing is told may be among them in its sentence.
 */
#include "lint/mention_judge.h"

#include "lint/mention_internal.h"

enum { AROUND = 8, KINDS_MAX = 24 };

struct summand {
	size_t start;
	int64_t count;
};

struct summands {
	struct summand rows[4 * AROUND + 1]; /* by place */
	size_t count;
};

static void
summands_add(struct summands *s, size_t start, int64_t count)
{
	size_t i = s->count;

	if (s->count == sizeof(s->rows) / sizeof(s->rows[0]))
		return;
	for (; i && s->rows[i - 1].start > start; i--)
		s->rows[i] = s->rows[i - 1];
	s->rows[i] = (struct summand){ start, count };
	s->count++;
}

/* Told by itself, and as it is now. */
static bool
adds_up(const struct mention *m, uint64_t bit)
{
	return (m->figures & bit) && !m->nobody && !m->back && !m->quoted &&
		!m->claimed && !m->total && !m->among && !m->about;
}

/* The rows around m, which is one of them. */
static void
gather_bound(struct summands *s, const struct mentions *all,
	const struct mention *m, uint64_t bit)
{
	size_t at = (size_t)(m - all->rows);
	size_t end = at + AROUND < all->count ? at + AROUND : all->count - 1;

	for (size_t i = at > AROUND ? at - AROUND : 0; i <= end; i++)
		if (i == at || adds_up(&all->rows[i], bit))
			summands_add(s, all->rows[i].start,
				all->rows[i].number.value);
}

/* The first of the loose rows that stands behind `start`. */
static size_t
loose_behind(const struct mentions *all, size_t start)
{
	size_t low = 0, high = all->loose_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (all->loose[mid].start < start)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void
gather_loose(
	struct summands *s, const struct mentions *all, const struct mention *m)
{
	size_t at = loose_behind(all, m->start);
	size_t from = at > AROUND ? at - AROUND : 0;

	for (size_t i = from; i < all->loose_count && i < at + AROUND; i++)
		if (all->loose[i].sentence == m->sentence)
			summands_add(
				s, all->loose[i].start, all->loose[i].count);
}

/* Neighbours from some row up to `at`, and on from there, make up the whole. */
static bool
neighbours_make(const struct summands *s, size_t at, int64_t whole)
{
	int64_t sum = 0;

	for (size_t first = at + 1; first-- > 0;) {
		int64_t more;

		sum += s->rows[first].count;
		more = sum;
		for (size_t last = at; more <= whole;) {
			if (more == whole && last > first)
				return true;
			if (++last == s->count)
				break;
			more += s->rows[last].count;
		}
	}
	return false;
}

bool
mention_is_summand(const struct mentions *all, const struct mention *m,
	uint64_t bit, int64_t whole)
{
	struct summands s = { 0 };

	if (!adds_up(m, bit))
		return false;
	gather_bound(&s, all, m, bit);
	gather_loose(&s, all, m);
	for (size_t i = 0; i < s.count; i++)
		if (s.rows[i].start == m->start)
			return neighbours_make(&s, i, whole);
	return false;
}

int64_t
mention_sum_kinds(const struct mentions *all, uint64_t bit)
{
	struct {
		size_t kind;
		int64_t most;
	} kinds[KINDS_MAX];
	size_t count = 0;
	int64_t sum = 0;

	for (size_t i = 0; i < all->count; i++) {
		const struct mention *m = &all->rows[i];
		size_t k = 0;

		if (!m->kind || !adds_up(m, bit))
			continue;
		while (k < count && kinds[k].kind != m->kind)
			k++;
		if (k == KINDS_MAX)
			break;
		if (k == count)
			kinds[count++].kind = m->kind, kinds[k].most = 0;
		if (m->number.value > kinds[k].most)
			kinds[k].most = m->number.value;
	}
	for (size_t k = 0; k < count; k++)
		sum += kinds[k].most;
	return sum;
}
