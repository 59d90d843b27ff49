/*
 * What has a bound: arrays of a fixed size, buffers with a maximum, and lists
 * that grow by one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/fixed.h"
#include "base/mem.h"

static void
fixed__what_does_not_fit_is_refused_whole(void **state)
{
	char id[4];

	(void)state;
	assert_true(fixed_try(id, sizeof(id), "abc"));
	assert_string_equal(id, "abc");
	assert_false(fixed_try(id, sizeof(id), "abcd"));
	assert_string_equal(id, "");
	assert_true(fixed_try_format(id, sizeof(id), "%d", 123));
	assert_string_equal(id, "123");
	assert_false(fixed_try_format(id, sizeof(id), "%d", 1234));
	assert_string_equal(id, "");
}

static void
fixed__a_cut_is_where_a_character_ends(void **state)
{
	char cell[6];

	(void)state;
	fixed_cut(cell, sizeof(cell), "暴雨");
	assert_string_equal(cell, "暴");
	fixed_cut(cell, sizeof(cell), "abcdef");
	assert_string_equal(cell, "abcde");
	fixed_cut_format(cell, sizeof(cell), "a%s", "暴雨");
	assert_string_equal(cell, "a暴");
	fixed_cut(cell, sizeof(cell), "暴a");
	assert_string_equal(cell, "暴a");
}

static void
fixed__what_is_added_says_whether_it_was_cut(void **state)
{
	char cell[9] = "";

	(void)state;
	assert_true(fixed_cut_add(cell, sizeof(cell), "暴雨", 3));
	assert_string_equal(cell, "暴");
	assert_true(fixed_cut_add(cell, sizeof(cell), "ab", 2));
	assert_false(fixed_cut_add(cell, sizeof(cell), "c雨", 4));
	assert_string_equal(cell, "暴abc");
}

static void
fixed__a_text_may_be_set_to_a_part_of_itself(void **state)
{
	char word[8] = "message";

	(void)state;
	FIXED_SET(word, word + 4);
	assert_string_equal(word, "age");
}

static void
buf__trying_adds_all_or_nothing(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 6);
	assert_true(buf_try_puts(&b, "abcd"));
	assert_false(buf_try_puts(&b, "efg"));
	assert_string_equal(b.data, "abcd");
	assert_true(buf_try_printf(&b, "%d", 12));
	assert_false(buf_try_printf(&b, "%d", 3));
	assert_false(buf_try_add(&b, "x", 1));
	assert_string_equal(b.data, "abcd12");
	buf_release(&b);
}

static void
mem__a_list_grows_by_one_zeroed(void **state)
{
	struct row {
		int number;
		const char *text;
	} *rows = NULL;
	size_t count = 0;

	(void)state;
	for (int n = 0; n < 1000; n++) {
		struct row *row = MEM_ADD(rows, count);

		assert_int_equal(row->number, 0);
		assert_null(row->text);
		*row = (struct row){ n, "kept" };
	}
	assert_int_equal(count, 1000);
	for (int n = 0; n < 1000; n++)
		assert_int_equal(rows[n].number, n);
	free(rows);
}

static void
mem__room_is_reserved_for_many(void **state)
{
	int *rows = NULL;
	size_t cap = 0;

	(void)state;
	MEM_RESERVE(rows, 1, cap);
	assert_true(cap >= 1);
	MEM_RESERVE(rows, 1000, cap);
	assert_true(cap >= 1000);
	rows[999] = 7;
	MEM_RESERVE(rows, 10, cap);
	assert_int_equal(rows[999], 7);
	free(rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fixed__what_does_not_fit_is_refused_whole),
		cmocka_unit_test(fixed__a_cut_is_where_a_character_ends),
		cmocka_unit_test(fixed__what_is_added_says_whether_it_was_cut),
		cmocka_unit_test(fixed__a_text_may_be_set_to_a_part_of_itself),
		cmocka_unit_test(buf__trying_adds_all_or_nothing),
		cmocka_unit_test(mem__a_list_grows_by_one_zeroed),
		cmocka_unit_test(mem__room_is_reserved_for_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
