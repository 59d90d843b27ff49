/*
 * UTF-8, what platforms count, what reaches a terminal, and folding with its
 * way back.
 */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROWS(t) (sizeof(t) / sizeof((t)[0]))

static void
text__only_strict_utf8_is_valid(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		bool valid;
	} rows[] = {
		{ "", 0, true },
		{ "abc", 3, true },
		{ "暴雨", 6, true },
		{ "\xF0\x9F\x9A\xA8", 4, true }, /* U+1F6A8 */
		{ "\xF4\x8F\xBF\xBF", 4, true }, /* U+10FFFF */
		{ "\xC0\xAF", 2, false }, /* overlong solidus */
		{ "\xE0\x80\xAF", 3, false },
		{ "\xED\xA0\x80", 3, false }, /* a surrogate */
		{ "\xF4\x90\x80\x80", 4, false }, /* over U+10FFFF */
		{ "\x80", 1, false },
		{ "\xE6\x9A", 2, false }, /* cut off */
		{ "a\0b", 3, false },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		assert_int_equal(text_is_valid(rows[i].text, rows[i].len),
			rows[i].valid);
}

static void
text__decoding_and_encoding_agree(void **state)
{
	static const uint32_t rows[] = { 0x41, 0x7F, 0x80, 0x7FF, 0x800, 0x66B4,
		0xFFFD, 0x10000, 0x1F6A8, 0x10FFFF };

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		char utf8[4];
		uint32_t got = 0;
		size_t n = text_encode(utf8, rows[i]);

		assert_int_equal(text_decode(&got, utf8, n), n);
		assert_int_equal(got, rows[i]);
	}
}

static void
text__a_cut_ends_at_a_character(void **state)
{
	static const struct {
		size_t max, want;
	} rows[] = { { 0, 0 }, { 1, 1 }, { 2, 1 }, { 3, 1 }, { 4, 4 }, { 5, 4 },
		{ 7, 7 }, { 99, 7 } };

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		assert_int_equal(
			text_cut("a暴雨", 7, rows[i].max), rows[i].want);
}

#define R "\xEF\xBF\xBD" /* U+FFFD */

static void
text__nothing_hostile_reaches_a_terminal(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "东安县 ok", "东安县 ok" },
		{ "a\x1b[31mred\x1b[0m", "a" R "red" R },
		{ "a\x1b]0;title\ab", "a" R "b" },
		{ "a\x1b]0;title\x1b\\b", "a" R "b" },
		{ "a\x1b]52;c;QQ==", "a" R "52;c;QQ==" },
		{ "a\x1bPq\x1b\\b", "a" R "b" },
		{ "a\x1b"
		  "cb",
			"a" R "b" }, /* reset */
		{ "a\x1b(0b", "a" R "b" }, /* other character set */
		{ "\x1b", R },
		{ "\x1b[", R },
		{ "\x1b[31", R },
		{ "a\xC2\x9B"
		  "31mb",
			"a" R "b" }, /* C1 CSI */
		{ "a\xC2\x9D"
		  "0;t\xC2\x9C"
		  "b",
			"a" R "b" }, /* OSC, ST */
		{ "a\x9B"
		  "b",
			"a" R "b" }, /* a bare byte */
		{ "a\rb\bc\x7F", "a" R "b" R "c" R },
		{ "a\nb\tc", "a b c" },
		{ "a\xE2\x80\xAE"
		  "b",
			"a" R "b" }, /* U+202E */
		{ "a\xE2\x81\xA6"
		  "b",
			"a" R "b" }, /* U+2066 */
		{ "a\xE2\x80\x8B"
		  "b",
			"a" R "b" }, /* U+200B */
		{ "a\xEF\xBB\xBF"
		  "b",
			"a" R "b" }, /* U+FEFF */
		{ "a\xE2\x80\xA8"
		  "b",
			"a" R "b" }, /* U+2028 */
		{ "a\xF3\xA0\x80\xA1"
		  "b",
			"a" R "b" }, /* a tag */
		{ "a\xE3\x85\xA4"
		  "b",
			"a" R "b" }, /* Hangul filler */
		{ "\xFF\xFE", R R },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		char got[200];

		text_printable(
			got, sizeof(got), rows[i].text, strlen(rows[i].text));
		assert_string_equal(got, rows[i].want);
	}
}

static void
text__every_control_is_replaced(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp < 0xA0; cp++) {
		char in[4], got[32];
		bool blank;

		if (cp >= 0x20 && cp < 0x7F)
			continue;
		text_printable(got, sizeof(got), in, text_encode(in, cp));
		blank = cp == '\n' || cp == '\t';
		assert_string_equal(got, blank ? " " : R);
	}
}

static void
text__a_printable_copy_is_bounded(void **state)
{
	char got[6];

	(void)state;
	text_printable(got, sizeof(got), "暴雨", 6);
	assert_string_equal(got, "暴");
	text_printable(got, 1, "暴雨", 6);
	assert_string_equal(got, "");
}

static void
text__cleaning_keeps_lines(void **state)
{
	char bad[10000];
	char *got = text_clean("a\n\tb\x1b[2Jc\r\n", 11);

	(void)state;
	assert_string_equal(got, "a\n\tb" R "c" R "\n");
	free(got);
	memset(bad, '\x01', sizeof(bad));
	got = text_clean(bad, sizeof(bad));
	assert_int_equal(strlen(got), 3 * sizeof(bad));
	free(got);
}

#define FAMILY                                                                 \
	"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D"             \
	"\xF0\x9F\x91\xA7"
#define FLAG "\xF0\x9F\x87\xA8\xF0\x9F\x87\xB3"

static void
text__units_count_as_platforms_do(void **state)
{
	static const struct {
		const char *text;
		long points, graphemes, weighted, weibo, bytes;
	} rows[] = {
		{ "", 0, 0, 0, 0, 0 },
		{ "a", 1, 1, 1, 1, 1 },
		{ "abc", 3, 3, 3, 2, 3 },
		{ "暴雨", 2, 2, 4, 2, 6 },
		{ "暴雨ab", 4, 4, 6, 3, 8 },
		{ FAMILY, 5, 1, 2, 5, 18 },
		{ FLAG, 2, 1, 2, 2, 8 },
		{ "1\xEF\xB8\x8F\xE2\x83\xA3", 3, 1, 2, 3, 7 }, /* keycap */
		{ "e\xCC\x81", 2, 1, 1, 2, 3 }, /* composes to one */
		{ "\xE2\x80\x94", 1, 1, 1, 1, 3 }, /* em dash: light */
		{ "\xE2\x80\xA6", 1, 1, 2, 1, 3 }, /* ellipsis: heavy */
		{ "a\r\nb", 4, 3, 4, 2, 4 },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		const char *t = rows[i].text;
		size_t n = strlen(t);

		assert_int_equal(
			text_count(t, n, TEXT_CODE_POINTS, 0), rows[i].points);
		assert_int_equal(
			text_count(t, n, TEXT_GRAPHEMES, 0), rows[i].graphemes);
		assert_int_equal(
			text_count(t, n, TEXT_WEIGHTED, 0), rows[i].weighted);
		assert_int_equal(
			text_count(t, n, TEXT_WEIBO, 0), rows[i].weibo);
		assert_int_equal(
			text_count(t, n, TEXT_BYTES, 0), rows[i].bytes);
	}
}

static void
text__an_address_counts_its_weight(void **state)
{
	static const struct {
		const char *text;
		enum text_unit unit;
		int weight;
		long want;
	} rows[] = {
		{ "https://a.gov.cn/1", TEXT_GRAPHEMES, 23, 23 },
		{ "https://a.gov.cn/1", TEXT_GRAPHEMES, 0, 18 },
		{ "见https://a.gov.cn/1。", TEXT_GRAPHEMES, 23, 25 },
		{ "见https://a.gov.cn/1。", TEXT_WEIGHTED, 23, 27 },
		{ "见https://a.gov.cn/1。ab", TEXT_WEIBO, 10, 13 },
		{ "see http://a.cn/x, ok", TEXT_CODE_POINTS, 23, 31 },
		{ "http://", TEXT_CODE_POINTS, 23, 7 },
		{ "http://a.cn http://b.cn", TEXT_CODE_POINTS, 23, 47 },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		assert_int_equal(text_count(rows[i].text, strlen(rows[i].text),
					 rows[i].unit, rows[i].weight),
			rows[i].want);
}

static void
text__folding_meets_full_width_and_hidden(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "ABC", "abc" },
		{ "１３８", "138" },
		{ "1\xE2\x80\x8B"
		  "3\xC2\xAD"
		  "8",
			"138" },
		{ "ﬁ", "fi" },
		{ "机密★5年", "机密★5年" },
		{ "e\xCC\x81", "\xC3\xA9" },
		{ "Ⅲ", "iii" },
		/* digits of other scripts, and with marks upon them */
		{ "١٢٣ ۴۵ ६७ 𞥐", "123 45 67 0" },
		{ "1\u03362\u20E3", "12" },
		{ "e\u0336", "e\u0336" },
		{ "㈠", "(一)" },
		{ "a\xC2\xA0"
		  "b",
			"a b" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct text_folded f;

		text_fold(&f, rows[i].text, strlen(rows[i].text));
		assert_string_equal(f.data, rows[i].want);
		assert_int_equal(f.at[f.len], strlen(rows[i].text));
		text_folded_release(&f);
	}
}

static void
text__a_folded_byte_knows_its_origin(void **state)
{
	struct text_folded f;

	(void)state;
	text_fold(&f,
		"雨１\xE2\x80\x8B"
		"2",
		10);
	assert_string_equal(f.data, "雨12");
	assert_int_equal(f.at[0], 0);
	assert_int_equal(f.to[2], 3);
	assert_int_equal(f.at[3], 3);
	assert_int_equal(f.to[3], 6);
	assert_int_equal(f.at[4], 9);
	assert_int_equal(f.to[4], 10);
	text_folded_release(&f);
}

static void
text__many_marks_stay_cheap(void **state)
{
	enum { MARKS = 200000 };
	char *text = malloc(MARKS * 2 + 2);
	struct text_folded f;

	(void)state;
	text[0] = 'a';
	for (size_t i = 0; i < MARKS; i++) /* classes fall: worst to sort */
		memcpy(text + 1 + i * 2, i % 2 ? "\xCC\xA7" : "\xCC\x81", 2);
	text_fold(&f, text, MARKS * 2 + 1);
	assert_true(f.len > MARKS);
	text_folded_release(&f);
	free(text);
}

static void
text__holding_ignores_width_case_and_blanks(void **state)
{
	static const struct {
		const char *text, *needle;
		bool want;
	} rows[] = {
		{ "请拨打 ０４１１-12345。", "0411-12345", true },
		{ "at 14:30\non 21 July", "14:30 on 21 july", true },
		{ "at 14:30", "14:31", false },
		{ "abc", "", true },
		{ "", "a", false },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		assert_int_equal(
			text_holds(rows[i].text, rows[i].needle), rows[i].want);
}

static void
text__the_same_bytes_are_found_where_their_surroundings_are(void **state)
{
	static const char from[] = "at 12 noon 3 of 12 were found";
	static const struct {
		const char *text;
		size_t start, want, likeness;
	} rows[] = {
		{ "call 12345; 3 of 12 were found today", 16, 17, 17 },
		{ "call 12345; at 12 noon", 3, 15, 8 },
		{ "12", 16, 0, 0 },
		{ "1 2", 16, SIZE_MAX, 0 },
		{ "", 16, SIZE_MAX, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct text_place place = { from, strlen(from), rows[i].start,
			rows[i].start + 2 };
		size_t likeness = 0;

		assert_int_equal(text_find_alike(&likeness, rows[i].text,
					 strlen(rows[i].text), &place),
			rows[i].want);
		assert_int_equal(likeness, rows[i].likeness);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(text__only_strict_utf8_is_valid),
		cmocka_unit_test(text__decoding_and_encoding_agree),
		cmocka_unit_test(text__a_cut_ends_at_a_character),
		cmocka_unit_test(text__nothing_hostile_reaches_a_terminal),
		cmocka_unit_test(text__every_control_is_replaced),
		cmocka_unit_test(text__a_printable_copy_is_bounded),
		cmocka_unit_test(text__cleaning_keeps_lines),
		cmocka_unit_test(text__units_count_as_platforms_do),
		cmocka_unit_test(text__an_address_counts_its_weight),
		cmocka_unit_test(text__folding_meets_full_width_and_hidden),
		cmocka_unit_test(text__a_folded_byte_knows_its_origin),
		cmocka_unit_test(text__many_marks_stay_cheap),
		cmocka_unit_test(text__holding_ignores_width_case_and_blanks),
		cmocka_unit_test(
			text__the_same_bytes_are_found_where_their_surroundings_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
