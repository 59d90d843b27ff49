/*
 * Memory for a structure that is built once, read for a long time and freed as
 * a whole, such as a parsed library with its thousands of small texts. Single
 * allocations cannot be freed.
 */
#ifndef CRIER_BASE_POOL_H
#define CRIER_BASE_POOL_H

#include <stddef.h>

struct pool;

struct pool *pool_new(void);
void pool_free(struct pool *pool); /* NULL is allowed */

void *pool_alloc(struct pool *pool, size_t size); /* zeroed, aligned */
void *pool_array(struct pool *pool, size_t count, size_t size);
char *pool_strdup(struct pool *pool, const char *text);
char *pool_strndup(struct pool *pool, const char *text, size_t len);
char *pool_printf(struct pool *pool, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
