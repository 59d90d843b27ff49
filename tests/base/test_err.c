/*
 * Errors as values.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/err.h"

static void
err__may_be_told_again_in_other_words(void **state)
{
	struct err err = { 0 };

	(void)state;
	(void)err_set(&err, ERR_IO, "file", "mend it", "the disk is full");
	(void)err_set(&err, ERR_INVALID, err.where, err.remedy,
		"not accepted: %s", err.what);
	assert_string_equal(err.what, "not accepted: the disk is full");
	assert_string_equal(err.where, "file");
	assert_string_equal(err.remedy, "mend it");
	assert_int_equal(err.code, ERR_INVALID);
}

static void
err__is_cut_at_a_characters_border(void **state)
{
	char text[900] = "";
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i + 3 < sizeof(text); i += 3)
		memcpy(text + i, "\xe4\xb8\xad", 4);
	(void)err_set(&err, ERR_INVALID, "", "", "%s", text);
	assert_true(strlen(err.what) > 390);
	assert_int_equal(strlen(err.what) % 3, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(err__may_be_told_again_in_other_words),
		cmocka_unit_test(err__is_cut_at_a_characters_border),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
