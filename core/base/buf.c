/*
 * The bounded text buffer. Growth doubles up to the maximum; there is no way
 * to make one without a maximum.
 */
#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static char empty[1] = "";

void
buf_init(struct buf *b, size_t max)
{
	assert(max > 0);
	*b = (struct buf){ .data = empty, .max = max };
}

void
buf_release(struct buf *b)
{
	if (b == NULL)
		return;
	if (b->cap > 0)
		free(b->data);
	*b = (struct buf){ .data = empty, .max = b->max };
}

void
buf_reset(struct buf *b)
{
	b->len = 0;
	if (b->cap > 0)
		b->data[0] = '\0';
}

static bool
buf_reserve(struct buf *b, size_t more)
{
	size_t cap;

	if (more > b->max - b->len)
		return false;
	if (b->len + more + 1 <= b->cap)
		return true;
	cap = b->cap ? b->cap : 64;
	while (cap < b->len + more + 1)
		cap *= 2;
	b->data = mem_grow(b->cap ? b->data : NULL, cap);
	b->cap = cap;
	return true;
}

bool
buf_try_add(struct buf *b, const void *data, size_t len)
{
	if (!buf_reserve(b, len))
		return false;
	if (len > 0)
		memcpy(b->data + b->len, data, len);
	b->len += len;
	b->data[b->len] = '\0';
	return true;
}

bool
buf_try_puts(struct buf *b, const char *text)
{
	return buf_try_add(b, text, strlen(text));
}

static bool __attribute__((format(printf, 2, 0)))
buf_format(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	bool fits;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	assert(n >= 0);
	fits = buf_reserve(b, (size_t)n);
	if (fits) {
		(void)vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
		b->len += (size_t)n;
	}
	return fits;
}

bool
buf_try_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	bool fits;

	va_start(ap, fmt);
	fits = buf_format(b, fmt, ap);
	va_end(ap);
	return fits;
}

void
buf_add(struct buf *b, const void *data, size_t len)
{
	bool fits = buf_try_add(b, data, len);

	assert(fits);
	(void)fits;
}

void
buf_puts(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void
buf_putc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	bool fits;

	va_start(ap, fmt);
	fits = buf_format(b, fmt, ap);
	va_end(ap);
	assert(fits);
	(void)fits;
}

void
buf_consume(struct buf *b, size_t n)
{
	assert(n <= b->len);
	if (n == 0)
		return;
	memmove(b->data, b->data + n, b->len - n);
	b->len -= n;
	b->data[b->len] = '\0';
}

char *
buf_take(struct buf *b)
{
	char *text = b->cap ? b->data : mem_strdup("");

	*b = (struct buf){ .data = empty, .max = b->max };
	return text;
}
