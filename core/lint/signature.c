/*
 * A line of a signature is short and has no stop, comma or colon except the one
 * in a time. The first line of a text is never a signature: it is the title or
 * the only sentence.
 */
#include "lint/signature.h"

#include <string.h>

#include "base/ascii.h"

enum { LINES = 3, LINE_BYTES = 120 };

/* "City of Coldwater, March 9, 2:00 p.m.", "9 March, 2 p.m.": a unit and a date
 * in one line, or a date. */
static bool
is_dated_line(const char *t, size_t start, size_t end)
{
	bool digit = false;

	for (size_t i = start; i < end; i++) {
		if ((unsigned char)t[i] >= 0x80)
			return false;
		digit = digit || ascii_is_digit(t[i]);
	}
	return digit && end > start && ascii_is_alnum(t[start]);
}

static bool
is_unsaying(const char *t, size_t start, size_t end)
{
	static const char *const stops[] = { "。", "、", "《", "》" };

	bool dated = is_dated_line(t, start, end);

	if (end - start > LINE_BYTES)
		return false;
	for (size_t i = start; i < end; i++) {
		if (strchr(";!?", t[i]) || (t[i] == ',' && !dated))
			return false;
		if (t[i] == ':' &&
			!(i > start && ascii_is_digit(t[i - 1]) &&
				ascii_is_digit(t[i + 1])))
			return false;
		if (t[i] == '.' && i > start && t[i - 1] == 'm' && dated)
			continue; /* "3:40 a.m." */
		if (t[i] == '.' && (i + 1 == end || t[i + 1] == ' '))
			return false;
		for (size_t k = 0; k < sizeof(stops) / sizeof(stops[0]); k++)
			if (strncmp(t + i, stops[k], strlen(stops[k])) == 0)
				return false;
	}
	return true;
}

size_t
signature_start(const struct lint_text *t)
{
	const char *data = t->f.data;
	size_t start = t->f.len, end = t->f.len;

	for (int lines = 0; lines < LINES;) {
		size_t line;

		while (end && strchr("\n\r\t ", data[end - 1]))
			end--;
		line = end;
		while (line && data[line - 1] != '\n')
			line--;
		if (!line || line == end || !is_unsaying(data, line, end))
			break;
		start = line;
		end = line;
		lines++;
	}
	return start;
}
