/*
 * Texts in arrays of a fixed size.
 */
#include "base/fixed.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* Drops a half UTF-8 character that a cut left at the end. */
static void
fixed_mend(char *text)
{
	size_t len = strlen(text), start = len, n;
	unsigned char c;

	while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start == 0)
		return;
	c = (unsigned char)text[start - 1];
	n = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	if (start - 1 + n > len)
		text[start - 1] = '\0';
}

static bool __attribute__((format(printf, 3, 0)))
fixed_write(char *out, size_t size, const char *fmt, va_list ap)
{
	int n;

	assert(size > 0);
	n = vsnprintf(out, size, fmt, ap);
	assert(n >= 0);
	return (size_t)n < size;
}

static bool
fixed_copy(char *out, size_t size, const char *text, size_t len)
{
	bool fits = len < size;

	assert(size > 0);
	if (!fits)
		len = size - 1;
	memmove(out, text, len);
	out[len] = '\0';
	return fits;
}

void
fixed_set(char *out, size_t size, const char *text)
{
	bool fits = fixed_copy(out, size, text, strnlen(text, size));

	assert(fits);
	(void)fits;
}

void
fixed_format(char *out, size_t size, const char *fmt, ...)
{
	va_list ap;
	bool fits;

	va_start(ap, fmt);
	fits = fixed_write(out, size, fmt, ap);
	va_end(ap);
	assert(fits);
	(void)fits;
}

bool
fixed_try(char *out, size_t size, const char *text)
{
	if (fixed_copy(out, size, text, strnlen(text, size)))
		return true;
	out[0] = '\0';
	return false;
}

bool
fixed_try_format(char *out, size_t size, const char *fmt, ...)
{
	va_list ap;
	bool fits;

	va_start(ap, fmt);
	fits = fixed_write(out, size, fmt, ap);
	va_end(ap);
	if (!fits)
		out[0] = '\0';
	return fits;
}

void
fixed_cut(char *out, size_t size, const char *text)
{
	if (!fixed_copy(out, size, text, strnlen(text, size)))
		fixed_mend(out);
}

void
fixed_cut_vformat(char *out, size_t size, const char *fmt, va_list ap)
{
	if (!fixed_write(out, size, fmt, ap))
		fixed_mend(out);
}

void
fixed_cut_format(char *out, size_t size, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fixed_cut_vformat(out, size, fmt, ap);
	va_end(ap);
}

bool
fixed_cut_add(char *out, size_t size, const char *text, size_t len)
{
	size_t at = strlen(out);
	bool fits = fixed_copy(out + at, size - at, text, len);

	if (!fits)
		fixed_mend(out);
	return fits;
}
