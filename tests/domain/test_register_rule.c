/*
 * Where and when a row of rules/register.yaml holds, and when the public has
 * been told of what a row asks it to be told.
 */
#include "tests/domain/scene.h"

#include "domain/library/register_rule.h"
#include "domain/register/register.h"

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

/* The incident's first message, as its row has it. */
static bool
is_told(const struct scene *s)
{
	json_t *row = message_doc(&s->incident, s->incident.messages[0]);
	bool told = register_is_told_by(row);

	json_decref(row);
	return told;
}

static void
all_become(struct scene *s, enum delivery_state state)
{
	struct message *m = s->incident.messages[0];

	for (size_t n = 0; n < m->delivery_count; n++)
		m->deliveries[n].state = state;
}

/* A release that failed everywhere, or that was withdrawn, tells nobody. */
static void
announcement__is_out_where_it_is_to_be_read(void **state)
{
	struct message *m;
	struct scene s;
	json_t *row = json_pack("{s:s,s:s,s:{s:s,s:i}}", "state", "released",
		"kind", "truth", "standing", "is", "withdrawn", "online", 2);

	(void)state;
	assert_false(register_is_told_by(row));
	doc_put_str(doc_get(row, "standing"), "is", "withdrawing");
	assert_true(register_is_told_by(row));
	json_decref(row);
	scene_open(&s, false);
	scene_write(&s);
	m = s.incident.messages[0];
	assert_false(is_told(&s));
	scene_release(&s, 1);
	m->state = MESSAGE_RELEASED;
	all_become(&s, DELIVERY_FAILED);
	assert_false(is_told(&s));
	all_become(&s, DELIVERY_HALTED);
	assert_false(is_told(&s));
	all_become(&s, DELIVERY_UNKNOWN);
	assert_false(is_told(&s));
	m->deliveries[0].state = DELIVERY_PUBLISHED;
	assert_true(is_told(&s));
	m->kind = KIND_WITHDRAWAL;
	assert_false(is_told(&s));
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			row__of_a_province_stands_in_place_of_the_row_of_all),
		cmocka_unit_test(announcement__is_out_where_it_is_to_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
