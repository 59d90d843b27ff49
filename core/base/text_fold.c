/*
 * Folding that records where each byte came from. The text is split where NFKC
 * cannot combine anything (into a character and the marks on it), and each
 * piece is folded by itself. Conjoining jamo are left uncomposed. A piece has
 * at most 30 marks (Unicode's stream-safe limit), so sorting them stays cheap
 * however many are sent.
 */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"

enum { PIECE_MARKS = 30, PIECE_OUT = 32 * 20 };

struct folding {
	struct text_folded *out;
	size_t cap;
};

static void
folding_put(struct folding *f, const char *bytes, size_t n, size_t start,
	size_t end)
{
	struct text_folded *o = f->out;

	if (o->len + n + 1 > f->cap) {
		f->cap = (o->len + n + 1) * 2;
		o->data = mem_grow(o->data, f->cap);
		o->at = mem_grow(o->at, f->cap * sizeof(*o->at));
		o->to = mem_grow(o->to, f->cap * sizeof(*o->to));
	}
	memcpy(o->data + o->len, bytes, n);
	for (size_t i = 0; i < n; i++) {
		o->at[o->len + i] = start;
		o->to[o->len + i] = end;
	}
	o->len += n;
}

static bool
is_dropped(uint32_t cp)
{
	const utf8proc_property_t *p = utf8proc_get_property((int)cp);

	return p->ignorable || p->category == UTF8PROC_CATEGORY_CF ||
		(p->category == UTF8PROC_CATEGORY_CC && cp != '\n' &&
			cp != '\t' && cp != '\r');
}

static bool
is_dropped_ascii(char c)
{
	return (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7F;
}

/* Bytes of the character at the front and the marks upon it. */
static size_t
piece_length(const char *text, size_t len)
{
	uint32_t cp = 0;
	size_t at = text_decode(&cp, text, len);

	for (int marks = 0; marks < PIECE_MARKS && at < len; marks++) {
		size_t n = text_decode(&cp, text + at, len - at);

		if (!utf8proc_get_property((int)cp)->combining_class)
			break;
		at += n;
	}
	return at;
}

/*
 * In Unicode the ten decimal digits of a script follow each other from zero to
 * nine.
 */
static uint32_t
plain_digit(uint32_t cp)
{
	uint32_t row = 0;

	while (row < 60 &&
		utf8proc_category((int)(cp - row - 1)) == UTF8PROC_CATEGORY_ND)
		row++;
	return '0' + row % 10;
}

/*
 * A mark on a digit (a stroke, a ring, a keycap) does not make it another
 * digit, so it is dropped.
 */
static bool
is_upon_digit(const struct folding *f, utf8proc_category_t category)
{
	const struct text_folded *o = f->out;

	return (category == UTF8PROC_CATEGORY_MN ||
		       category == UTF8PROC_CATEGORY_ME) &&
		o->len && o->data[o->len - 1] >= '0' &&
		o->data[o->len - 1] <= '9';
}

static void
put_folded(struct folding *f, uint32_t cp, size_t start, size_t end)
{
	char utf8[4];

	if (cp >= 0x80) {
		utf8proc_category_t category = utf8proc_category((int)cp);

		if (is_upon_digit(f, category))
			return;
		if (category == UTF8PROC_CATEGORY_ND)
			cp = plain_digit(cp);
	}
	folding_put(f, utf8, text_encode(utf8, cp), start, end);
}

static void
fold_piece(struct folding *f, const char *text, size_t start, size_t end)
{
	utf8proc_int32_t cps[PIECE_OUT];
	utf8proc_ssize_t count = 0;

	for (size_t i = start, n = 0; i < end; i += n) {
		uint32_t cp = 0;
		int last = 0;
		utf8proc_ssize_t got;

		n = text_decode(&cp, text + i, end - i);
		if (is_dropped(cp))
			continue;
		got = utf8proc_decompose_char((int)cp, cps + count,
			PIECE_OUT - count,
			UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
				UTF8PROC_CASEFOLD,
			&last);
		if (got < 0 || got > PIECE_OUT - count)
			break;
		count += got;
	}
	count = utf8proc_normalize_utf32(
		cps, count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	for (utf8proc_ssize_t i = 0; i < count; i++)
		put_folded(f, (uint32_t)cps[i], start, end);
}

/* ASCII needs no look into Unicode's tables. */
static void
folding_put_ascii(struct folding *f, char c, size_t at)
{
	if (is_dropped_ascii(c))
		return;
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	folding_put(f, &c, 1, at, at + 1);
}

void
text_fold(struct text_folded *out, const char *text, size_t len)
{
	struct folding f;

	*out = (struct text_folded){ 0 };
	f = (struct folding){ .out = out };
	folding_put(&f, "", 0, 0, 0);
	for (size_t i = 0, n = 0; i < len; i += n) {
		bool plain;

		n = 1;
		plain = (unsigned char)text[i] < 0x80 &&
			(i + 1 == len || (unsigned char)text[i + 1] < 0x80);
		if (plain) {
			folding_put_ascii(&f, text[i], i);
			continue;
		}
		n = piece_length(text + i, len - i);
		fold_piece(&f, text, i, i + n);
	}
	out->data[out->len] = '\0';
	out->at[out->len] = len;
	out->to[out->len] = len;
}

void
text_folded_release(struct text_folded *f)
{
	free(f->data);
	free(f->at);
	free(f->to);
	*f = (struct text_folded){ 0 };
}

/* Folded and without any white space; the caller frees it. */
static char *
text_squeeze(const char *text)
{
	struct text_folded f;
	size_t at = 0;
	uint32_t cp = 0;
	char *out;

	text_fold(&f, text, strlen(text));
	for (size_t i = 0, n = 0; i < f.len; i += n) {
		bool space;

		n = text_decode(&cp, f.data + i, f.len - i);
		space = cp == '\n' || cp == '\t' || cp == '\r' ||
			utf8proc_category((int)cp) == UTF8PROC_CATEGORY_ZS;
		if (space)
			continue;
		memmove(f.data + at, f.data + i, n);
		at += n;
	}
	out = mem_strndup(f.data, at);
	text_folded_release(&f);
	return out;
}

bool
text_holds(const char *text, const char *needle)
{
	char *hay = text_squeeze(text), *want = text_squeeze(needle);
	bool found = strstr(hay, want) != NULL;

	free(hay);
	free(want);
	return found;
}
