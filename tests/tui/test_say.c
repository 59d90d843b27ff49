/*
 * Lists on one line: whole as long as they fit, else cut between characters.
 */
#include "tui/pages/say_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/doc.h"
#include "tui/pages/say.h"

static json_t *
parsed(const char *text)
{
	json_t *doc = json_loads(text, 0, NULL);

	assert_non_null(doc);
	return doc;
}

static void
words__are_joined_and_said(void **state)
{
	json_t *words = parsed("[\"signer\",7,\"reviewer\"]");
	char out[80];

	(void)state;
	say_words(out, sizeof(out), words, "/", NULL, LANG_EN);
	assert_string_equal(out, "signer/reviewer");
	say_words(out, sizeof(out), words, ", ", say_role, LANG_ZH);
	assert_string_equal(out, "签发人, 审核人");
	say_words(out, sizeof(out), NULL, "/", NULL, LANG_EN);
	assert_string_equal(out, "");
	json_decref(words);
}

static void
people__have_names_or_titles_and_numbers(void **state)
{
	json_t *people = parsed("[{\"name\":\"Li Na\",\"phone\":\"110\"},"
				"{\"name\":\"Wang\"},{\"title\":{\"en\":"
				"\"duty room\"},\"phone\":\"12350\"}]");
	char out[80];

	(void)state;
	say_people(out, sizeof(out), people, LANG_EN);
	assert_string_equal(out, "Li Na 110, Wang, duty room 12350");
	json_decref(people);
}

static void
list__is_cut_where_a_character_ends_and_then_ends(void **state)
{
	json_t *words = parsed("[\"李\",\"王芳\",\"a\"]");
	char out[10], small[9];

	(void)state;
	say_words(out, sizeof(out), words, ",", NULL, LANG_EN);
	assert_string_equal(out, "李,王");
	say_words(small, sizeof(small), words, ",", NULL, LANG_EN);
	assert_string_equal(small, "李,王"); /* "a" would fit */
	json_decref(words);
}

static void
delivery__is_not_said_twice(void **state)
{
	json_t *row = parsed("{\"state\":\"prepared\",\"detail\":\"就绪\"}");

	(void)state;
	assert_string_equal(say_delivery_of(row, LANG_ZH), "就绪");
	assert_string_equal(say_delivery_detail(row, LANG_ZH), "");
	/* the relay writes in the station's language, whoever reads */
	assert_string_equal(say_delivery_detail(row, LANG_EN), "");
	doc_put_str(row, "detail", "令牌过期");
	assert_string_equal(say_delivery_detail(row, LANG_ZH), "令牌过期");
	json_decref(row);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words__are_joined_and_said),
		cmocka_unit_test(people__have_names_or_titles_and_numbers),
		cmocka_unit_test(
			list__is_cut_where_a_character_ends_and_then_ends),
		cmocka_unit_test(delivery__is_not_said_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
