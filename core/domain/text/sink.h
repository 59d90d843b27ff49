/*
 * A text that is put together from what a library and officers bring, and so
 * may become too long: the sink remembers that something did not fit, and who
 * made it refuses the whole. A text that has lost a word is never shown.
 */
#ifndef CRIER_DOMAIN_TEXT_SINK_H
#define CRIER_DOMAIN_TEXT_SINK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct sink {
	struct buf buf;
	bool lost; /* something did not fit */
};

void sink_init(struct sink *s, size_t max);
void sink_release(struct sink *s);

void sink_add(struct sink *s, const void *data, size_t len);
void sink_puts(struct sink *s, const char *text);

/* Hands the text to the caller, who frees it; NULL if something was lost. */
char *sink_take(struct sink *s);

#endif
