/*
 * Comparing names by signs and words.
 */
#include "domain/register/register_name.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { LATIN_LEAST = 4, PLACE_SIGNS = 4, FIRST_SIGN = 0x3400 };

bool
register_name_ends(const char *text, const char *const *words, size_t count)
{
	size_t len = strlen(text);

	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(words[i]);

		if (n <= len && strcasecmp(text + len - n, words[i]) == 0)
			return true;
	}
	return false;
}

/* Where the unit's own name begins behind "…省…市…县". */
static const char *
behind_place(const char *owner)
{
	static const char marks[] = "省市县区旗乡镇州盟";
	const char *p = owner, *found = owner;
	uint32_t cp;
	char one[5];
	int signs = 0; /* since the last mark: 市 of 云溪县市场… is none, nor
			  is 乡 of 住房和城乡… */

	while (signs < PLACE_SIGNS && *p) {
		size_t n = text_decode(&cp, p, strlen(p));

		memcpy(one, p, n);
		one[n] = '\0';
		p += n;
		if (n != 3 || signs++ == 0 || strstr(marks, one) == NULL)
			continue;
		found = p;
		signs = 0;
	}
	return *found ? found : owner;
}

/* Are the two signs in the text, the first before the second? */
static bool
has_in_order(const char *text, uint32_t first, uint32_t second)
{
	bool begun = false;
	uint32_t cp;

	while (*text) {
		text += text_decode(&cp, text, strlen(text));
		if (begun && cp == second)
			return true;
		begun = begun || cp == first;
	}
	return false;
}

/* Two Chinese signs beside each other that stand in the owner's name in the
 * same order: 文旅 of 文化和旅游局. */
static bool
shares_signs(const char *name, const char *owner)
{
	uint32_t last = 0, cp;

	while (*name) {
		name += text_decode(&cp, name, strlen(name));
		if (last >= FIRST_SIGN && cp >= FIRST_SIGN &&
			has_in_order(owner, last, cp))
			return true;
		last = cp;
	}
	return false;
}

static size_t
latin_word(const char *p)
{
	size_t n = 0;

	while (p[n] && (isalnum((unsigned char)p[n]) && (p[n] & 0x80) == 0))
		n++;
	return n;
}

static bool
has_latin(const char *text, const char *word, size_t len)
{
	for (const char *p = text; *p;) {
		size_t n = latin_word(p);

		if (n == len && strncasecmp(p, word, len) == 0)
			return true;
		p += n ? n : 1;
	}
	return false;
}

static bool
shares_word(const char *name, const char *owner)
{
	for (const char *p = name; *p;) {
		size_t n = latin_word(p);

		if (n >= LATIN_LEAST && has_latin(owner, p, n))
			return true;
		p += n ? n : 1;
	}
	return false;
}

bool
register_name_fits(const char *name, const char *owner,
	const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strstr(name, words[i]) != NULL)
			return true;
	return shares_signs(name, behind_place(owner)) ||
		shares_word(name, owner);
}

/* Bytes of the name before a bracket that ends it. */
static size_t
bare_length(const char *name)
{
	static const char *const ends[] = { "）", ")" };
	static const char *const begins[] = { "（", "(" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const char *open = strstr(name, begins[i]);

		if (open != NULL && open != name &&
			register_name_ends(name, &ends[i], 1))
			return (size_t)(open - name);
	}
	return strlen(name);
}

bool
register_name_same(const char *a, const char *b)
{
	size_t n = bare_length(a);

	return n == bare_length(b) && strncmp(a, b, n) == 0;
}
