/*
 * Bytes of a terminal to characters and back, in pieces of every size: what
 * is broken costs no byte that came after it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "tui/console/charset.h"

static const char gbk[] = "zh_CN.GBK", gb18030[] = "zh_CN.gb18030";
static const char utf8[] = "zh_CN.UTF-8";

/* Fed `step` bytes at a time; a byte that is no character is "<?>". */
static void
decode(char *out, size_t size, const char *locale, const char *bytes,
	size_t len, size_t step)
{
	struct charset c;
	uint32_t cps[64];
	size_t at = 0, n;

	charset_init(&c, locale);
	for (size_t i = 0; i < len; i += step) {
		n = charset_decode(
			&c, cps, bytes + i, step < len - i ? step : len - i);
		for (size_t k = 0; k < n; k++) {
			assert_true(at + 8 < size);
			if (cps[k] == CHARSET_BAD)
				at += (size_t)snprintf(out + at, 4, "<?>");
			else
				at += text_encode(out + at, cps[k]);
		}
	}
	out[at] = '\0';
	charset_release(&c);
}

struct row {
	const char *locale, *bytes, *want;
};

static void
expect(const struct row *rows, size_t count)
{
	char got[200];

	for (size_t i = 0; i < count; i++) {
		for (size_t step = 1; step < 5; step++) {
			decode(got, sizeof(got), rows[i].locale, rows[i].bytes,
				strlen(rows[i].bytes), step);
			if (strcmp(got, rows[i].want) != 0)
				fail_msg("row %zu by %zu: \"%s\", not \"%s\"",
					i, step, got, rows[i].want);
		}
	}
}

static void
charset__bytes_are_read_by_the_terminals_charset(void **state)
{
	static const struct row rows[] = { { utf8, "a汉字😀é", "a汉字😀é" },
		{ "", "汉", "汉" }, { "C", "汉", "汉" },
		{ "zh_CN.KOI8-R", "汉", "汉" },
		{ gbk, "a\xBA\xBA\xD7\xD6\xA3\xAC", "a汉字，" },
		{ "zh_CN.GB2312", "\xBA\xBA", "汉" },
		{ "zh_CN.eucCN", "\xBA\xBA", "汉" },
		{ gbk, "\x81\x40", "丂" }, /* its second byte is an @ */
		{ gb18030, "\xBA\xBA", "汉" },
		{ gb18030, "\x81\x39\xEE\x39", "㐀" }, /* four bytes */
		{ gb18030, "\x95\x32\x82\x36", "𠀀" } };

	(void)state;
	expect(rows, sizeof(rows) / sizeof(rows[0]));
}

/* An ESC that was lost would leave an answer's letters as keys. */
static void
charset__no_byte_is_lost_behind_a_broken_character(void **state)
{
	static const struct row rows[] = { { utf8, "\xE6\033[H", "<?>\033[H" },
		{ utf8, "\xE6\xB1\033]0;H", "<?>\033]0;H" },
		{ utf8, "\xFFH", "<?>H" }, { utf8, "\x80\x80", "<?><?>" },
		{ utf8, "\xE6\xE6\xB1\x89", "<?>汉" },
		{ utf8, "\xC0\x80", "<?><?>" },
		{ utf8, "\xED\xA0\x80x", "<?><?>x" },
		{ utf8, "\xF4\x90\x80\x80x", "<?><?>x" },
		{ gbk, "\xFF\033[H", "<?>\033[H" },
		{ gbk, "\xBA\033[H", "<?>\033[H" },
		{ gbk, "\xBA\033]0;H", "<?>\033]0;H" },
		{ gb18030, "\x81\x39\033[H", "<?>\033[H" } };

	(void)state;
	expect(rows, sizeof(rows) / sizeof(rows[0]));
}

static void
charset__nul_is_a_byte_like_others(void **state)
{
	struct charset c;
	uint32_t out[8];

	(void)state;
	charset_init(&c, utf8);
	assert_int_equal(charset_decode(&c, out, "a\0b", 3), 3);
	assert_int_equal(out[1], 0);
	charset_release(&c);
	charset_init(&c, gbk);
	assert_int_equal(charset_decode(&c, out, "a\0b", 3), 3);
	assert_int_equal(out[1], 0);
	charset_release(&c);
}

static void
charset__what_cannot_be_shown_is_a_question_mark(void **state)
{
	static const struct {
		const char *locale, *text, *want;
	} rows[] = { { gbk, "汉字，\033[1m",
			     "\xBA\xBA\xD7\xD6\xA3\xAC\033[1m" },
		{ gbk, "a😀b𠀀é", "a?b?\xA8\xA6" },
		{ gb18030, "㐀", "\x81\x39\xEE\x39" }, { utf8, "汉😀", "汉😀" } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct charset c;
		struct buf out;

		charset_init(&c, rows[i].locale);
		buf_init(&out, 1 << 10);
		charset_encode(&c, &out, rows[i].text, strlen(rows[i].text));
		assert_string_equal(out.data, rows[i].want);
		buf_release(&out);
		charset_release(&c);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			charset__bytes_are_read_by_the_terminals_charset),
		cmocka_unit_test(
			charset__no_byte_is_lost_behind_a_broken_character),
		cmocka_unit_test(charset__nul_is_a_byte_like_others),
		cmocka_unit_test(
			charset__what_cannot_be_shown_is_a_question_mark),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
