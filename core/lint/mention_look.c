/*
 * Whether words of one sense stand at, before or between places of a text. What
 * is made of that is in mention_sense.c and mention_unit.c.
 */
#include "lint/mention_internal.h"

static size_t
longest_of(const struct mention_reader *r, size_t at, enum mention_sense s)
{
	const struct mention_words *w = &r->senses[s];

	return at < r->len &&
			first_bytes_may(&w->first, r->text + at, r->len - at)
		? word_longest(r, at, w->rows, w->count)
		: 0;
}

size_t
sense_at(const struct mention_reader *r, size_t at, enum mention_sense sense)
{
	return longest_of(r, at, sense);
}

size_t
sense_ends(const struct mention_reader *r, size_t at, enum mention_sense sense)
{
	const struct mention_words *w = &r->senses[sense];
	size_t best = 0;

	for (size_t i = 0; i < w->count; i++) {
		size_t n = w->rows[i].len;

		if (n > best && n <= at &&
			word_starts(r, at - n, &w->rows[i]) &&
			word_stands(r, at - n, n))
			best = n;
	}
	return best;
}

bool
sense_within(const struct mention_reader *r, size_t from, size_t to,
	enum mention_sense sense)
{
	for (size_t p = from; p < to; p++) {
		size_t n = longest_of(r, p, sense);

		if (n && p + n <= to)
			return true;
	}
	return false;
}

bool
sense_before(
	const struct mention_reader *r, size_t at, enum mention_sense sense)
{
	return sense_within(r, clause_start(r, at), at, sense);
}

size_t
sense_last(const struct mention_reader *r, enum mention_sense sense)
{
	size_t last = 0;

	for (size_t p = 0; p < r->len; p++)
		if (longest_of(r, p, sense))
			last = p;
	return last;
}

bool
mention_place_before(const struct mention_reader *r, size_t at)
{
	return sense_before(r, at, SENSE_PLACE);
}
