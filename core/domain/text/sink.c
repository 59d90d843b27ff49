/*
 * Adding to a text that may become too long.
 */
#include "domain/text/sink.h"

#include <string.h>

void
sink_init(struct sink *s, size_t max)
{
	buf_init(&s->buf, max);
	s->lost = false;
}

void
sink_release(struct sink *s)
{
	buf_release(&s->buf);
}

void
sink_add(struct sink *s, const void *data, size_t len)
{
	s->lost = s->lost || !buf_try_add(&s->buf, data, len);
}

void
sink_puts(struct sink *s, const char *text)
{
	sink_add(s, text, strlen(text));
}

char *
sink_take(struct sink *s)
{
	if (!s->lost)
		return buf_take(&s->buf);
	buf_release(&s->buf);
	return NULL;
}
