/*
 * Where the playbook lets the lead account go first.
 */
#include "tests/relay/station.h"

/* Armed; a0 leads and goes first. */
static void
fire_lead_first(struct rig *r, size_t count)
{
	json_t *act, *doc;

	rig_prepare(r, count, "fake", "one.example");
	rig_answer_all(r, "check", ACCEPTED);
	rig_pass(r, REPORT_WAIT_MS);
	while ((act = rig_take(r, "relay.prepared")) != NULL)
		rig_acknowledge(r, act);
	doc = rig_fire_doc(r);
	doc_put_str(doc, "first", MESSAGE ":a0");
	rig_say(r, doc);
	assert_int_equal(rig_confirm(r), 1);
	assert_int_equal(rig_out(r, "publish " MESSAGE ":a0"), 1);
}

static void
fire__the_others_wait_until_the_lead_account_is_out(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	fire_lead_first(&r, 4);
	rig_pass(&r, 20000);
	assert_null(rig_take(&r, "relay.sending"));
	rig_answer(&r, "publish", ACCEPTED);
	rig_pass(&r, 10);
	assert_int_equal(rig_confirm(&r), 3);
	assert_int_equal(rig_started(&r, "publish"), 4);
	rig_close(&r);
}

static void
fire__without_the_lead_account_the_others_are_a_person_s(void **state)
{
	size_t human = 0, n;
	struct rig r;
	json_t *act, *row;

	(void)state;
	rig_open(&r, false);
	fire_lead_first(&r, 4);
	rig_answer(&r, "publish", "{\"outcome\":\"permanent\"}");
	rig_pass(&r, FIRE_WINDOW_MS + 1000);
	assert_int_equal(rig_started(&r, "publish"), 1);
	while ((act = rig_take(&r, "relay.outcomes")) != NULL) {
		json_array_foreach(doc_get(act, "results"), n, row)
		{
			human += strcmp(doc_str(row, "state"), "human") == 0 &&
				strstr(doc_str(row, "detail"), "lead account");
		}
		rig_acknowledge(&r, act);
	}
	assert_int_equal(human, 3);
	rig_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			fire__the_others_wait_until_the_lead_account_is_out),
		cmocka_unit_test(
			fire__without_the_lead_account_the_others_are_a_person_s),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
