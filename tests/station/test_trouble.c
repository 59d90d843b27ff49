/*
 * What the station could not write by itself: once for each partner and reason,
 * again after a pause that grows, and gone when it was written.
 */
#include "station/letters_trouble.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/joint/joint.h"
#include "station/env.h"
#include "station/letters.h"

static struct joint_order
trouble_order(char digit, const char *from)
{
	struct joint_order o = { .drill = false };

	memset(o.name, digit, HASH_HEX - 1);
	FIXED_SET(o.from, from);
	return o;
}

static json_t *
trouble_rows(const struct station *st)
{
	json_t *list = json_array();

	letters_trouble_put(list, st);
	return list;
}

static void
trouble__is_tried_again_after_a_pause_that_grows(void **state)
{
	static const int seconds[] = { 2, 4, 8, 16, 32, 64, 64, 64 };
	struct station st = { .letters = letters_new() };
	struct joint_order o = trouble_order('1', "city");
	struct err why;

	(void)state;
	(void)refuse(&why, REFUSE_CARD_UNDRAWN, "", WITH_NONE);
	assert_int_equal(letters_trouble_next(&st, o.name), 0);
	for (size_t n = 0; n < sizeof(seconds) / sizeof(seconds[0]); n++) {
		int64_t before = station_boot(), next;

		letters_trouble_add(&st, o.name, o.from, &why);
		next = letters_trouble_next(&st, o.name);
		assert_true(next >= before + seconds[n] * 1000);
		assert_true(next <= station_boot() + seconds[n] * 1000);
	}
	letters_trouble_end(&st, o.name);
	assert_int_equal(letters_trouble_next(&st, o.name), 0);
	letters_trouble_add(&st, o.name, o.from, &why);
	assert_true(letters_trouble_next(&st, o.name) <= station_boot() + 2000);
	letters_free(st.letters);
}

static void
trouble__is_said_once_with_its_reason(void **state)
{
	struct station st = { .letters = letters_new() };
	struct joint_order first = trouble_order('1', "city"),
			   second = trouble_order('2', "city"),
			   other = trouble_order('3', "village");
	struct err why;
	json_t *rows, *row;

	(void)state;
	(void)refuse(&why, REFUSE_CARD_UNDRAWN, "", WITH_NONE);
	letters_trouble_add(&st, first.name, first.from, &why);
	letters_trouble_add(&st, first.name, first.from, &why);
	letters_trouble_add(&st, second.name, second.from, &why);
	letters_trouble_add(&st, other.name, other.from, &why);
	rows = trouble_rows(&st);
	assert_int_equal(json_array_size(rows), 2);
	row = json_array_get(rows, 0);
	assert_string_equal(doc_str(row, "partner"), "city");
	assert_string_equal(doc_str(row, "order"), "11111111");
	assert_true(doc_int(row, "time") > 0);
	assert_true(*doc_str(doc_get(row, "fault"), "en") != '\0');
	assert_true(*doc_str(doc_get(row, "fault"), "zh") != '\0');
	json_decref(rows);
	/* another order is still in the same trouble */
	letters_trouble_end(&st, first.name);
	letters_trouble_end(&st, other.name);
	rows = trouble_rows(&st);
	assert_int_equal(json_array_size(rows), 1);
	row = json_array_get(rows, 0);
	assert_string_equal(doc_str(row, "order"), "22222222");
	json_decref(rows);
	/* and another reason is another row */
	(void)refuse(
		&why, REFUSE_LETTER_LONG, "", WITH(arg_bytes(1), arg_bytes(1)));
	letters_trouble_add(&st, first.name, first.from, &why);
	rows = trouble_rows(&st);
	assert_int_equal(json_array_size(rows), 2);
	json_decref(rows);
	letters_free(st.letters);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			trouble__is_tried_again_after_a_pause_that_grows),
		cmocka_unit_test(trouble__is_said_once_with_its_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
