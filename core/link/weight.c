/*
 * One look at every byte, nothing kept.
 */
#include "link/weight.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* \uXXXX as UTF-8; half of a pair is two of its four bytes. */
static size_t
weight_escape(const char *hex)
{
	if (hex[0] != '0')
		return hex[0] == 'd' || hex[0] == 'D' ? 2 : 3;
	if (hex[1] == '0' && hex[2] >= '0' && hex[2] < '8')
		return 1;
	return hex[1] >= '0' && hex[1] < '8' ? 2 : 3;
}

/* The text that begins at `at`, behind its quote: where it ends. */
static size_t
weight_text(size_t *bytes, const char *line, size_t at, size_t len)
{
	while (at < len && line[at] != '"') {
		if (line[at] != '\\') {
			at++;
			(*bytes)++;
		} else if (line[at + 1] == 'u' && at + 6 <= len) {
			*bytes += weight_escape(line + at + 2);
			at += 6;
		} else {
			at += 2;
			(*bytes)++;
		}
	}
	return at < len ? at : len;
}

static void
weight_id(struct weight *out, const char *value)
{
	char *end;
	long long id;

	errno = 0;
	id = strtoll(value, &end, 10);
	if (out->has_id || end == value || errno != 0)
		return;
	out->has_id = true;
	out->id = id;
}

void
weight_take(struct weight *out, const char *line, size_t len)
{
	size_t text = 0; /* where the last one began */
	int depth = 0;

	*out = (struct weight){ .bytes = 0 };
	for (size_t at = 0; at < len; at++) {
		char c = line[at];

		out->bytes++;
		if (c == '"') {
			text = at + 1;
			at = weight_text(&out->bytes, line, text, len);
		} else if (c == '{' || c == '[') {
			depth++;
		} else if (c == '}' || c == ']') {
			depth--;
		} else if (c == ',') {
			out->bytes += WEIGHT_VALUE;
		} else if (c == ':' && depth == 1 &&
			strncmp(line + text, "id\"", 3) == 0) {
			weight_id(out, line + at + 1);
		}
	}
}
