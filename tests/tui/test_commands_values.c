/*
 * What people type, as values of acts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "tui/pages/value.h"

/* 2026-11-24T10:30:00+08:00 */
static const int64_t now = 1795487400000;
enum { ZONE = 8 * 60 };

#define MINUTES ((int64_t)60000)

static void
time__is_read_in_every_form_of_the_manual(void **state)
{
	static const struct {
		const char *text;
		int64_t want; /* -1: not a time */
	} rows[] = {
		{ "now", now },
		{ "-25m", now - 25 * MINUTES },
		{ "+10m", now + 10 * MINUTES },
		{ "-1h30m", now - 90 * MINUTES },
		{ "-2d", now - 2 * 24 * 60 * MINUTES },
		{ "-90s", now - 90000 },
		{ "2026-11-24 10:30", now },
		{ "2026-11-24T10:30:00+08:00", now },
		{ "2026-11-24T02:30:00Z", now },
		{ "2026-11-24 02:30Z", now },
		{ "2026-11-24 10:30:00.250", now + 250 },
		{ "", -1 },
		{ "-", -1 },
		{ "-m", -1 },
		{ "-25", -1 },
		{ "-25x", -1 },
		{ "-25 m", -1 },
		{ "--25m", -1 },
		{ "-99999999999999999999m", -1 },
		{ "-9999999d", -1 },
		{ "yesterday", -1 },
		{ "2026-02-30 10:00", -1 },
		{ "10:3x", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t got = -1;

		if (!value_time(&got, rows[i].text, now, ZONE))
			got = -1;
		if (got != rows[i].want)
			fail_msg("%s: %lld, not %lld", rows[i].text,
				(long long)got, (long long)rows[i].want);
	}
}

static void
int__is_digits_and_nothing_else(void **state)
{
	static const struct {
		const char *text;
		bool want;
		int64_t value;
	} rows[] = {
		{ "0", true, 0 },
		{ "17", true, 17 },
		{ "-3", true, -3 },
		{ "", false, 0 },
		{ "1 2", false, 0 },
		{ "３", true, 3 },
		{ " １２ ", true, 12 },
		{ "+1", false, 0 },
		{ "1x", false, 0 },
		{ "1.5", false, 0 },
		{ "0x10", false, 0 },
		{ "99999999999999999999", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t got = 0;

		if (value_int(&got, rows[i].text) != rows[i].want)
			fail_msg("'%s'", rows[i].text);
		if (rows[i].want)
			assert_int_equal(got, rows[i].value);
	}
}

static void
words__are_split_at_commas(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "a", "[\"a\"]" },
		{ "a,b,c", "[\"a\",\"b\",\"c\"]" },
		{ ",a,,b,", "[\"a\",\"b\"]" },
		{ "", "[]" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *list = json_array();
		char *got;

		value_words(list, rows[i].text);
		got = doc_format(list);
		assert_string_equal(got, rows[i].want);
		free(got);
		json_decref(list);
	}
}

static void
figure__has_value_source_time_and_may_be_verified(void **state)
{
	static const struct {
		const char *text, *want; /* NULL: refused */
	} rows[] = {
		{ "dead=3,source=Fire brigade,as-of=now,verified",
			"[{\"as_of\":1795487400000,\"name\":\"dead\","
			"\"source\":\"Fire brigade\",\"value\":3,"
			"\"verified\":true}]" },
		{ "dead=3,as-of=2026-11-24 10:30,source=A, B and C",
			"[{\"as_of\":1795487400000,\"name\":\"dead\","
			"\"source\":\"A, B and C\",\"value\":3,"
			"\"verified\":false}]" },
		{ "missing=0",
			"[{\"name\":\"missing\",\"value\":0,"
			"\"verified\":false}]" },
		{ "missing=0,verified",
			"[{\"name\":\"missing\",\"value\":0,"
			"\"verified\":true}]" },
		{ "missing=", "[{\"name\":\"missing\",\"remove\":true}]" },
		{ "dead=5,source=A,reason=two more, found at dawn,verified",
			"[{\"name\":\"dead\",\"reason\":\"two more, found at "
			"dawn\",\"source\":\"A\",\"value\":5,"
			"\"verified\":true}]" },
		{ "dead=?,source=A,as-of=now",
			"[{\"as_of\":1795487400000,\"name\":\"dead\","
			"\"source\":\"A\",\"verified\":false}]" },
		{ "dead=?", NULL },
		{ "dead", NULL },
		{ "=3", NULL },
		{ "dead=three", NULL },
		{ "dead=3.5", NULL },
		{ "dead=3,as-of=soon", NULL },
		{ "dead=3,verifiedly", NULL },
		{ "dead=3,more=4", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *list = json_array();
		struct err err = { 0 };
		enum err_code rc;
		char *got;

		rc = value_figure(list, rows[i].text, now, ZONE, &err);
		if ((rc == ERR_OK) != (rows[i].want != NULL))
			fail_msg("%s: %s", rows[i].text, err.what);
		got = doc_format(list);
		assert_string_equal(got, rows[i].want ? rows[i].want : "[]");
		if (rc != ERR_OK)
			assert_true(err.remedy[0] != '\0');
		free(got);
		json_decref(list);
	}
}

static void
slots__come_from_lines_and_go_on_with_a_blank(void **state)
{
	static const struct {
		const char *text, *want; /* NULL: refused */
	} rows[] = {
		{ "place=River Road\nagency=Fire brigade\n",
			"{\"agency\":\"Fire brigade\","
			"\"place\":\"River Road\"}" },
		{ "# words\n\nplace=A=B\r\nwhat=one\n  two\n\tthree",
			"{\"place\":\"A=B\",\"what\":\"one\\ntwo\\nthree\"}" },
		{ "place=\n", "{\"place\":\"\"}" },
		{ "", "{}" },
		{ "no sign\n", NULL },
		{ "  goes on with nothing\n", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *slots = json_object();
		struct err err = { 0 };
		enum err_code rc;
		char *got;

		rc = value_slots(slots, rows[i].text, "file", &err);
		if (rows[i].want == NULL) {
			assert_int_equal(rc, ERR_USAGE);
			assert_non_null(strstr(err.where, "file:1"));
		} else {
			got = doc_format(slots);
			assert_string_equal(got, rows[i].want);
			free(got);
		}
		json_decref(slots);
	}
}

static void
file__is_text_of_bounded_size(void **state)
{
	static const struct {
		const char *bytes;
		enum err_code rc;
		const char *want;
	} rows[] = {
		{ "text\n\r\n", ERR_OK, "text" },
		{ "\xEF\xBB\xBFtext", ERR_OK, "text" },
		{ "", ERR_OK, "" },
		{ "\xff", ERR_INVALID, NULL },
		{ "123456789", ERR_TOO_LARGE, NULL },
	};
	char path[] = "/tmp/crier-value-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = { 0 };
		char *got = NULL;

		assert_int_equal(ftruncate(fd, 0), 0);
		assert_int_equal(
			pwrite(fd, rows[i].bytes, strlen(rows[i].bytes), 0),
			(ssize_t)strlen(rows[i].bytes));
		assert_int_equal(value_file(&got, path, 8, &err), rows[i].rc);
		if (rows[i].want)
			assert_string_equal(got, rows[i].want);
		free(got);
	}
	(void)close(fd);
	(void)unlink(path);
	assert_int_equal(value_file(NULL, path, 8, NULL), ERR_NOT_FOUND);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(time__is_read_in_every_form_of_the_manual),
		cmocka_unit_test(int__is_digits_and_nothing_else),
		cmocka_unit_test(words__are_split_at_commas),
		cmocka_unit_test(
			figure__has_value_source_time_and_may_be_verified),
		cmocka_unit_test(slots__come_from_lines_and_go_on_with_a_blank),
		cmocka_unit_test(file__is_text_of_bounded_size),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
