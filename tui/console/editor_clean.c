/*
 * What of a foreign text an editor takes.
 */
#include "tui/console/editor_clean.h"

#include <utf8proc.h>

#include "base/text.h"

enum { JOINER = 0x200D };

/* Bytes of an escape sequence at the front (ESC included), 0 if none. */
static size_t
sequence(const char *s, size_t len)
{
	size_t i = 1;

	if (len == 0 || s[0] != '\033')
		return 0;
	if (i < len && s[i] == '[') {
		for (i++; i < len && s[i] >= 0x20 && s[i] < 0x40; i++)
			;
		return i < len ? i + 1 : i;
	}
	if (i < len &&
		(s[i] == ']' || s[i] == 'P' || s[i] == '_' || s[i] == '^' ||
			s[i] == 'X')) {
		for (i++; i < len && s[i] != '\a' && s[i] != '\033' &&
			s[i] != '\n';
			i++)
			;
		if (i + 1 < len && s[i] == '\033' && s[i + 1] == '\\')
			return i + 2;
		return i < len && s[i] == '\a' ? i + 1 : i;
	}
	return i < len && s[i] >= 0x20 && s[i] < 0x7F ? i + 1 : i;
}

bool
editor_is_hidden(uint32_t cp)
{
	utf8proc_category_t cat = utf8proc_category((utf8proc_int32_t)cp);

	return cp != JOINER && cat != UTF8PROC_CATEGORY_MN &&
		(cat == UTF8PROC_CATEGORY_CC || cat == UTF8PROC_CATEGORY_CF ||
			cat == UTF8PROC_CATEGORY_ZL ||
			cat == UTF8PROC_CATEGORY_ZP ||
			cat == UTF8PROC_CATEGORY_CS);
}

/* Foreign text as this editor may hold it. A byte that is not UTF-8 becomes
 * U+FFFD, which has three. */
void
editor_clean(struct buf *out, const char *s, size_t len, bool single)
{
	uint32_t cp;
	char utf8[4];
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		n = sequence(s + i, len - i);
		if (n > 0)
			continue;
		n = text_decode(&cp, s + i, len - i);
		if (n == 0)
			break;
		if (cp == '\r') {
			if (i + 1 < len && s[i + 1] == '\n')
				continue;
			cp = '\n';
		}
		if (cp == '\t' || (cp == '\n' && single))
			cp = ' ';
		if (cp == '\n' || !editor_is_hidden(cp))
			buf_add(out, utf8, text_encode(utf8, cp));
	}
}
