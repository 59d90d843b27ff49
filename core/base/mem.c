/*
 * Allocation that never returns NULL: abort() ends the program instead. The
 * console catches SIGABRT to restore the terminal; the other programs just end.
 */
#include "base/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *
must(void *p)
{
	if (p == NULL) {
		(void)fputs("crier: out of memory\n", stderr);
		abort();
	}
	return p;
}

void *
mem_new(size_t size)
{
	return must(calloc(1, size ? size : 1));
}

void *
mem_array(size_t count, size_t size)
{
	return must(calloc(count ? count : 1, size ? size : 1));
}

void *
mem_grow(void *old, size_t size)
{
	return must(realloc(old, size ? size : 1));
}

void *
mem_room(void *array, size_t count, size_t size)
{
	assert(count < SIZE_MAX / 2 / size);
	if ((count & (count - 1)) == 0)
		array = mem_grow(array, (count ? count * 2 : 1) * size);
	memset((char *)array + count * size, 0, size);
	return array;
}

void *
mem_reserve(void *array, size_t need, size_t *cap, size_t size)
{
	assert(need < SIZE_MAX / 2 / size);
	if (need <= *cap)
		return array;
	while (*cap < need)
		*cap = *cap ? *cap * 2 : 8;
	return mem_grow(array, *cap * size);
}

char *
mem_strdup(const char *text)
{
	return must(strdup(text));
}

char *
mem_strndup(const char *text, size_t len)
{
	size_t n = strnlen(text, len);
	char *copy = must(malloc(n + 1));

	memcpy(copy, text, n);
	copy[n] = '\0';
	return copy;
}

char *
mem_printf(const char *fmt, ...)
{
	va_list ap;
	char *text = NULL;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (n < 0)
		text = NULL;
	return must(text);
}
