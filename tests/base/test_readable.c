/*
 * Files as Windows saves them are read as the same text.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/readable.h"

#define BYTES(text) text, sizeof(text) - 1

static void
readable__one_text_in_the_forms_of_windows(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *want, *was;
	} rows[] = { { BYTES("第一行\n第二行\n"), "第一行\n第二行\n", "UTF-8" },
		{ BYTES("\xEF\xBB\xBF第一行\r\n第二行\r\n"), "第一行\n第二行\n",
			"UTF-8" },
		{ BYTES("a\rb\r\rc"), "a\nb\n\nc", "UTF-8" },
		{ BYTES("\xFF\xFE\x2C\x7B\x0D\x00\x0A\x00"), "第\n", "UTF-16" },
		{ BYTES("\xFE\xFF\x7B\x2C\x00\x0D\x00\x0A"), "第\n", "UTF-16" },
		{ BYTES("\xB5\xDA\xD2\xBB\xD0\xD0\r\n"), "第一行\n",
			"GB18030" },
		{ BYTES(""), "", "UTF-8" } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf b;
		const char *was;

		buf_init(&b, 1 << 12);
		buf_add(&b, rows[i].bytes, rows[i].len);
		assert_true(readable_make(&b, &was));
		assert_int_equal(b.len, strlen(rows[i].want));
		assert_memory_equal(b.data, rows[i].want, b.len);
		assert_string_equal(was, rows[i].was);
		buf_release(&b);
	}
}

static void
readable__what_is_no_text_is_none(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
	} rows[] = { { BYTES("a\0b") }, { BYTES("\x89PNG\r\n\x1A\n\0\0") },
		{ BYTES("\xFF\xFF\xFF") }, { BYTES("\xFF\xFE\x00\xD8") },
		{ BYTES("\xFF\xFE\x41") } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf b;
		const char *was;

		buf_init(&b, 1 << 12);
		buf_add(&b, rows[i].bytes, rows[i].len);
		assert_false(readable_make(&b, &was));
		buf_release(&b);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(readable__one_text_in_the_forms_of_windows),
		cmocka_unit_test(readable__what_is_no_text_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
