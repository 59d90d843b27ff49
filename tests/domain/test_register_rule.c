/*
 * Where and when a row of rules/register.yaml holds.
 */
#include "tests/domain/scene.h"

#include "domain/library/register_rule.h"

/* A province's row stands in place of the row of all, on its days alone; of
 * both tables. */
static void
row__of_a_province_stands_in_place_of_the_row_of_all(void **state)
{
	const struct validity always = { INT64_MIN, INT64_MAX };
	const struct validity past = { INT64_MIN, SCENE_NOW - 1 };
	static const char *const weibo[] = { "weibo" };
	struct register_rule registers[] = {
		{ .scope = { "X-1", "", always, weibo, 1 } },
		{ .scope = { "X-1", "330000", always, weibo, 1 } },
		{ .scope = { "X-2", "", always, NULL, 0 } },
		{ .scope = { "X-2", "330000", past, NULL, 0 } },
	};
	struct health_rule healths[sizeof(registers) / sizeof(registers[0])];
	/* in force: nowhere, in that province, in another */
	static const struct {
		const char *region;
		bool holds[4];
	} asked[] = { { NULL, { true, false, true, false } },
		{ "330000", { false, true, true, false } },
		{ "610000", { true, false, true, false } } };
	struct rules r = { .registers = registers,
		.register_count = 4,
		.healths = healths,
		.health_count = 4 };

	(void)state;
	for (size_t i = 0; i < 4; i++)
		healths[i] =
			(struct health_rule){ .scope = registers[i].scope };
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]) * 4; i++) {
		bool want = asked[i / 4].holds[i % 4];

		r.region = asked[i / 4].region;
		assert_int_equal(register_rule_holds(&r, &registers[i % 4],
					 "weibo", SCENE_NOW),
			want);
		assert_int_equal(health_rule_holds(&r, &healths[i % 4], "weibo",
					 SCENE_NOW),
			want);
	}
	r.region = NULL;
	assert_false(register_rule_holds(&r, &registers[0], "x", SCENE_NOW));
	assert_false(health_rule_holds(&r, &healths[0], "x", SCENE_NOW));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			row__of_a_province_stands_in_place_of_the_row_of_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
