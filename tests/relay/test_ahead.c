/*
 * A release that is fired ahead of its time.
 */
#include "tests/relay/station.h"

/* Nothing is sent before its time, and nobody is told to post it. */
static void
ahead__of_its_time_nothing_starts_by_hand_neither(void **state)
{
	static const char *const kinds[] = { "manual", "blind" };

	(void)state;
	for (int n = 0; n < 2; n++) {
		struct rig r;
		json_t *doc, *act;

		rig_open(&r, false);
		rig_prepare(&r, 1, kinds[n], "");
		rig_answer_all(&r, "check", ACCEPTED);
		rig_pass(&r, REPORT_WAIT_MS);
		rig_acknowledge(&r, rig_take(&r, "relay.prepared"));
		doc = rig_fire_doc(&r);
		doc_put_int(doc, "at", r.now.utc + 3000);
		rig_say(&r, doc);
		rig_pass(&r, 2900);
		assert_null(rig_take(&r, "relay.sending"));
		assert_null(rig_take(&r, "relay.outcomes"));
		rig_pass(&r, 101 + REPORT_WAIT_MS);
		act = rig_take(&r, n ? "relay.sending" : "relay.outcomes");
		assert_non_null(act);
		json_decref(act);
		rig_close(&r);
	}
}

/* A relay that died with the release in hand, and is back before its time. */
static void
ahead__a_relay_that_comes_back_keeps_the_time(void **state)
{
	struct rig r;
	json_t *doc;

	(void)state;
	rig_open(&r, false);
	doc = job_of(&r, "retry", "fake");
	doc_put_int(doc, "at", r.now.utc + 2500);
	doc_put_int(doc, "until", r.now.utc + 100000);
	rig_say(&r, doc);
	rig_pass(&r, 2400);
	assert_null(rig_take(&r, "relay.sending"));
	rig_pass(&r, 101);
	assert_int_equal(rig_confirm(&r), 1);
	rig_close(&r);
}

static void
ahead__what_is_posted_by_hand_waits_for_no_lead_account(void **state)
{
	struct rig r;
	json_t *doc, *row;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 1, "manual", "");
	rig_pass(&r, REPORT_WAIT_MS);
	rig_acknowledge(&r, rig_take(&r, "relay.prepared"));
	doc = rig_fire_doc(&r);
	doc_put_int(doc, "at", r.now.utc + 3000);
	doc_put_str(doc, "first", MESSAGE ":lead");
	rig_say(&r, doc);
	rig_pass(&r, 3000);
	row = rig_outcome(&r);
	assert_non_null(row);
	assert_string_equal(doc_str(row, "state"), "human");
	assert_null(strstr(doc_str(row, "detail"), "lead"));
	json_decref(row);
	rig_close(&r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			ahead__of_its_time_nothing_starts_by_hand_neither),
		cmocka_unit_test(ahead__a_relay_that_comes_back_keeps_the_time),
		cmocka_unit_test(
			ahead__what_is_posted_by_hand_waits_for_no_lead_account),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
