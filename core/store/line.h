/*
 * What can be read from a canonical line without parsing it. Keys are sorted,
 * so a line begins with its act and ends with prev, seq, time, v and via, none
 * of which can hold a quote: looking from both ends cannot be misled by what
 * people wrote in between.
 */
#ifndef CRIER_STORE_LINE_H
#define CRIER_STORE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct line_ends {
	const char *act; /* in the line, act_len bytes */
	size_t act_len;
	const char *prev; /* in the line, 64 bytes, not looked at */
	int64_t seq;
	int64_t v;
};

/* False when the line has not this form. */
bool line_read(struct line_ends *out, const char *line, size_t len);

#endif
