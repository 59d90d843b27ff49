/*
 * Looking for what was typed by way of readings.
 *
 * All ways to read a text are followed at once: a bit stands for each place in
 * the word that was typed, and is set where the characters so far can have
 * been typed up to there. So nothing that is typed or stored takes longer than
 * its length.
 */
#include "base/pinyin.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/text.h"

enum { FIRST = 0x3400, ROW = 16 };

#define PINYIN_SET(readings) readings,
#define PINYIN_ROW(...)
static const char *const sets[] = {
#include "base/pinyin.def"
};
#undef PINYIN_SET
#undef PINYIN_ROW

#define PINYIN_SET(readings)
#define PINYIN_ROW(...) { __VA_ARGS__ },
static const uint16_t rows[][ROW] = {
#include "base/pinyin.def"
};

/* Its readings, blanks between; "" of none. */
static const char *
readings_of(uint32_t cp)
{
	if (cp < FIRST || cp >= FIRST + ROW * sizeof(rows) / sizeof(rows[0]))
		return "";
	return sets[rows[(cp - FIRST) / ROW][(cp - FIRST) % ROW]];
}

bool
pinyin_init(struct pinyin *p, const char *typed)
{
	size_t n = 0;

	for (; *typed; typed++) {
		char c = ascii_lower(*typed);

		if (c == '\'' ||
			(c == ' ' && (n == 0 || p->typed[n - 1] == ' ')))
			continue;
		if (n == PINYIN_TYPED)
			return false;
		p->typed[n++] = c;
	}
	while (n > 0 && p->typed[n - 1] == ' ')
		n--;
	p->typed[n] = '\0';
	return n > 0;
}

/* ---- one word ---- */

struct typed_word {
	const char *s;
	size_t len;
};

/*
 * How many bytes of the word's rest the reading at *r can have been typed as: a
 * bit each. All of it, its first letter, zh ch sh; at the end any beginning.
 * Goes on to the next reading.
 */
static uint64_t
typed_as(const char **r, const char *rest, size_t rest_len)
{
	const char *s = *r;
	size_t same = 0, len = 0;
	uint64_t ways = 0;

	for (; s[len] && s[len] != ' '; len++)
		if (same == len && len < rest_len && s[len] == rest[len])
			same++;
	*r = s[len] ? s + len + 1 : s + len;
	if (same == 0)
		return 0;
	ways = UINT64_C(1) << 1;
	if (same >= 2 && s[1] == 'h')
		ways |= UINT64_C(1) << 2;
	if (same == len || same == rest_len)
		ways |= UINT64_C(1) << same;
	return ways;
}

/* The places to which a character leads from one of them. */
static uint64_t
steps_of(uint32_t cp, const char *at, size_t n, const struct typed_word *w,
	size_t from)
{
	const char *rest = w->s + from, *reading = readings_of(cp);
	size_t rest_len = w->len - from;
	uint64_t ways = 0;

	if (n == 1 && ascii_lower(*at) == *rest)
		ways = UINT64_C(1) << 1;
	else if (*at == *rest && n <= rest_len && memcmp(at, rest, n) == 0)
		ways = UINT64_C(1) << n;
	while (*reading)
		ways |= typed_as(&reading, rest, rest_len);
	return ways << from;
}

static bool
finds_word(const struct typed_word *w, const char *text, size_t len)
{
	uint64_t end = UINT64_C(1) << w->len, places = 0, next;
	uint32_t cp;
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		n = text_decode(&cp, text + i, len - i);
		if (n == 0)
			return false;
		places |= 1; /* it may begin anywhere */
		next = 0;
		for (size_t from = 0; places >> from; from++)
			if (places >> from & 1)
				next |= steps_of(cp, text + i, n, w, from);
		if (next & end)
			return true;
		places = next;
	}
	return false;
}

bool
pinyin_finds(const struct pinyin *p, const char *text, size_t len)
{
	struct typed_word w = { .s = p->typed };

	for (; *w.s; w.s += w.len + (w.s[w.len] == ' ')) {
		w.len = strcspn(w.s, " ");
		if (!finds_word(&w, text, len))
			return false;
	}
	return true;
}
