/* A list of blocks, each filled from its start. All are freed together. */
#include "base/pool.h"

#include <assert.h>
#include <stdarg.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { POOL_BLOCK = 16 << 10, POOL_ALIGN = alignof(max_align_t) };

struct pool_block {
	struct pool_block *next;
	size_t used, size;
	alignas(max_align_t) unsigned char data[];
};

struct pool {
	struct pool_block *blocks;
};

struct pool *
pool_new(void)
{
	return mem_new(sizeof(struct pool));
}

void
pool_free(struct pool *pool)
{
	if (!pool)
		return;
	while (pool->blocks) {
		struct pool_block *next = pool->blocks->next;

		free(pool->blocks);
		pool->blocks = next;
	}
	free(pool);
}

void *
pool_alloc(struct pool *pool, size_t size)
{
	struct pool_block *b;
	void *out;

	assert(size < SIZE_MAX / 2);
	size = (size + POOL_ALIGN - 1) / POOL_ALIGN * POOL_ALIGN;
	b = pool->blocks;
	if (!b || b->size - b->used < size) {
		size_t room = size > POOL_BLOCK ? size : POOL_BLOCK;

		b = mem_new(sizeof(*b) + room);
		b->size = room;
		b->next = pool->blocks;
		pool->blocks = b;
	}
	out = b->data + b->used;
	b->used += size;
	return out;
}

void *
pool_array(struct pool *pool, size_t count, size_t size)
{
	assert(!size || count <= SIZE_MAX / 2 / size);
	return pool_alloc(pool, count * size);
}

char *
pool_strndup(struct pool *pool, const char *text, size_t len)
{
	char *out = pool_alloc(pool, len + 1);

	if (len)
		memcpy(out, text, len);
	return out;
}

char *
pool_strdup(struct pool *pool, const char *text)
{
	return pool_strndup(pool, text, strlen(text));
}

char *
pool_printf(struct pool *pool, const char *fmt, ...)
{
	va_list args;
	int len;
	char *out;

	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	assert(len >= 0);
	out = pool_alloc(pool, (size_t)len + 1);
	va_start(args, fmt);
	vsnprintf(out, (size_t)len + 1, fmt, args);
	va_end(args);
	return out;
}
