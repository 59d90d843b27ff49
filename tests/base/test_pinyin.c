/*
 * Finding Chinese text by initials and readings.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/pinyin.h"

static bool
finds(const char *typed, const char *text)
{
	struct pinyin p;

	return pinyin_init(&p, typed) && pinyin_finds(&p, text, strlen(text));
}

static void
pinyin__finds_by_initials_readings_and_some_of_each(void **state)
{
	static const char text[] = "青河镇暴雨内涝";
	static const char *const found[] = { "qhz", "qinghezhen", "qinghz",
		"qhezh", "hz", "by", "baoyu", "QHZ", "qing'he", "青河", "青h",
		"qhz nl", "nl qhz", "qinghezhe", "baoyunei", "l" };
	static const char *const not_found[] = { "qz", "qihe", "hqz", "qingha",
		"qhz x", "河青", "baoyunl x", "heq" };

	(void)state;
	for (size_t n = 0; n < sizeof(found) / sizeof(found[0]); n++)
		if (!finds(found[n], text))
			fail_msg("%s does not find it", found[n]);
	for (size_t n = 0; n < sizeof(not_found) / sizeof(not_found[0]); n++)
		if (finds(not_found[n], text))
			fail_msg("%s finds it", not_found[n]);
}

static void
pinyin__several_readings_match_all(void **state)
{
	static const struct {
		const char *text, *typed[3];
	} rows[] = { { "重庆", { "zq", "chongqing", "zhongq" } },
		{ "长乐", { "cl", "zhangyue", "changle" } },
		{ "单县", { "shanxian", "danx", "chanx" } },
		{ "吕梁", { "lvliang", "luliang", "ll" } },
		{ "银行", { "yinhang", "yinxing", "yh" } } };

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++)
		for (size_t k = 0; k < 3; k++)
			if (!finds(rows[n].typed[k], rows[n].text))
				fail_msg("%s does not find %s",
					rows[n].typed[k], rows[n].text);
}

static void
pinyin__letters_and_digits_find_themselves(void **state)
{
	(void)state;
	assert_true(finds("2026-0012", "2026-0012 青河镇"));
	assert_true(finds("k12", "K12课程"));
	assert_true(finds("k12kc", "K12课程"));
	assert_true(finds("hekou", "Flood at Hekou"));
	assert_false(finds("k13", "K12课程"));
}

/* Nothing that is typed or stored is longer than its length to look through,
 * and no byte of it is read beyond its end. */
static void
pinyin__bounds_what_it_is_given(void **state)
{
	struct pinyin p;
	char text[3000], typed[PINYIN_TYPED + 2];

	(void)state;
	assert_false(pinyin_init(&p, ""));
	assert_false(pinyin_init(&p, "  '  "));
	memset(typed, 'a', sizeof(typed) - 1);
	typed[sizeof(typed) - 1] = '\0';
	assert_false(pinyin_init(&p, typed));
	typed[PINYIN_TYPED] = '\0';
	assert_true(pinyin_init(&p, typed));
	for (size_t n = 0; n + 3 < sizeof(text); n += 3)
		memcpy(text + n, "啊", 3);
	assert_true(pinyin_finds(&p, text, sizeof(text) - 3));
	assert_false(pinyin_finds(&p, text, 3 * (PINYIN_TYPED - 1)));
	assert_true(pinyin_init(&p, "qh"));
	assert_false(pinyin_finds(&p, "青\xe6\xb2", 5)); /* cut off */
	assert_false(pinyin_finds(&p, "\xff\xfe\x80", 3));
	/* beside the table's ends, and far from it */
	assert_false(finds("q", "\xe3\x8f\xbf\xea\x80\x80\xf4\x8f\xbf\xbf"));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			pinyin__finds_by_initials_readings_and_some_of_each),
		cmocka_unit_test(pinyin__several_readings_match_all),
		cmocka_unit_test(pinyin__letters_and_digits_find_themselves),
		cmocka_unit_test(pinyin__bounds_what_it_is_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
