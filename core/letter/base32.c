/* Crockford's base 32. */
#include "letter/base32.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"

static const char signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void
base32_format(char *out, const unsigned char *data, size_t len)
{
	uint32_t bits = 0;
	int have = 0;

	for (size_t i = 0; i < len; i++) {
		bits = (bits << 8 | data[i]) & 0xFFF;
		for (have += 8; have >= 5; have -= 5)
			*out++ = signs[bits >> (have - 5) & 31];
	}
	if (have > 0)
		*out++ = signs[bits << (5 - have) & 31];
	*out = '\0';
}

/* The sign's value, or -1. */
static int
base32_value(char c)
{
	const char *at;

	c = ascii_lower(c);
	if (c == 'o')
		return 0;
	if (c == 'i' || c == 'l')
		return 1;
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	at = c ? strchr(signs, c) : NULL;
	return at ? (int)(at - signs) : -1;
}

static bool
base32_is_gap(char c)
{
	return c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r';
}

bool
base32_parse(unsigned char *out, size_t room, size_t *len, const char *text,
	size_t text_len)
{
	uint32_t bits = 0;
	int have = 0;
	size_t n = 0;

	for (size_t i = 0; i < text_len; i++) {
		int value = base32_value(text[i]);

		if (base32_is_gap(text[i]))
			continue;
		if (value < 0)
			return false;
		bits = (bits << 5 | (uint32_t)value) & 0xFFF;
		have += 5;
		if (have < 8)
			continue;
		if (n == room)
			return false;
		have -= 8;
		out[n++] = (unsigned char)(bits >> have & 0xFF);
	}
	*len = n;
	return have < 5 && (bits & ((1U << have) - 1)) == 0;
}
