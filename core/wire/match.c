/*
 * What servers are known to do to a text, undone on both sides.
 */
#include "wire/match.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "wire/html.h"

/* Past the host of @user@host, port included. */
static const char *
match_skip_host(const char *s)
{
	s += strspn(s,
		"abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
	if (*s == ':' && isdigit((unsigned char)s[1]))
		s += 1 + strspn(s + 1, "0123456789");
	return s;
}

/* A mark that a server may take for its own; 14:30 and 1.5 are no marks. */
static bool
match_is_mark(const char *text, const char *s)
{
	return ispunct((unsigned char)*s) &&
		!(s > text && isdigit((unsigned char)s[-1]) &&
			isdigit((unsigned char)s[1]));
}

static char *
match_normal(const char *text, bool loose)
{
	const char *s = text;
	bool mention = false;
	struct buf out;

	buf_init(&out, strlen(text) + 1); /* nothing is added */
	while (*s) {
		bool word = isalnum((unsigned char)*s) || *s == '_';

		if (*s == '@' && mention) {
			s = match_skip_host(s + 1);
			mention = false;
			continue;
		}
		if (*s == '@')
			mention = isalnum((unsigned char)s[1]) || s[1] == '_';
		else if (!word)
			mention = false;
		if (!loose || !match_is_mark(text, s))
			buf_putc(&out, *s);
		s++;
	}
	return buf_take(&out);
}

bool
match_text(const char *seen, const char *approved, bool loose)
{
	char *a = match_normal(seen, loose), *b = match_normal(approved, loose);
	bool equal = html_same_text(a, b);

	free(a);
	free(b);
	return equal;
}

static size_t
match_drop_space(char *text)
{
	char *to = text;

	for (const char *s = text; *s; s++)
		if (!isspace((unsigned char)*s))
			*to++ = *s;
	*to = '\0';
	return (size_t)(to - text);
}

char *
match_ink(const char *text)
{
	char *loose = match_normal(text, true), *ink = html_ink(loose);

	free(loose);
	return ink;
}

bool
match_near(const char *seen, const char *approved)
{
	char *a = match_normal(seen, true), *b = match_normal(approved, true);
	size_t alen = match_drop_space(a), blen = match_drop_space(b);
	size_t least = alen < blen ? alen : blen, head = 0, tail = 0;

	while (head < least && a[head] == b[head])
		head++;
	while (tail < least - head && a[alen - 1 - tail] == b[blen - 1 - tail])
		tail++;
	free(a);
	free(b);
	return blen > 0 && (head + tail) * 2 >= blen;
}
