/*
 * Questions about the words of a folded text: which stand at a place, and which
 * in the clause before it.
 */
#include "lint/mention_internal.h"

#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"

enum { CLAUSE_BYTES = 30 };

bool
word_stands(const struct mention_reader *r, size_t at, size_t n)
{
	if (n && ascii_is_alnum(r->text[at]) && at &&
		ascii_is_alnum(r->text[at - 1]))
		return false;
	return !(n && ascii_is_alnum(r->text[at + n - 1]) && at + n < r->len &&
		ascii_is_alnum(r->text[at + n]));
}

size_t
word_longest(const struct mention_reader *r, size_t at,
	const struct word *words, size_t count)
{
	size_t best = 0;

	for (size_t i = 0; i < count; i++)
		if (words[i].len > best && word_starts(r, at, &words[i]) &&
			word_stands(r, at, words[i].len))
			best = words[i].len;
	return best;
}

size_t
mention_figure_at(
	uint64_t *figures, const struct mention_reader *r, size_t at, bool ends)
{
	size_t longest = 0;

	if (!ends &&
		(at >= r->len ||
			!first_bytes_may(&r->first, r->text + at, r->len - at)))
		return 0;
	for (size_t i = 0; i < r->word_count; i++) {
		const struct figure_word *w = &r->words[i];
		size_t n = w->word.len, from = ends ? at - n : at;

		if (n < longest || (ends && n > at) ||
			!word_starts(r, from, &w->word) ||
			!word_stands(r, from, n))
			continue;
		*figures = n > longest ? w->figure : *figures | w->figure;
		longest = n;
	}
	return longest;
}

bool
clause_ends_at(uint32_t cp)
{
	static const uint32_t ends[] = { ',', '.', ';', ':', '!', '?', '(', ')',
		'\n', 0x3001, 0x3002, 0x201C, 0x201D, 0x300A, 0x300B };

	if (cp >= '0' && cp <= '9')
		return true;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (ends[i] == cp)
			return true;
	return false;
}

size_t
clause_start(const struct mention_reader *r, size_t at)
{
	uint32_t cp = 0;
	size_t from = at;

	while (from > 0 && at - from < CLAUSE_BYTES) {
		size_t back = from - 1;

		while (back > 0 &&
			((unsigned char)r->text[back] & 0xC0) == 0x80)
			back--;
		(void)text_decode(&cp, r->text + back, r->len - back);
		if (clause_ends_at(cp))
			break;
		from = back;
	}
	return from;
}

bool
sentence_ends_at(const struct mention_reader *r, size_t at)
{
	static const struct word stops[] = { W("。"), W("!"), W("?"), W(";"),
		W("\n") };

	for (size_t i = 0; i < COUNT(stops); i++)
		if (word_starts(r, at, &stops[i]))
			return true;
	return r->text[at] == '.' && at && r->text[at - 1] != 'm' &&
		(at + 1 == r->len || strchr(" \n", r->text[at + 1]));
}

size_t
sentence_end(const struct mention_reader *r, size_t at, size_t most)
{
	size_t end = at + most < r->len ? at + most : r->len;

	while (at < end && !sentence_ends_at(r, at))
		at++;
	return at;
}

bool
mention_turns_away(const struct mention_reader *r, size_t at)
{
	static const struct word words[] = { W(" if"), W(" when"), W(" for"),
		W(" from"), W(" and"), W(" or"), W(" after"), W(" before"),
		W(" since"), W(" until"), W(" because") };

	for (size_t i = 0; i < COUNT(words); i++)
		if (word_starts(r, at, &words[i]) &&
			word_stands(r, at, words[i].len))
			return true;
	return false;
}

void
mention_keep(struct mentions *out, const struct mention *m)
{
	*MEM_ADD(out->rows, out->count) = *m;
}
