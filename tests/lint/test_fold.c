/*
 * Texts as the rules read them, and the way back to what was written.
 */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <string.h>

#include "lint/fold.h"

#define ROWS(t) (sizeof(t) / sizeof((t)[0]))

static void
fold__reads_over_forms_that_people_read_over(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "測試", "测试" },
		{ "測 試，請忽略", "测试,请忽略" },
		{ "内　部　资　料", "内部资料" },
		{ "（内 部 参 考）水库", "(内部参考)水库" },
		/* a character alone beside a word is a word itself */
		{ "李建国 男 46岁", "李建国 男 46岁" },
		{ "县水利局 县教育局", "县水利局 县教育局" },
		{ "遇难 3 人", "遇难 3 人" },
		{ "测\n试", "测\n试" },
		/* a mark of a list is no digit of the date behind it */
		{ "②9月20日", " 9月20日" },
		{ "⑿10月8日", "(12)10月8日" },
		{ "①③8001380000", "138001380000" },
		{ "A 测 试 b", "a 测试 b" },
		{ "测 ", "测 " },
		{ "测", "测" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct text_folded f;

		lint_fold(&f, rows[i].text, strlen(rows[i].text));
		assert_string_equal(f.data, rows[i].want);
		assert_int_equal(f.len, strlen(rows[i].want));
		text_folded_release(&f);
	}
}

static void
fold__knows_where_each_byte_came_from(void **state)
{
	static const char text[] = "一、測　 試 x";
	struct text_folded f;

	(void)state;
	lint_fold(&f, text, strlen(text));
	assert_string_equal(f.data, "一、测试 x");
	assert_int_equal(f.at[6], 6); /* 測 */
	assert_int_equal(f.to[8], 9);
	assert_int_equal(f.at[9], 13); /* 試, behind two blanks */
	assert_int_equal(f.to[11], 16);
	assert_int_equal(f.at[13], 17);
	assert_int_equal(f.at[f.len], strlen(text));
	text_folded_release(&f);
}

/* Characters of the table lead to a form that is none of the table. */
static void
fold__simplifies_once_and_for_all(void **state)
{
	size_t count = 0;

	(void)state;
	for (uint32_t cp = 0x3000; cp < 0xB000; cp++) {
		char character[5] = { 0 }, other[4] = { 0 };
		const char *found;

		text_encode(character, cp);
		found = simplified(character);
		if (!found)
			continue;
		memcpy(other, found, 3);
		count++;
		assert_null(simplified(other));
		assert_int_not_equal(memcmp(character, other, 3), 0);
	}
	assert_true(count > 2500);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(fold__reads_over_forms_that_people_read_over),
		cmocka_unit_test(fold__knows_where_each_byte_came_from),
		cmocka_unit_test(fold__simplifies_once_and_for_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
