/*
 * How long a text is, as each platform counts. Sources of the rules are in
 * playbooks/rules/platforms.yaml beside the numbers.
 */
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static const char *const unit_words[] = {
	[TEXT_CODE_POINTS] = "code-points",
	[TEXT_GRAPHEMES] = "graphemes",
	[TEXT_WEIGHTED] = "weighted",
	[TEXT_WEIBO] = "weibo",
	[TEXT_BYTES] = "bytes",
};
static_assert(sizeof(unit_words) / sizeof(unit_words[0]) == TEXT_UNITS,
	"every unit has its word");

const char *
text_unit_word(enum text_unit unit)
{
	assert(unit < TEXT_UNITS);
	return unit_words[unit];
}

static bool
is_url_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		(c >= '0' && c <= '9') ||
		(c && strchr("-._~:/?#[]@!$&'()*+,;=%", c));
}

static size_t
scheme_length(const char *text, size_t len)
{
	if (len > 8 && memcmp(text, "https://", 8) == 0)
		return 8;
	return len > 7 && memcmp(text, "http://", 7) == 0 ? 7 : 0;
}

bool
text_url(size_t *start, size_t *end, const char *text, size_t len, size_t from)
{
	for (size_t i = from; i < len; i++) {
		size_t scheme =
			text[i] == 'h' ? scheme_length(text + i, len - i) : 0;
		size_t e;

		if (!scheme)
			continue;
		e = i + scheme;
		while (e < len && is_url_byte(text[e]))
			e++;
		while (e > i + scheme && strchr(".,;:!?')]", text[e - 1]))
			e--;
		if (e == i + scheme)
			continue;
		*start = i;
		*end = e;
		return true;
	}
	return false;
}

static long
count_code_points(const char *text, size_t len)
{
	long count = 0;

	for (size_t i = 0; i < len; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

static long
count_graphemes(const char *text, size_t len)
{
	long count = 0;
	utf8proc_int32_t state = 0;
	uint32_t before = 0, cp = 0;

	for (size_t i = 0, n = 0; i < len; i += n, before = cp) {
		n = text_decode(&cp, text + i, len - i);
		count += i == 0 ||
			utf8proc_grapheme_break_stateful(
				(int)before, (int)cp, &state);
	}
	return count;
}

static long
weight_x(uint32_t cp)
{
	bool light = cp <= 0x10FF || (cp >= 0x2000 && cp <= 0x200D) ||
		(cp >= 0x2010 && cp <= 0x201F) ||
		(cp >= 0x2032 && cp <= 0x2037);

	return light ? 1 : 2;
}

static bool
is_emoji(uint32_t cp)
{
	int b = utf8proc_get_property((int)cp)->boundclass;

	return cp == 0x20E3 || b == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR ||
		(cp >= 0x2000 &&
			b == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC);
}

/* Composed first, as X does; a cluster with an emoji in it counts 2. */
static long
count_weighted(const char *text, size_t len)
{
	utf8proc_uint8_t *nfc = NULL;
	utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text,
		(utf8proc_ssize_t)len, &nfc,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	const char *s = size < 0 ? text : (const char *)nfc;
	size_t n = 0, end = size < 0 ? len : (size_t)size;
	long total = 0, cluster = 0;
	bool emoji = false;
	utf8proc_int32_t state = 0;
	uint32_t before = 0, cp = 0;

	for (size_t i = 0; i < end; i += n, before = cp) {
		n = text_decode(&cp, s + i, end - i);
		if (i &&
			utf8proc_grapheme_break_stateful(
				(int)before, (int)cp, &state)) {
			total += emoji ? 2 : cluster;
			cluster = 0;
			emoji = false;
		}
		cluster += weight_x(cp);
		emoji = emoji || is_emoji(cp);
	}
	free(nfc);
	return total + (emoji ? 2 : cluster);
}

/* Halves, so that the sum of the pieces can be rounded once. */
static long
count_halves(const char *text, size_t len)
{
	long halves = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c & 0xC0) != 0x80)
			halves += c < 0x80 ? 1 : 2;
	}
	return halves;
}

static long
count_bytes(const char *text, size_t len)
{
	(void)text;
	return (long)len;
}

static const struct {
	long (*count)(const char *text, size_t len);
	long scale; /* counted parts that make one */
} counters[] = {
	[TEXT_CODE_POINTS] = { count_code_points, 1 },
	[TEXT_GRAPHEMES] = { count_graphemes, 1 },
	[TEXT_WEIGHTED] = { count_weighted, 1 },
	[TEXT_WEIBO] = { count_halves, 2 },
	[TEXT_BYTES] = { count_bytes, 1 },
};
static_assert(sizeof(counters) / sizeof(counters[0]) == TEXT_UNITS,
	"every unit is counted");

long
text_count(const char *text, size_t len, enum text_unit unit, int url_weight)
{
	size_t from = 0, start = 0, end = 0;
	long parts = 0, scale;

	assert(unit < TEXT_UNITS);
	scale = counters[unit].scale;
	while (url_weight > 0 && text_url(&start, &end, text, len, from)) {
		parts += counters[unit].count(text + from, start - from);
		parts += url_weight * scale;
		from = end;
	}
	parts += counters[unit].count(text + from, len - from);
	return (parts + scale - 1) / scale;
}
