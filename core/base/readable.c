/*
 * By the mark at the front, else by what is valid: UTF-8 is hardly ever by
 * chance, and GB18030 takes most of the rest.
 */
#include "base/readable.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum { LIKELY_MIN = 3 }; /* characters: fewer say nothing */
enum { GROWS = 3 }; /* UTF-8 bytes of one byte of the others, at most */

static bool
convert(struct buf *b, size_t skip, const char *from)
{
	iconv_t cd = iconv_open("UTF-8", from);
	char *in = b->data + skip, *out, *to;
	size_t left = b->len - skip, room = left * GROWS + 1;
	bool whole;

	if (cd == (iconv_t)-1)
		return false;
	out = to = mem_array(room, 1);
	whole = iconv(cd, &in, &left, &to, &room) != (size_t)-1 && left == 0;
	(void)iconv_close(cd);
	if (whole) {
		buf_reset(b);
		whole = buf_try_add(b, out, (size_t)(to - out));
	}
	free(out);
	return whole;
}

/* CR LF and CR alone become LF. */
static void
plain_newlines(struct buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->len; i++) {
		bool cr = b->data[i] == '\r';

		if (cr && i + 1 < b->len && b->data[i + 1] == '\n')
			continue;
		b->data[n++] = cr ? '\n' : b->data[i];
	}
	b->len = n;
	if (b->data)
		b->data[n] = '\0';
}

/* A guess that finds few Chinese characters and signs is wrong. */
static bool
is_likely(const struct buf *b)
{
	size_t left = b->len, n, all = 0, han = 0;
	const char *s = b->data;
	uint32_t cp;

	for (; (n = text_decode(&cp, s, left)) > 0; s += n, left -= n) {
		if (cp < 0x20 && cp != '\n' && cp != '\r' && cp != '\t')
			return false;
		all += cp >= 0x80;
		han += (cp >= 0x4E00 && cp <= 0x9FFF) ||
			(cp >= 0x3000 && cp <= 0x303F) ||
			(cp >= 0xFF01 && cp <= 0xFF5E) ||
			(cp >= 0x2010 && cp <= 0x2027);
	}
	return han * 10 >= all * 9 && han >= LIKELY_MIN;
}

static bool
has_mark(const struct buf *b, const char *mark, size_t len)
{
	return b->len >= len && memcmp(b->data, mark, len) == 0;
}

bool
readable_make(struct buf *b, const char **was)
{
	*was = "UTF-8";
	if (has_mark(b, "\xEF\xBB\xBF", 3)) {
		buf_consume(b, 3);
	} else if (has_mark(b, "\xFF\xFE", 2) || has_mark(b, "\xFE\xFF", 2)) {
		*was = "UTF-16";
		if (!convert(b, 2,
			    b->data[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE"))
			return false;
	} else if (b->len > 0 && memchr(b->data, 0, b->len)) {
		return false;
	} else if (b->len > 0 && !text_is_valid(b->data, b->len)) {
		*was = "GB18030";
		if (!convert(b, 0, "GB18030") || !is_likely(b))
			return false;
	}
	plain_newlines(b);
	return b->len == 0 || text_is_valid(b->data, b->len);
}
