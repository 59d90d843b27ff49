/*
 * What the leak gate stops of letters, and what it must not stop.
 */
#include "tests/letter/bench.h"

static enum err_code
gate_refuses(void *ctx, const json_t *body, struct err *err)
{
	(void)ctx;
	assert_string_equal(doc_str(body, "kind"), "concur-ask");
	return refuse(err, REFUSE_CARD_NONE, "", WITH_NONE);
}

static void
judge__the_leak_gate_stands_before_the_rank(void **state)
{
	struct letter_sealed s[1];
	struct desk d;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 1);
	d.sender.may = 0;
	assert_int_equal(
		desk_take_with(&d, s[0].text, gate_refuses), LETTER_REFUSED);
	assert_int_equal(d.v.step, STEP_LEAK);
	assert_true(d.v.moves);
	assert_non_null(d.v.body);
	desk_end(&d, s, 1);
}

static enum err_code
gate_shut(void *ctx, const json_t *body, struct err *err)
{
	(void)ctx;
	(void)body;
	return refuse(err, REFUSE_CARD_NONE, "", WITH_NONE);
}

/* Its words may be wrong here, where other numbers are private: it stops. */
static void
judge__a_halt_that_leaks_is_obeyed(void **state)
{
	struct letter_sealed s[3];
	struct desk d;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 1);
	s[1] = rig_send(&d.city, &d.county, rig_halt());
	s[2] = rig_send(&d.city, &d.county, rig_halt());
	assert_int_equal(
		desk_take_with(&d, s[2].text, gate_shut), LETTER_HALTS);
	assert_true(d.v.leaks);
	assert_int_equal(
		desk_take_with(&d, s[0].text, gate_shut), LETTER_REFUSED);
	assert_int_equal(d.v.step, STEP_LEAK);
	assert_int_equal(
		desk_take_with(&d, s[1].text, gate_shut), LETTER_TAKEN);
	assert_true(d.v.leaks);
	assert_int_equal(desk_take(&d, &s[2]), LETTER_TAKEN);
	assert_false(d.v.leaks);
	desk_end(&d, s, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judge__the_leak_gate_stands_before_the_rank),
		cmocka_unit_test(judge__a_halt_that_leaks_is_obeyed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
