/*
 * The journal's lines: what the engine refused, ignored or could not do.
 */
#include "relay/internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

void
relay_log(struct engine *e, const char *fmt, ...)
{
	char raw[600], line[600];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(raw, sizeof(raw), fmt, ap);
	va_end(ap);
	text_printable(line, sizeof(line), raw, strlen(raw));
	e->ops.log(e->ops.ctx, line);
}
