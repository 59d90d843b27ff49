/*
 * A partner that writes to us by the hundred does not make us write as many: of
 * whoever takes our letters we would use up what it takes in an hour, and a halt
 * of ours would wait.
 */
#include "tests/domain/joined.h"

#include "domain/joint/joint_pace.h"

#define HOUR INT64_C(3600000)

enum { FLOOD = 600 };

/* How many letters the station writes by itself now; to whom in *village. */
static int
told(struct joined *j, int *village)
{
	const json_t *body;
	int count = 0;

	while ((body = joined_tells(j)) != NULL && count < FLOOD) {
		count++;
		*village += strcmp(doc_str(body, "partner"), "village") == 0;
	}
	return count;
}

static void
words__that_come_to_the_same_are_answered_once(void **state)
{
	struct joined j;
	int none = 0;

	(void)state;
	joined_open(&j);
	joined_order(&j, "own");
	(void)told(&j, &none);
	for (int n = 0; n < FLOOD; n++)
		city_says(&j, "halt", 6 + n);
	assert_int_equal(j.b.orders[0].reply_count, 1);
	/* the last one, and it is the only one */
	assert_string_equal(doc_str(doc_get(joined_tells(&j), "says"), "re"),
		letter_name(6 + FLOOD - 1));
	assert_null(joined_tells(&j));
	joined_close(&j);
}

/* One by one, each answered before the next one comes. */
static void
answers__to_one_partner_keep_their_pace(void **state)
{
	struct joined j;
	int count = 0, none = 0;

	(void)state;
	joined_open(&j);
	joined_order(&j, "own");
	for (int n = 0; n < FLOOD; n++) {
		city_says(&j, "halt", 6 + n);
		count += told(&j, &none);
	}
	assert_in_range(count, PACE_FREE, PACE_FREE + 1);
	/* what is due is told in its turn, as it stands then */
	assert_int_equal(joint_pace(&j.b, "city", j.s.now), j.s.now + PACE_MS);
	j.s.now += PACE_MS;
	assert_int_equal(joint_pace(&j.b, "city", j.s.now), 0);
	assert_string_equal(doc_str(doc_get(joined_tells(&j), "says"), "re"),
		letter_name(6 + FLOOD - 1));
	assert_null(joined_tells(&j));
	joined_close(&j);
}

/* The village may not halt, and is told so; the city's order is not its to hold
 * up. */
static void
answers__to_one_partner_hold_up_no_other(void **state)
{
	struct joined j;
	int village = 0, all = 0;

	(void)state;
	joined_open(&j);
	joined_order(&j, "own");
	for (int n = 0; n < FLOOD; n++) {
		letter_comes(&j,
			(struct letter){ .from = "village",
				.n = 6 + n,
				.says = letter_says("halt", 5) });
		all += told(&j, &village);
	}
	assert_int_equal(village, PACE_FREE);
	assert_int_equal(all - village, 1);
	city_says(&j, "halt", 900);
	assert_string_equal(doc_str(joined_tells(&j), "partner"), "city");
	joined_close(&j);
}

/* Its key was stolen: it is stopped, and the city still hears of its order. */
static void
answers__to_one_that_was_stopped_hold_up_no_other(void **state)
{
	struct joined j;

	(void)state;
	joined_open(&j);
	joined_order(&j, "own");
	letter_comes(&j,
		(struct letter){ .from = "village",
			.n = 6,
			.says = letter_says("halt", 5) });
	j.s.office.partners[1].state = PARTNER_STOPPED;
	assert_string_equal(j.s.office.partners[1].id, "village");
	assert_string_equal(doc_str(joined_tells(&j), "partner"), "city");
	joined_close(&j);
}

/* Many partners together: a third of what a receiver takes stays for the rest. */
static void
answers__to_all_have_a_bound(void **state)
{
	struct joint_book b;
	char id[WORD_ID];

	(void)state;
	joint_book_init(&b);
	for (int n = 0; n < PACE_ALL; n++) {
		fixed_format(id, sizeof(id), "p%d", n % 50);
		assert_int_equal(joint_pace(&b, id, SCENE_NOW + n), 0);
		joint_paced(&b, id, SCENE_NOW + n);
	}
	assert_int_equal(
		joint_pace(&b, "city", SCENE_NOW + PACE_ALL), SCENE_NOW + HOUR);
	assert_int_equal(joint_pace(&b, "city", SCENE_NOW + HOUR), 0);
	/* put back, the clock makes nobody wait for longer */
	assert_int_equal(joint_pace(&b, "city", SCENE_NOW - HOUR), 0);
	joint_book_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			words__that_come_to_the_same_are_answered_once),
		cmocka_unit_test(answers__to_one_partner_keep_their_pace),
		cmocka_unit_test(answers__to_one_partner_hold_up_no_other),
		cmocka_unit_test(
			answers__to_one_that_was_stopped_hold_up_no_other),
		cmocka_unit_test(answers__to_all_have_a_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
