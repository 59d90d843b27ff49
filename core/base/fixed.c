/*
 * Texts in arrays of a fixed size.
 */
#include "base/fixed.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"

static bool fixed_write(char *out, size_t size, const char *fmt, va_list ap)
	__attribute__((format(printf, 3, 0)));

static bool
fixed_write(char *out, size_t size, const char *fmt, va_list ap)
{
	int n;

	assert(size > 0);
	n = vsnprintf(out, size, fmt, ap);
	assert(n >= 0);
	return (size_t)n < size;
}

static bool
fixed_copy(char *out, size_t size, const char *text)
{
	size_t len = strnlen(text, size);
	bool fits = len < size;

	assert(size > 0);
	if (!fits)
		len--;
	memmove(out, text, len);
	out[len] = '\0';
	return fits;
}

void
fixed_set(char *out, size_t size, const char *text)
{
	bool fits = fixed_copy(out, size, text);

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
	if (fixed_copy(out, size, text))
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
	if (!fixed_copy(out, size, text))
		err_cut(out);
}

void
fixed_cut_format(char *out, size_t size, const char *fmt, ...)
{
	va_list ap;
	bool fits;

	va_start(ap, fmt);
	fits = fixed_write(out, size, fmt, ap);
	va_end(ap);
	if (!fits)
		err_cut(out);
}
