/*
 * Makes the phrase that fires and compares it with what was typed.
 */
#include "tui/console/phrase.h"

#include <stdint.h>
#include <string.h>

#include "base/fixed.h"
#include "base/text.h"
#include "tui/pages/typed.h"

enum { CODES = 10000 }; /* of four digits */

void
phrase_format(char out[PHRASE], const char *word, int accounts, unsigned chance)
{
	char shown[PHRASE - 24];

	fixed_cut(shown, sizeof(shown), word);
	fixed_format(
		out, PHRASE, "%s %d %04u", shown, accounts, chance % CODES);
}

/* Its narrow twins, one blank between words; false if it is too long. */
static bool
make_plain(char out[PHRASE], const char *typed)
{
	char utf8[4];
	size_t left = strlen(typed), len = 0, used, n;
	bool blank = false;
	uint32_t cp;

	for (; (used = text_decode(&cp, typed, left)) > 0; left -= used) {
		typed += used;
		cp = typed_narrow(cp);
		if (cp == ' ') {
			blank = len > 0;
			continue;
		}
		n = text_encode(utf8, cp);
		if (len + n + 2 > PHRASE)
			return false;
		if (blank)
			out[len++] = ' ';
		blank = false;
		memcpy(out + len, utf8, n);
		len += n;
	}
	out[len] = '\0';
	return true;
}

bool
phrase_is(const char *phrase, const char *typed)
{
	char plain[PHRASE];

	return make_plain(plain, typed) && strcmp(plain, phrase) == 0;
}
