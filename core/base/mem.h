/*
 * Allocation that never returns NULL. When memory is short the program ends
 * through abort() (the console catches SIGABRT and restores the terminal); all
 * durable state is in SQLite and git, so nothing is lost. Freed with free().
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
 * Makes room for one more element at the end of an array and counts it:
 *
 *	*MEM_ADD(list->rows, list->count) = row;
 *
 * The new element is zeroed. The room is always the next power of two of the
 * count, so it need not be stored; the array must only ever grow by this.
 */
#define MEM_ADD(array, count)                                                  \
	((array) = mem_room((array), (size_t)(count), sizeof(*(array))),       \
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
