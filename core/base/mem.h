/*
 * Memory that is always there: a request that cannot be met ends the program
 * through the handler below (the console restores the terminal in it). All
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

#endif
