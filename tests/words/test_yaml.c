/*
 * The YAML reader: what it takes, what it refuses, and where it says so.
 */
#include "words/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROWS(t) (sizeof(t) / sizeof((t)[0]))

static void
yaml__scalars_stay_texts(void **state)
{
	static const char text[] = "a: no\nb: 22:22\nc: 1.10\nd: '07'\ne:\n"
				   "f: |\n  one\n  two\ng: [x, y]\n";
	static const struct {
		const char *key, *want;
	} rows[] = { { "a", "no" }, { "b", "22:22" }, { "c", "1.10" },
		{ "d", "07" }, { "e", "" }, { "f", "one\ntwo\n" } };
	struct yaml *y = NULL;
	struct err err;

	(void)state;
	assert_int_equal(yaml_parse(&y, "t", 1, text, strlen(text), &err), 0);
	for (size_t i = 0; i < ROWS(rows); i++)
		assert_string_equal(
			yaml_get(y, rows[i].key)->text, rows[i].want);
	assert_int_equal(yaml_get(y, "g")->count, 2);
	assert_string_equal(yaml_get(y, "g")->items[1]->text, "y");
	assert_null(yaml_get(y, "h"));
	yaml_tree_free(y);
}

static void
yaml__nodes_know_their_place(void **state)
{
	static const char text[] = "标题: 暴雨\n表:\n  - 甲: 乙\n";
	struct yaml *y = NULL;
	struct err err;
	const struct yaml *row;

	(void)state;
	assert_int_equal(yaml_parse(&y, "t", 2, text, strlen(text), &err), 0);
	assert_int_equal(yaml_get(y, "标题")->line, 2);
	assert_int_equal(yaml_get(y, "标题")->column, 5);
	row = yaml_get(y, "表")->items[0];
	assert_int_equal(row->items[0]->line, 4);
	assert_int_equal(row->items[0]->column, 8);
	yaml_tree_free(y);
}

static void
yaml__an_empty_document_is_an_empty_map(void **state)
{
	struct yaml *y = NULL;
	struct err err;

	(void)state;
	assert_int_equal(yaml_parse(&y, "t", 1, "# only\n", 7, &err), 0);
	assert_int_equal(y->kind, YAML_MAP);
	assert_int_equal(y->count, 0);
	yaml_tree_free(y);
}

static void
yaml__a_fault_has_a_place(void **state)
{
	static const struct {
		const char *text, *id, *where;
	} rows[] = {
		{ "a: 1\na: 2\n", "duplicate-key", "f:2:1" },
		{ "a: {b: 1, b: 2}\n", "duplicate-key", "f:1:11" },
		{ "a: &x 1\n", "syntax", "f:1:4" },
		{ "a: &x [1]\n", "syntax", "f:1:4" },
		{ "a: *x\n", "syntax", "f:1:4" },
		{ "a: !!int 1\n", "syntax", "f:1:4" },
		{ "a: !x {}\n", "syntax", "f:1:4" },
		{ "a: b: c\n", "syntax", "f:1:5" },
		{ "标题: [\n", "syntax", "f:2:1" },
		{ "标题: 暴雨\nb: \xFF\n", "syntax", "f:2:4" },
		{ "标题: 暴\x01\n", "syntax", "f:1:6" },
		{ "a: \"\\0\"\n", "syntax", "f:1:4" },
		{ "a: \"\\e[0m\"\n", "syntax", "f:1:4" },
		{ "? [a]\n: b\n", "syntax", "f:1:3" },
		{ "a: 1\n---\nb: 2\n", "syntax", "f:2:1" },
		{ "a:\n\tb: 1\n", "syntax", "f:2:1" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct yaml *y = NULL;
		struct err err = { 0 };
		enum err_code code = yaml_parse(
			&y, "f", 1, rows[i].text, strlen(rows[i].text), &err);

		assert_int_equal(code, ERR_INVALID);
		assert_string_equal(err.id, rows[i].id);
		assert_string_equal(err.where, rows[i].where);
		assert_null(y);
	}
}

static void
yaml__depth_and_size_are_bounded(void **state)
{
	enum { BRACKETS = 300000 };
	char *text = malloc((2 << 20) + 1);
	struct yaml *y = NULL;
	struct err err = { 0 };

	(void)state;
	memset(text, '[', BRACKETS);
	assert_int_equal(
		yaml_parse(&y, "f", 1, text, BRACKETS, &err), ERR_INVALID);
	assert_string_equal(err.where, "f:1:17");
	memset(text, 'a', 2 << 20);
	assert_int_equal(
		yaml_parse(&y, "f", 1, text, 2 << 20, &err), ERR_TOO_LARGE);
	free(text);
}

static void
yaml__a_map_is_bounded(void **state)
{
	char *text = malloc(40000);
	size_t at = 0;
	struct yaml *y = NULL;
	struct err err = { 0 };

	(void)state;
	for (int i = 0; i < 1001; i++)
		at += (size_t)snprintf(text + at, 20, "k%d: 1\n", i);
	assert_int_equal(yaml_parse(&y, "f", 1, text, at, &err), ERR_INVALID);
	assert_string_equal(err.where, "f:1001:1");
	free(text);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(yaml__scalars_stay_texts),
		cmocka_unit_test(yaml__nodes_know_their_place),
		cmocka_unit_test(yaml__an_empty_document_is_an_empty_map),
		cmocka_unit_test(yaml__a_fault_has_a_place),
		cmocka_unit_test(yaml__depth_and_size_are_bounded),
		cmocka_unit_test(yaml__a_map_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
