/*
 * Memory that is always there: a request that cannot be met ends the program
 * through abort() (the console catches SIGABRT and restores the terminal). All
 * durable state is in SQLite and git, so ending is safe. Freed with free().
 */
#ifndef CRIER_BASE_MEM_H
#define CRIER_BASE_MEM_H

#include <stddef.h>

void *mem_new(size_t size); /* zeroed */
void *mem_array(size_t count, size_t size); /* zeroed, overflow checked */
void *mem_grow(void *old, size_t size);
char *mem_strdup(const char *text);
char *mem_strndup(const char *text, size_t len);
char *mem_printf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * Room for one element more at the end of an array, which grows by this alone:
 * its room is the next power of two of its count, so no second number is kept.
 *
 *	*MEM_ADD(list->rows, list->count) = row;
 *
 * counts the element and is the place to put it; the place is zeroed.
 */
#define MEM_ADD(array, count)                                                  \
	((array) = mem_room((array), (count), sizeof(*(array))),               \
		&(array)[(count)++])

void *mem_room(void *array, size_t count, size_t size);

/*
 * The same for many at once: room for `need` elements in an array that keeps
 * its room in `cap`.
 */
#define MEM_RESERVE(array, need, cap)                                          \
	((array) = mem_reserve((array), (need), &(cap), sizeof(*(array))))

void *mem_reserve(void *array, size_t need, size_t *cap, size_t size);

#endif
