/*
 * A growing text with a maximum fixed at its birth. The bytes always end in
 * a NUL that is not counted. Out of memory ends the program (mem.h).
 *
 * What may be too long is tried: buf_try_* add all of it or nothing, and say
 * which; the answer must be used. The plain calls are for what this program
 * makes itself within a bound that it knows: going over it is our fault, and
 * ends the program.
 */
#ifndef CRIER_BASE_BUF_H
#define CRIER_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *data; /* never NULL: "" when empty */
	size_t len; /* bytes, without the NUL */
	size_t cap; /* bytes allocated, 0 when none */
	size_t max; /* most bytes this buffer may hold */
};

void buf_init(struct buf *b, size_t max);
void buf_release(struct buf *b);
void buf_reset(struct buf *b); /* empty again; keeps its memory */

void buf_add(struct buf *b, const void *data, size_t len);
void buf_puts(struct buf *b, const char *text);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#define BUF_MUST_LOOK __attribute__((warn_unused_result))

bool buf_try_add(struct buf *b, const void *data, size_t len) BUF_MUST_LOOK;
bool buf_try_puts(struct buf *b, const char *text) BUF_MUST_LOOK;
bool buf_try_printf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3))) BUF_MUST_LOOK;

/* Drops n bytes from the front. */
void buf_consume(struct buf *b, size_t n);

/* Hands the text to the caller, who frees it; the buffer is empty after. */
char *buf_take(struct buf *b);

#endif
