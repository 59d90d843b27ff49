/*
 * Numbers as people write them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/numeral.h"

#define ROWS(t) (sizeof(t) / sizeof((t)[0]))

static void
numeral__is_read_whole(void **state)
{
	static const struct {
		const char *text;
		int64_t value;
		bool about, fraction;
	} rows[] = {
		{ "0", 0, false, false },
		{ "23", 23, false, false },
		{ "２３", 23, false, false },
		{ "1,204", 1204, false, false },
		{ "3 000", 3000, false, false },
		{ "1，204", 1204, false, false },
		{ "12 345 678", 12345678, false, false },
		{ "1.2万", 12000, false, false },
		{ "3万", 30000, false, false },
		{ "1.05亿", 105000000, false, false },
		{ "2.5", 2, false, true },
		{ "1200万", 12000000, false, false },
		{ "100余", 100, true, false },
		{ "30多", 30, true, false },
		{ "3万余", 30000, true, false },
		{ "零", 0, false, false },
		{ "〇", 0, false, false },
		{ "一", 1, false, false },
		{ "两", 2, false, false },
		{ "俩", 2, false, false },
		{ "十", 10, false, false },
		{ "十二", 12, false, false },
		{ "二十", 20, false, false },
		{ "廿三", 23, false, false },
		{ "卅", 30, false, false },
		{ "一百二十三", 123, false, false },
		{ "一百零三", 103, false, false },
		{ "一百二", 120, false, false },
		{ "二百五", 250, false, false },
		{ "一千零五", 1005, false, false },
		{ "一千零五十", 1050, false, false },
		{ "两千三", 2300, false, false },
		{ "三万二", 32000, false, false },
		{ "两万三千零四", 23004, false, false },
		{ "十二万", 120000, false, false },
		{ "一亿二千万", 120000000, false, false },
		{ "四百四十二", 442, false, false },
		{ "四五六", 456, false, false },
		{ "二〇二六", 2026, false, false },
		{ "壹佰贰拾叁", 123, false, false },
		{ "百", 100, false, false },
		{ "十几", 10, true, false },
		{ "几十", 10, true, false },
		{ "几", 0, true, false },
		{ "数十", 10, true, false },
		{ "百余", 100, true, false },
		{ "十余", 10, true, false },
		{ "三四", 34, true, false },
		{ "七八十", 80, true, false },
		{ "十三四", 44, true, false },
		{ "one", 1, false, false },
		{ "Twelve", 12, false, false },
		{ "twenty-three", 23, false, false },
		{ "ninety nine", 99, false, false },
		{ "dozens", 24, true, false },
		/* too great to be a count: read over, not past the end */
		{ "99999999999999999999", NUMERAL_MAX, false, false },
		{ "9亿亿亿亿", NUMERAL_MAX, false, false },
		{ "1.123456789012", 1, false, true },
	};
	struct numeral n;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		size_t len = strlen(rows[i].text);
		size_t got = numeral_read(&n, rows[i].text, len);

		if (got != len || n.value != rows[i].value ||
			n.about != rows[i].about ||
			n.fraction != rows[i].fraction)
			fail_msg("%s: read %zu of %zu as %lld%s%s",
				rows[i].text, got, len, (long long)n.value,
				n.about ? " about" : "",
				n.fraction ? " and a fraction" : "");
	}
}

static void
numeral__ends_where_the_number_ends(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		int64_t value;
	} rows[] = {
		{ "3人", 1, 3 },
		{ "一百二十三人", 15, 123 },
		{ "5，12人", 1, 5 }, /* not a group of three */
		{ "5, 120", 1, 5 },
		{ "1,2345", 1, 1 },
		{ "人3", 0, 0 },
		{ "数字", 0, 0 },
		{ "多云", 0, 0 },
		{ "余震", 0, 0 },
		{ "万一", 6, 11000 },
		{ "twelve hundred people", 14, 1200 },
		{ "two hundred and forty of", 21, 240 },
		{ "six thousand three hundred", 26, 6300 },
		{ "three thousand and five", 23, 3005 },
		{ "six and three", 3, 6 },
		{ "two hundredths", 3, 2 },
		{ "one hundred and some", 11, 100 },
		{ "onerous", 0, 0 },
		{ "tent", 0, 0 },
		{ "", 0, 0 },
		{ "\xFF\xFE", 0, 0 },
	};
	struct numeral n;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		size_t got =
			numeral_read(&n, rows[i].text, strlen(rows[i].text));

		if (got != rows[i].len || (got && n.value != rows[i].value))
			fail_msg("%s: read %zu as %lld", rows[i].text, got,
				(long long)n.value);
	}
}

static void
numeral__all_of_a_sentence_are_found(void **state)
{
	static const char text[] = "截至21日，十五名矿工遇难，three of 1,204 "
				   "moved，someone";
	static const int64_t want[] = { 21, 15, 3, 1204 };
	struct numeral n;
	size_t start = 0, end = 0, count = 0;

	(void)state;
	while (numeral_find(
		&n, &start, &end, text, strlen(text), count ? end : 0)) {
		assert_true(count < ROWS(want));
		assert_int_equal(n.value, want[count]);
		count++;
	}
	assert_int_equal(count, ROWS(want));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numeral__is_read_whole),
		cmocka_unit_test(numeral__ends_where_the_number_ends),
		cmocka_unit_test(numeral__all_of_a_sentence_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
