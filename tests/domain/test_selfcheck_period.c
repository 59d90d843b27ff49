/*
 * Which period a report is of, and the report of one in which nothing was.
 */
#include "tests/domain/scene.h"

#include "domain/selfcheck/selfcheck.h"

#define DAYS (INT64_C(24) * 60 * 60 * 1000)

/* An empty ledger, and a library without the file. */
static void
month__of_nothing_says_that_there_is_nothing(void **state)
{
	struct selfcheck s;
	struct selfcheck_view v;
	json_t *doc;
	int64_t from, to;

	(void)state;
	assert_true(selfcheck_period(&from, &to, "2026", 8 * 60));
	assert_int_equal(to - from, 365 * DAYS);
	selfcheck_init(&s, from, to);
	v = (struct selfcheck_view){
		.s = &s, .period = "2026", .now = SCENE_NOW, .lang = LANG_ZH
	};
	doc = selfcheck_doc(&v);
	assert_int_equal(doc_int(doc, "entries"), 0);
	assert_int_equal(json_array_size(doc_get(doc, "veto")), 0);
	assert_int_equal(json_array_size(doc_get(doc, "register")), 0);
	/* no round was made: no alarm says nothing */
	assert_false(doc_bool(
		doc_find(doc_get(doc, "figures"), "key", "alarms"), "known"));
	json_decref(doc);
	selfcheck_release(&s);
}

static void
period__is_a_month_or_a_year(void **state)
{
	static const char *const bad[] = { "", "26", "2026-1", "2026-13",
		"2026-00", "2026/07", "2026-07-01", "abcd", "-026", "0000-00" };
	int64_t from, to;

	(void)state;
	for (size_t n = 0; n < sizeof(bad) / sizeof(bad[0]); n++)
		if (selfcheck_period(&from, &to, bad[n], 0))
			fail_msg("%s", bad[n]);
	assert_true(selfcheck_period(&from, &to, "2026-12", 0));
	assert_int_equal(to - from, 31 * DAYS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(month__of_nothing_says_that_there_is_nothing),
		cmocka_unit_test(period__is_a_month_or_a_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
