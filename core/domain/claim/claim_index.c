/*
 * Bottom-k sketches of three-character pieces. Where both texts have at most
 * CLAIM_PIECES pieces (some 130 characters) the comparison is exact.
 */
#include "domain/claim/claim_index.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "base/text.h"

enum {
	PIECE = 3,
	CHARACTERS_MAX = 4000,
	FEW = 4 /* a shorter text is contained in too much */
};

void
claim_index_init(struct claim_index *x)
{
	memset(x, 0, sizeof(*x));
}

void
claim_index_release(struct claim_index *x)
{
	if (x == NULL)
		return;
	for (size_t n = 0; n < x->count; n++)
		free(x->rows[n].pieces);
	free(x->rows);
	memset(x, 0, sizeof(*x));
}

/* Letters and digits only: signs, blanks and emoji change with every copy. */
static bool
is_counted(uint32_t cp)
{
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

	return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
		(c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO);
}

static size_t
characters(uint32_t *out, const char *text)
{
	struct text_folded f;
	size_t at = 0, used, n = 0;
	uint32_t cp;

	text_fold(&f, text, strlen(text));
	while (n < CHARACTERS_MAX &&
		(used = text_decode(&cp, f.data + at, f.len - at)) > 0) {
		if (is_counted(cp))
			out[n++] = cp;
		at += used;
	}
	text_folded_release(&f);
	return n;
}

/* FNV-1a over the characters, then mixed: the order must say nothing. */
static uint32_t
hash_piece(const uint32_t *cp, size_t count)
{
	uint32_t h = 2166136261u;

	for (size_t n = 0; n < count; n++)
		for (int k = 0; k < 4; k++)
			h = (h ^ ((cp[n] >> (8 * k)) & 0xFF)) * 16777619u;
	h ^= h >> 16;
	h *= 0x85EBCA6Bu;
	h ^= h >> 13;
	h *= 0xC2B2AE35u;
	return h ^ h >> 16;
}

static int
by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* The smallest hashes of the text's pieces; the caller's array. */
static uint16_t
sketch(uint32_t *out, const char *text)
{
	uint32_t *cp = mem_array(CHARACTERS_MAX, sizeof(*cp));
	size_t n = characters(cp, text), count = 0, kept = 0;

	if (n > 0 && n < PIECE)
		cp[count++] = hash_piece(cp, n);
	/* in place: a piece is read before its first character is needed */
	for (size_t i = 0; n >= PIECE && i + PIECE <= n; i++)
		cp[count++] = hash_piece(cp + i, PIECE);
	qsort(cp, count, sizeof(*cp), by_value);
	for (size_t i = 0; i < count && kept < CLAIM_PIECES; i++)
		if (kept == 0 || out[kept - 1] != cp[i])
			out[kept++] = cp[i];
	free(cp);
	return (uint16_t)kept;
}

void
claim_index_add(
	struct claim_index *x, const char *id, bool drill, const char *text)
{
	uint32_t pieces[CLAIM_PIECES];
	uint16_t count = sketch(pieces, text);
	struct indexed_claim *row;

	if (count == 0)
		return;
	if (x->count < CLAIM_INDEX_MAX) {
		row = MEM_ADD(x->rows, x->count);
	} else {
		row = &x->rows[x->next];
		x->next = (x->next + 1) % CLAIM_INDEX_MAX;
		free(row->pieces);
	}
	FIXED_SET(row->id, id);
	row->drill = drill;
	row->count = count;
	row->pieces = mem_array(count, sizeof(*row->pieces));
	memcpy(row->pieces, pieces, count * sizeof(*pieces));
}

/* Shared of all, both in the smallest CLAIM_PIECES of the union. */
static void
sketch_compare(int *shared, int *all, const uint32_t *a, size_t a_count,
	const uint32_t *b, size_t b_count)
{
	size_t i = 0, k = 0;

	*shared = *all = 0;
	while ((i < a_count || k < b_count) && *all < CLAIM_PIECES) {
		bool take_a = k == b_count || (i < a_count && a[i] <= b[k]);
		bool take_b = i == a_count || (k < b_count && b[k] <= a[i]);

		*shared += take_a && take_b;
		i += take_a;
		k += take_b;
		(*all)++;
	}
}

static int
likeness(const struct indexed_claim *row, const uint32_t *pieces, size_t count,
	const struct claim_likeness *enough)
{
	size_t less = row->count < count ? row->count : count;
	int shared, all, same, contained = 0;

	sketch_compare(&shared, &all, row->pieces, row->count, pieces, count);
	same = shared * 100 / all;
	/* with whole sketches only: a part of a part says nothing */
	if (less >= FEW && row->count < CLAIM_PIECES && count < CLAIM_PIECES)
		contained = shared * 100 / (int)less;
	if (same >= enough->same)
		return same;
	return contained >= enough->contained ? contained : 0;
}

bool
claim_index_find(char id[CLAIM_ID], int *similar, const struct claim_index *x,
	bool drill, const char *text, const struct claim_likeness *enough)
{
	uint32_t pieces[CLAIM_PIECES];
	size_t count = sketch(pieces, text);
	int best = 0;

	for (size_t n = 0; count > 0 && n < x->count; n++) {
		const struct indexed_claim *row =
			&x->rows[(x->next + n) % x->count];
		int found;

		if (row->drill != drill)
			continue;
		found = likeness(row, pieces, count, enough);
		if (found == 0 || found < best)
			continue;
		best = found;
		fixed_set(id, CLAIM_ID, row->id);
	}
	*similar = best;
	return best > 0;
}
