/*
 * Clusters by wcwidth: a character of width 1 or 2 and the zero-width marks
 * behind it. A family emoji is shown as its members side by side, which is
 * what terminals that go by wcwidth do anyway.
 */
#include "tui/pages/cluster.h"

#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

#include "base/text.h"

enum { REPLACEMENT = 0xFFFD, JOINER = 0x200D };

/* What stands on the screen for a code point, and its columns. */
static wchar_t
cluster_shown(uint32_t cp, int *width)
{
	utf8proc_category_t cat;

	if (cp == '\n' || cp == '\t') {
		*width = 1;
		return L' ';
	}
	if (cp >= 0x20 && cp < 0x7F) {
		*width = 1;
		return (wchar_t)cp;
	}
	cat = utf8proc_category((utf8proc_int32_t)cp);
	*width = wcwidth((wchar_t)cp);
	if (cat == UTF8PROC_CATEGORY_CF || cat == UTF8PROC_CATEGORY_CC ||
		cat == UTF8PROC_CATEGORY_ZL || cat == UTF8PROC_CATEGORY_ZP ||
		*width < 0) {
		*width = 1;
		return REPLACEMENT;
	}
	return (wchar_t)cp;
}

/* Marks that sit on the character before them; the joiner shows nothing. */
static size_t
add_marks(struct cluster *c, const char *text, size_t len)
{
	size_t used = 0, n;
	size_t chars = wcslen(c->ch);
	uint32_t cp;
	int width;
	wchar_t ch;

	for (;;) {
		n = text_decode(&cp, text + used, len - used);
		if (n == 0)
			break;
		if (cp == JOINER) {
			used += n;
			continue;
		}
		ch = cluster_shown(cp, &width);
		if (width != 0)
			break;
		if (chars < CLUSTER_CHARS)
			c->ch[chars++] = ch;
		used += n;
	}
	c->ch[chars] = 0;
	return used;
}

/* A plain character with another, or nothing, behind it has no marks. */
static bool
cluster_is_plain(const char *text, size_t len)
{
	return len > 0 && text[0] >= 0x20 && text[0] < 0x7F &&
		(len == 1 || !(text[1] & 0x80));
}

/* An ideograph of the basic block, U+4E00 to U+9FFF, which is three bytes; 0 any
 * other. Most of what is written here is made of them. */
static uint32_t
cluster_ideograph(const char *text, size_t len)
{
	const unsigned char *b = (const unsigned char *)text;
	uint32_t cp;

	if (len < 3 || b[0] < 0xE4 || b[0] > 0xE9 || (b[1] & 0xC0) != 0x80 ||
		(b[2] & 0xC0) != 0x80)
		return 0;
	cp = (b[0] & 0x0FU) << 12 | (b[1] & 0x3FU) << 6 | (b[2] & 0x3FU);
	return cp >= 0x4E00 ? cp : 0;
}

/* What follows is a character of its own, without a look at any table. */
static bool
cluster_ends(const char *text, size_t len)
{
	return len == 0 || !(text[0] & 0x80) || cluster_ideograph(text, len);
}

size_t
cluster_next(struct cluster *out, const char *text, size_t len)
{
	struct cluster c = { .ch = { 0 } };
	uint32_t cp = cluster_ideograph(text, len);
	size_t n;

	if (cp != 0 && cluster_ends(text + 3, len - 3)) {
		if (out)
			*out = (struct cluster){ { (wchar_t)cp }, 2 };
		return 3;
	}
	n = text_decode(&cp, text, len);

	if (n == 0)
		return 0;
	c.ch[0] = cluster_shown(cp, &c.width);
	if (c.width == 0) { /* a mark without a character */
		c.ch[1] = c.ch[0];
		c.ch[0] = L' ';
		c.width = 1;
	}
	if (cp != '\n')
		n += add_marks(&c, text + n, len - n);
	if (out)
		*out = c;
	return n;
}

size_t
cluster_before(const char *text, size_t at)
{
	size_t from = at, start, n;

	/* A newline or a plain ASCII character surely begins a cluster. */
	while (from > 0) {
		from--;
		if ((unsigned char)text[from] < 0x80 && from + 1 < at)
			break;
	}
	for (start = from; from < at; from += n) {
		start = from;
		n = cluster_next(NULL, text + from, at - from);
		if (n == 0)
			break;
	}
	return start;
}

int
cluster_width_n(const char *text, size_t len)
{
	struct cluster c;
	int width = 0;
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		if (cluster_is_plain(text + i, len - i)) {
			n = 1;
			width++;
			continue;
		}
		n = cluster_next(&c, text + i, len - i);
		if (n == 0)
			break;
		width += c.width;
	}
	return width;
}

int
cluster_width(const char *text)
{
	return cluster_width_n(text, strlen(text));
}

size_t
cluster_fit(const char *text, size_t len, int width)
{
	struct cluster c;
	size_t i = 0, n;

	for (; i < len; i += n) {
		n = cluster_next(&c, text + i, len - i);
		if (n == 0 || c.width > width)
			break;
		width -= c.width;
	}
	return i;
}
