/*
 * Halts that outlive who said them: of a leader that has handed the lead over,
 * of the one that leads now for what was ordered before it, and of a machine
 * that was lost for what it had ordered.
 */
#include "tests/domain/joined.h"

/* The city hands the lead to the village, by its letter n. */
static void
lead_goes(struct joined *j, int n)
{
	json_t *says = letter_says("lead", 0);

	doc_put_str(says, "leader", "village");
	doc_put_str(says, "re", letter_name(77));
	letter_comes(
		j, (struct letter){ .from = "city", .n = n, .says = says });
	assert_string_equal(j->b.joints[0].leader, "village");
}

static void
village_halts(struct joined *j, int n, int order)
{
	json_t *says = letter_says("halt", order);

	doc_put_str(says, "digest", letter_name(99));
	letter_comes(
		j, (struct letter){ .from = "village", .n = n, .says = says });
}

/* What the station does by itself about the order; how many entries. */
static int
tend(struct joined *j)
{
	struct world w = { .office = &j->s.office,
		.library = j->s.lib,
		.incident = &j->s.incident,
		.message = scene_message(&j->s, 1),
		.joints = &j->b,
		.now = j->s.now };
	struct judged out;
	int count;

	judged_init(&out);
	judge_joint_obeys(&out, &w, &j->b.orders[0]);
	if (out.count == 0)
		judge_joint_halting(&out, &w, &j->b.orders[0]);
	count = (int)out.count;
	scene_fold(&j->s, &out, "station");
	judged_release(&out);
	return count;
}

/* Of an offer of another's, and of all orders: both only the leader's. */
static void
halt__of_an_old_leader_holds_when_the_lead_has_gone(void **state)
{
	(void)state;
	for (int all = 0; all < 2; all++) {
		struct joined j;

		joined_open(&j);
		joined_order(&j, "own");
		FIXED_SET(j.b.orders[0].from, "parish");
		letter_comes(&j,
			(struct letter){ .from = "city",
				.n = 6,
				.says = letter_says("halt", all ? 0 : 5) });
		assert_non_null(joint_order_halt(&j.b, &j.b.orders[0]));
		lead_goes(&j, 7);
		assert_non_null(joint_order_halt(&j.b, &j.b.orders[0]));
		joined_close(&j);
	}
}

/* By the letter that we had, by another that had the same text, or all. */
static void
halt__of_the_new_leader_stops_what_the_old_one_ordered(void **state)
{
	static const int named[] = { 5, 55, 0 };

	(void)state;
	for (int n = 0; n < 3; n++) {
		struct joined j;

		joined_open(&j);
		joined_order(&j, "own");
		scene_arm(&j.s, 1);
		village_halts(&j, 6, named[n]);
		assert_int_equal(entries_of(&j.s, "release.halted"), 0);
		lead_goes(&j, 7);
		village_halts(&j, 8, named[n]);
		assert_int_equal(entries_of(&j.s, "release.halted"), 1);
		assert_int_equal(
			scene_message(&j.s, 1)->state, MESSAGE_APPROVED);
		joined_close(&j);
	}
}

/* The old leader's letter comes behind it, by another way. */
static void
halt__that_overtakes_the_lead_is_obeyed_when_that_comes(void **state)
{
	struct joined j;

	(void)state;
	joined_open(&j);
	joined_order(&j, "own");
	scene_arm(&j.s, 1);
	village_halts(&j, 6, 5);
	assert_string_equal(
		last_said(&j.s, "joint.signal", "rule"), "joint-whose");
	assert_int_equal(tend(&j), 0);
	lead_goes(&j, 7);
	assert_true(tend(&j) > 0);
	assert_int_equal(scene_message(&j.s, 1)->state, MESSAGE_APPROVED);
	assert_string_equal(scene_message(&j.s, 1)->halted.by, "village");
	assert_int_equal(tend(&j), 0);
	joined_close(&j);
}

/* Ours by the machine before: only its letters know of the order. */
static void
came_back(struct joined *j, int n, const char *outcome, json_t *says)
{
	char *text = doc_format(says);

	scene_entry(&j->s, "zhao", "letter.returned",
		json_pack("{s:[s],s:s,s:i,s:i,s:s,s:s}", "to", "city", "letter",
			letter_name(n), "vol", 1, "seq", n, "outcome", outcome,
			"text", text));
	free(text);
	json_decref(says);
}

static json_t *
lost_order(const char *message)
{
	json_t *says = letter_says("order", 0);

	doc_put_str(says, "joint", letter_name(31));
	doc_put_str(says, "digest", letter_name(98));
	doc_put_str(says, "message", message);
	return says;
}

static const char *
halt(struct joined *j, const char *order)
{
	return scene_try(&j->s, "rita", ACT_JOINT_HALT,
		json_pack("{s:s,s:s}", "order", order, "reason", "水位有误"));
}

static void
order__of_a_lost_machine_is_halted_by_its_name(void **state)
{
	struct joined j;
	const struct joint_order *o;

	(void)state;
	joined_open(&j);
	came_back(&j, 31, "returned", letter_says("open", 0));
	came_back(&j, 32, "closed", lost_order(""));
	assert_int_equal(j.b.order_count, 0);
	assert_string_equal(halt(&j, "00000032"), "joint-order-none");
	came_back(&j, 32, "opened", lost_order("2026-0001/1"));
	o = joint_order_find(&j.b, letter_name(32));
	assert_non_null(o);
	assert_string_equal(o->from, "");
	/* the number may be another message's now */
	assert_string_equal(o->message, "");
	/* to one more partner: the same order */
	came_back(&j, 33, "returned", lost_order(""));
	assert_int_equal(j.b.order_count, 1);
	assert_string_equal(halt(&j, "00000032"), "");
	assert_string_equal(last_said(&j.s, "letter.sent", "partner"), "city");
	assert_non_null(joint_order_halt(&j.b, o));
	joined_close(&j);
}

/* It had told more than this one did: what is so now is told again. */
static void
answer__of_a_lost_machine_is_known_to_have_been_given(void **state)
{
	struct joined j;
	json_t *says = letter_says("answer", 5);

	(void)state;
	joined_open(&j);
	joined_order(&j, "own");
	while (joined_tells(&j) != NULL)
		;
	doc_put_str(says, "state", "set");
	came_back(&j, 40, "returned", says);
	assert_string_equal(
		doc_str(doc_get(joined_tells(&j), "says"), "state"), "taken");
	joined_close(&j);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			halt__of_an_old_leader_holds_when_the_lead_has_gone),
		cmocka_unit_test(
			halt__of_the_new_leader_stops_what_the_old_one_ordered),
		cmocka_unit_test(
			halt__that_overtakes_the_lead_is_obeyed_when_that_comes),
		cmocka_unit_test(
			order__of_a_lost_machine_is_halted_by_its_name),
		cmocka_unit_test(
			answer__of_a_lost_machine_is_known_to_have_been_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
