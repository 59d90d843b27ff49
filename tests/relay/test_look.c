/*
 * Accounts of one server that are armed together: what the server is, is asked
 * once.
 */
#include "tests/relay/prepared.h"

#define ASKS                                                                   \
	"{\"outcome\":\"accepted\",\"next\":\"check\",\"memo\":{\"asks\":"     \
	"\"it\"}}"
#define TOLD "{\"outcome\":\"accepted\",\"memo\":{\"asks\":\"\"}}"

/* Six accounts whose check goes on to ask what their server is. */
static void
arm_six(struct rig *r)
{
	rig_open(r, false);
	rig_prepare(r, 6, "fake", "h.example");
	rig_answer_all(r, "check", ASKS);
	rig_pass(r, 0);
}

static void
look__what_accounts_of_a_host_share_is_asked_once(void **state)
{
	struct rig r;
	json_t *rows;

	(void)state;
	arm_six(&r);
	assert_int_equal(rig_started(&r, "instance"), 1);
	rig_pass(&r, 5000);
	assert_int_equal(rig_started(&r, "instance"), 1);
	rig_answer(&r, "instance", TOLD);
	rig_pass(&r, 0);
	assert_int_equal(rig_started(&r, "instance"), 1);
	assert_int_equal(rig_started(&r, "check"), 11); /* one has ended */
	rig_answer_all(&r, "check", ACCEPTED);
	rows = rig_prepared(&r);
	assert_int_equal(json_array_size(rows), 6);
	json_decref(rows);
	rig_close(&r);
}

static void
look__after_a_look_that_failed_each_looks_for_itself(void **state)
{
	struct rig r;

	(void)state;
	arm_six(&r);
	rig_answer(&r, "instance", "{\"outcome\":\"permanent\"}");
	rig_pass(&r, 0);
	assert_int_equal(rig_out(&r, "instance"), 5);
	rig_close(&r);
}

static void
look__who_waited_for_a_look_that_was_given_up_looks(void **state)
{
	struct rig r;

	(void)state;
	arm_six(&r);
	rig_pass(&r, 41000);
	assert_int_equal(rig_out(&r, "instance"), 2);
	rig_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			look__what_accounts_of_a_host_share_is_asked_once),
		cmocka_unit_test(
			look__after_a_look_that_failed_each_looks_for_itself),
		cmocka_unit_test(
			look__who_waited_for_a_look_that_was_given_up_looks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
