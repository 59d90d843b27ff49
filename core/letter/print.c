/* Fingerprints for the telephone. */
#include "letter/print.h"

#include <stdint.h>
#include <string.h>

#include "base/fixed.h"
#include "base/hash.h"

static const char *const said[LANG_COUNT][10] = {
	[LANG_EN] = { "zero", "one", "two", "three", "four", "five", "six",
		"seven", "eight", "nine" },
	[LANG_ZH] = { "零", "幺", "二", "三", "四", "五", "六", "七", "八",
		"九" },
};
static const char *const between[LANG_COUNT] = { " ", "" };
static const char *const groups_apart[LANG_COUNT] = { ", ", "，" };

void
print_digits(char out[PRINT_DIGITS], const struct sshkey *key)
{
	unsigned char raw[HASH_RAW];

	hash_raw(raw, key->blob, key->len);
	for (size_t i = 0; i < PRINT_GROUPS; i++) {
		const unsigned char *p = raw + i * 4;
		uint32_t n = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
			(uint32_t)p[2] << 8 | (uint32_t)p[3];

		fixed_format(out + i * 5, PRINT_DIGITS - i * 5, "%04u%s",
			n % 10000, i + 1 < PRINT_GROUPS ? " " : "");
	}
}

void
print_words(char out[PRINT_WORDS], const char *digits, enum lang lang)
{
	const char *gap = "";

	out[0] = '\0';
	for (const char *p = digits; *p; p++) {
		size_t n = strlen(out);

		if (*p == ' ') {
			gap = groups_apart[lang];
			continue;
		}
		fixed_format(out + n, PRINT_WORDS - n, "%s%s", gap,
			said[lang][*p - '0']);
		gap = between[lang];
	}
}
