/*
 * Times and numbers as a Chinese input method gives them.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "tui/pages/typed.h"

enum { CHINA = 8 * 60 };

static void
typed__times_are_understood(void **state)
{
	static const struct {
		const char *now, *text, *want;
	} rows[] = {
		{ "2026-11-30 00:10", "2026-11-30 10:00", "2026-11-30 10:00" },
		{ "2026-11-30 00:10", "2026-11-30 １０：００",
			"2026-11-30 10:00" },
		{ "2026-11-30 00:10", "２０２６－１１－３０　１０：００",
			"2026-11-30 10:00" },
		{ "2026-11-30 00:10", "2026年11月30日10时30分",
			"2026-11-30 10:30" },
		{ "2026-11-30 00:10", "11月30日 10时", "2026-11-30 10:00" },
		{ "2026-11-30 00:10", "11月30日1点5分", "2026-11-30 01:05" },
		{ "2026-11-30 00:10", "4:00", "2026-11-30 04:00" },
		{ "2026-11-30 00:10", "４：００", "2026-11-30 04:00" },
		{ "2026-11-30 00:10", "4时", "2026-11-30 04:00" },
		{ "2026-11-30 00:10", "11-30 1:30", "2026-11-30 01:30" },
		{ "2026-11-30 00:10", "11/30 1:30", "2026-11-30 01:30" },
		{ "2026-11-30 00:10", "11.30 1:30", "2026-11-30 01:30" },
		{ "2026-11-30 00:10", "11。30 1：30", "2026-11-30 01:30" },
		{ "2026-12-31 23:50", "1-1 8:00", "2027-01-01 08:00" },
		{ "2027-01-01 00:10", "12月31日23时", "2026-12-31 23:00" },
		{ "2026-11-30 00:10", "2026-11-30T10:00:00+08:00",
			"2026-11-30 10:00" },
		{ "2026-11-30 00:10", " 4:00:30 ", "2026-11-30 04:00" },
		/* around midnight the nearer day is meant, else today */
		{ "2026-11-30 23:07", "00:07", "2026-12-01 00:07" },
		{ "2026-12-31 22:30", "2时", "2027-01-01 02:00" },
		{ "2026-12-01 00:10", "23:50", "2026-11-30 23:50" },
		{ "2026-12-01 00:10", "20:00", "2026-12-01 20:00" },
		{ "2026-11-30 23:07", "4:00", "2026-11-30 04:00" },
		{ "2027-06-01 00:10", "2月29日 8:00", "2028-02-29 08:00" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t now, ms;
		char got[TYPED_TIME] = "none";

		assert_true(instant_parse(&now, rows[i].now, CHINA));
		if (typed_time(&ms, rows[i].text, now, CHINA))
			typed_format(got, ms, CHINA);
		if (strcmp(got, rows[i].want) != 0)
			fail_msg("%s: %s, not %s", rows[i].text, got,
				rows[i].want);
	}
}

static void
typed__what_is_no_time_is_none(void **state)
{
	static const char *const texts[] = { "", "4", "11-30", "11月30日",
		"25:00", "4:60", "13-1 4:00", "2-30 4:00", "4:00 4:00", "4:0x",
		"11-30-1 4:00 5", "10分", "2026年4:00", "月日 4:00", "now",
		"4::00", "4:00:00:00", "99999-1-1 4:00", "30日 4:00", "4时30秒",
		"-1:30", "2027-02-29 08:00" };
	int64_t ms;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (typed_time(&ms, texts[i], INT64_C(1795968000000), CHINA))
			fail_msg("\"%s\" is taken for a time", texts[i]);
}

static void
typed__numbers_and_ids_are_narrow(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = { { "　２０２６－０００１／３ ", "2026-0001/3" },
		{ "Ｄ2026", "D2026" }, { "汉字", "汉字" }, { "a　b", "a b" },
		{ "", "" } };
	int64_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *got = typed_plain(rows[i].text);

		assert_string_equal(got, rows[i].want);
		free(got);
	}
	assert_true(typed_int(&n, "１２０３"));
	assert_int_equal(n, 1203);
	assert_true(typed_int(&n, "－３"));
	assert_int_equal(n, -3);
	assert_false(typed_int(&n, "３人"));
	assert_false(typed_int(&n, ""));
	assert_false(typed_int(&n, "99999999999999999999"));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(typed__times_are_understood),
		cmocka_unit_test(typed__what_is_no_time_is_none),
		cmocka_unit_test(typed__numbers_and_ids_are_narrow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
