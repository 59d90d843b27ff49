/*
 * UTF-8 read and written, and hostile text made harmless. Counting is in
 * text_count.c, folding in text_fold.c.
 */
#include "base/text.h"

#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"

enum { REPLACEMENT = 0xFFFD, SEQUENCE_MAX = 1024, BESIDE_MAX = 64 };

/* Bytes of the sequence that a first byte announces; 0 if it is none. */
static size_t
lead_length(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c >= 0xC2 && c <= 0xDF)
		return 2;
	if (c >= 0xE0 && c <= 0xEF)
		return 3;
	return c >= 0xF0 && c <= 0xF4 ? 4 : 0;
}

/* 0 when what stands there is not one whole, shortest, legal sequence. */
static size_t
decode_strict(uint32_t *cp, const char *text, size_t len)
{
	static const unsigned char mask[5] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
	static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)text;
	size_t n = lead_length(s[0]);
	uint32_t c;

	if (!n || n > len)
		return 0;
	c = s[0] & mask[n];
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3FU);
	}
	if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return 0;
	*cp = c;
	return n;
}

bool
text_is_valid(const char *text, size_t len)
{
	for (size_t i = 0; i < len;) {
		uint32_t cp = 0;
		size_t n = decode_strict(&cp, text + i, len - i);

		if (!n || !cp)
			return false;
		i += n;
	}
	return true;
}

size_t
text_decode(uint32_t *cp, const char *text, size_t len)
{
	size_t n;

	if (!len)
		return 0;
	n = decode_strict(cp, text, len);
	if (n)
		return n;
	*cp = REPLACEMENT;
	return 1;
}

size_t
text_encode(char out[4], uint32_t cp)
{
	unsigned char *o;

	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = REPLACEMENT;
	o = (unsigned char *)out;
	if (cp < 0x80) {
		o[0] = (unsigned char)cp;
		return 1;
	}
	if (cp < 0x800) {
		o[0] = (unsigned char)(0xC0 | cp >> 6);
		o[1] = (unsigned char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		o[0] = (unsigned char)(0xE0 | cp >> 12);
		o[1] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
		o[2] = (unsigned char)(0x80 | (cp & 0x3F));
		return 3;
	}
	o[0] = (unsigned char)(0xF0 | cp >> 18);
	o[1] = (unsigned char)(0x80 | (cp >> 12 & 0x3F));
	o[2] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
	o[3] = (unsigned char)(0x80 | (cp & 0x3F));
	return 4;
}

size_t
text_cut(const char *text, size_t len, size_t max)
{
	size_t end;

	if (len <= max)
		return len;
	end = max;
	while (end && ((unsigned char)text[end] & 0xC0) == 0x80)
		end--;
	return end;
}

#define CATEGORY(c) (1UL << UTF8PROC_CATEGORY_##c)
static const unsigned long hidden = CATEGORY(CC) | CATEGORY(CF) | CATEGORY(CS) |
	CATEGORY(CO) | CATEGORY(CN) | CATEGORY(ZL) | CATEGORY(ZP);

/*
 * Characters that a reader cannot see: controls, format characters (which can
 * reorder text), private and unassigned ones.
 */
static bool
text_is_hidden(uint32_t cp)
{
	if (cp == 0x115F || cp == 0x1160 || cp == 0x3164 || cp == 0xFFA0)
		return true;
	return hidden >> utf8proc_category((utf8proc_int32_t)cp) & 1;
}

/* A control string (OSC, DCS …) up to its terminator; 0 if it has none. */
static size_t
string_length(const char *text, size_t len)
{
	size_t end = len < SEQUENCE_MAX ? len : SEQUENCE_MAX;

	for (size_t i = 0; i < end; i++) {
		if (text[i] == '\a')
			return i + 1;
		if (text[i] == 0x1B && i + 1 < len && text[i + 1] == '\\')
			return i + 2;
		if ((unsigned char)text[i] == 0xC2 && i + 1 < len &&
			(unsigned char)text[i + 1] == 0x9C)
			return i + 2;
	}
	return 0;
}

/* Parameters, intermediates and the final byte of a CSI sequence. */
static size_t
csi_length(const char *text, size_t len)
{
	size_t i = 0;

	while (i < len && text[i] >= 0x20 && text[i] <= 0x3F)
		i++;
	return i < len && text[i] >= 0x40 && text[i] <= 0x7E ? i + 1 : i;
}

/* What follows ESC and belongs to it. */
static size_t
escape_length(const char *text, size_t len)
{
	size_t i = 0;

	if (!len)
		return 0;
	if (text[0] == '[')
		return 1 + csi_length(text + 1, len - 1);
	if (strchr("]PX^_", text[0]) && text[0])
		return 1 + string_length(text + 1, len - 1);
	while (i < len && text[i] >= 0x20 && text[i] <= 0x2F)
		i++;
	return i < len && text[i] >= 0x30 && text[i] <= 0x7E ? i + 1 : i;
}

/* Bytes after a control character that are part of its sequence. */
static size_t
sequence_length(uint32_t cp, const char *text, size_t len)
{
	if (cp == 0x1B)
		return escape_length(text, len);
	if (cp == 0x9B)
		return csi_length(text, len);
	if (cp == 0x90 || cp == 0x98 || (cp >= 0x9D && cp <= 0x9F))
		return string_length(text, len);
	return 0;
}

/* The next harmless code point; returns the bytes of the original used. */
static size_t
text_next_clean(uint32_t *cp, const char *text, size_t len, bool lines)
{
	size_t n = text_decode(cp, text, len);

	if (!n)
		return 0;
	if (*cp == '\n' || *cp == '\t') {
		if (!lines)
			*cp = ' ';
		return n;
	}
	if (text_is_hidden(*cp)) {
		n += sequence_length(*cp, text + n, len - n);
		*cp = REPLACEMENT;
	}
	return n;
}

/* How many bytes before and behind the two places are equal, in sum. */
static size_t
bytes_alike(const char *text, size_t len, size_t at, const struct text_place *p)
{
	size_t before = 0, after = 0, size = p->end - p->start;

	while (before < at && before < p->start && before < BESIDE_MAX &&
		text[at - before - 1] == p->text[p->start - before - 1])
		before++;
	while (at + size + after < len && p->end + after < p->len &&
		after < BESIDE_MAX &&
		text[at + size + after] == p->text[p->end + after])
		after++;
	return before + after;
}

size_t
text_find_alike(size_t *likeness, const char *text, size_t len,
	const struct text_place *p)
{
	size_t found = SIZE_MAX, size = p->end - p->start;

	for (size_t at = 0; at + size <= len; at++) {
		const char *hit =
			memmem(text + at, len - at, p->text + p->start, size);
		size_t got;

		if (!hit)
			break;
		at = (size_t)(hit - text);
		got = bytes_alike(text, len, at, p);
		if (found == SIZE_MAX || got > *likeness) {
			found = at;
			*likeness = got;
		}
	}
	return found;
}

void
text_printable(char *out, size_t size, const char *text, size_t len)
{
	size_t at = 0;
	uint32_t cp = 0;

	for (size_t n = 0; (n = text_next_clean(&cp, text, len, false)) != 0;) {
		char utf8[4];
		size_t used = text_encode(utf8, cp);

		if (at + used + 1 > size)
			break;
		memcpy(out + at, utf8, used);
		at += used;
		text += n;
		len -= n;
	}
	out[at] = '\0';
}

char *
text_clean(const char *text, size_t len)
{
	struct buf out;
	uint32_t cp = 0;

	buf_init(&out, 3 * len + 1); /* a byte may become three: U+FFFD */
	for (size_t n = 0; (n = text_next_clean(&cp, text, len, true)) != 0;) {
		char utf8[4];

		buf_add(&out, utf8, text_encode(utf8, cp));
		text += n;
		len -= n;
	}
	return buf_take(&out);
}
