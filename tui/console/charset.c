/*
 * Characters are put together byte by byte: a line may split them anywhere.
 */
#include "tui/console/charset.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

/* Longer names first. The first column is what follows the dot of a locale. */
static const struct {
	const char *locale, *name;
} charsets[] = { { "GB18030", "GB18030" }, { "GBK", "GBK" },
	{ "GB2312", "GBK" }, { "EUCCN", "GBK" }, { "EUC-CN", "GBK" },
	{ "CP936", "GBK" } };
enum { CHARSETS = sizeof(charsets) / sizeof(charsets[0]) };

void
charset_init(struct charset *c, const char *locale)
{
	const char *dot = strchr(locale, '.');

	*c = (struct charset){ .name = "UTF-8", .utf8 = true };
	for (size_t i = 0; dot && i < CHARSETS; i++) {
		if (strcasecmp(dot + 1, charsets[i].locale) != 0)
			continue;
		c->in = iconv_open("UTF-8", charsets[i].name);
		c->out = iconv_open(charsets[i].name, "UTF-8");
		if (c->in == (iconv_t)-1 || c->out == (iconv_t)-1) {
			charset_release(c);
			return;
		}
		c->name = charsets[i].name;
		c->utf8 = false;
		return;
	}
}

void
charset_release(struct charset *c)
{
	if (c->in != NULL && c->in != (iconv_t)-1)
		(void)iconv_close(c->in);
	if (c->out != NULL && c->out != (iconv_t)-1)
		(void)iconv_close(c->out);
	*c = (struct charset){ .name = "UTF-8", .utf8 = true };
}

enum decoding { DECODED, DECODE_MORE, DECODE_NOT };

/* Bytes of the character that begins with this one; 0: none does. */
static size_t
utf8_length(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static enum decoding
utf8_read(const struct charset *c, uint32_t *cp)
{
	size_t want = utf8_length((unsigned char)c->part[0]);
	unsigned char last = (unsigned char)c->part[c->part_len - 1];

	if (want == 0 || (c->part_len > 1 && (last & 0xC0) != 0x80))
		return DECODE_NOT;
	if (c->part_len < want)
		return DECODE_MORE;
	if (want == 1)
		*cp = last; /* NUL too */
	else if (text_decode(cp, c->part, c->part_len) != want)
		return DECODE_NOT;
	return DECODED;
}

static enum decoding
iconv_read(const struct charset *c, uint32_t *cp)
{
	char in[CHARSET_PART], out[CHARSET_PART], *from = in, *to = out;
	size_t left = c->part_len, room = sizeof(out);

	/* Which iconv may take for a part of four bytes: none has one. */
	if (left > 1 && (unsigned char)c->part[left - 1] < '0')
		return DECODE_NOT;
	memcpy(in, c->part, c->part_len);
	if (iconv(c->in, &from, &left, &to, &room) != (size_t)-1) {
		*cp = (unsigned char)out[0];
		if (*cp >= 0x80)
			(void)text_decode(cp, out, sizeof(out) - room);
		return DECODED;
	}
	(void)iconv(c->in, NULL, NULL, NULL, NULL);
	return errno == EINVAL && c->part_len < CHARSET_PART ? DECODE_MORE
							     : DECODE_NOT;
}

/* One byte more; returns how many code points that gave: 0, 1 or 2. */
static size_t
charset_take(struct charset *c, uint32_t *out, char byte)
{
	size_t count = 0;
	enum decoding is;

	c->part[c->part_len++] = byte;
	is = c->utf8 ? utf8_read(c, out) : iconv_read(c, out);
	if (is == DECODE_MORE)
		return 0;
	if (is == DECODED) {
		c->part_len = 0;
		return 1;
	}
	out[count++] = CHARSET_BAD;
	if (c->part_len == 1) {
		c->part_len = 0;
		return count;
	}
	c->part_len = 0; /* what came before is none; this byte may be one */
	return count + charset_take(c, out + count, byte);
}

size_t
charset_decode(struct charset *c, uint32_t *out, const char *bytes, size_t len)
{
	size_t count = 0;

	for (size_t i = 0; i < len; i++)
		count += charset_take(c, out + count, bytes[i]);
	return count;
}

/* The bytes of a code point; 0: it has none. */
static size_t
charset_bytes(const struct charset *c, char out[CHARSET_PART], uint32_t cp)
{
	char one[4], *from = one, *to = out;
	size_t left = text_encode(one, cp), room = CHARSET_PART;

	if (iconv(c->out, &from, &left, &to, &room) != (size_t)-1)
		return CHARSET_PART - room;
	(void)iconv(c->out, NULL, NULL, NULL, NULL);
	return 0;
}

bool
charset_shows(const struct charset *c, uint32_t cp)
{
	char bytes[CHARSET_PART];

	return c->utf8 || cp < 0x80 || charset_bytes(c, bytes, cp) > 0;
}

void
charset_encode(
	const struct charset *c, struct buf *out, const char *text, size_t len)
{
	char bytes[CHARSET_PART];
	size_t n, used;
	uint32_t cp;

	if (c->utf8) {
		buf_add(out, text, len);
		return;
	}
	for (size_t i = 0; i < len; i += n) {
		n = text_decode(&cp, text + i, len - i);
		if ((unsigned char)text[i] < 0x80) {
			buf_putc(out, text[i]);
			continue;
		}
		used = charset_bytes(c, bytes, cp);
		if (used > 0)
			buf_add(out, bytes, used);
		else
			buf_putc(out, '?');
	}
}
