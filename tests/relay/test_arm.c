/*
 * The half of a release that can be undone: what is taken, what is refused,
 * what is reported, and what disarming removes.
 */
#include "tests/relay/prepared.h"

static void
assert_gap(struct rig *r, const char *word)
{
	json_t *rows = rig_prepared(r), *row = json_array_get(rows, 0);

	assert_int_equal(json_array_size(rows), 1);
	assert_false(doc_bool(row, "ok"));
	assert_non_null(strstr(doc_str(row, "detail"), word));
	assert_int_equal(rig_started(r, ""), 0);
	json_decref(rows);
}

static json_t *
one(struct rig *r, const char *kind, json_t *options)
{
	json_t *list = json_array();

	rig_manifest(r, "actual");
	(void)json_array_append_new(list, rig_delivery(r, "a0", kind, options));
	return list;
}

static void
arm__an_account_is_checked_and_reported(void **state)
{
	struct rig r;
	json_t *rows;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 1, "fake", "h.example");
	assert_int_equal(rig_out(&r, "check " MESSAGE ":a0"), 1);
	rig_answer(&r, "check",
		"{\"outcome\":\"accepted\",\"memo\":{\"post\":\"9\"}}");
	rows = rig_prepared(&r);
	assert_true(doc_bool(json_array_get(rows, 0), "ok"));
	assert_string_equal(
		doc_str(doc_get(json_array_get(rows, 0), "memo"), "post"), "9");
	json_decref(rows);
	rig_close(&r);
}

static void
arm__steps_follow_one_another_before_it_is_ready(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 1, "fake", "h.example");
	rig_answer(
		&r, "check", "{\"outcome\":\"accepted\",\"next\":\"prepare\"}");
	assert_int_equal(rig_out(&r, "prepare"), 1);
	rig_pass(&r, 1000);
	assert_null(rig_take(&r, "relay.prepared"));
	rig_answer(&r, "prepare", ACCEPTED);
	json_decref(rig_prepared(&r));
	rig_close(&r);
}

static void
arm__a_manifest_with_another_digest_is_refused(void **state)
{
	struct rig r;
	json_t *job;

	(void)state;
	rig_open(&r, false);
	rig_manifest(&r, "actual");
	job = rig_job(&r, "prepare", one(&r, "fake", NULL));
	rig_variants(&r);
	/* a digest of something else, as if the text had been changed after */
	r.digest[0] = r.digest[0] == 'a' ? 'b' : 'a';
	doc_put_str(job, "digest", r.digest);
	rig_say(&r, job);
	assert_gap(&r, "digest differs");
	assert_non_null(strstr(r.log, "REFUSED"));
	rig_close(&r);
}

/* What cannot be the id or the digest of anything ends nothing. */
static void
arm__a_digest_or_an_id_that_is_too_long_is_refused(void **state)
{
	char longer[201];
	struct rig r;
	json_t *job;

	(void)state;
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	rig_open(&r, false);
	rig_manifest(&r, "actual");
	job = rig_job(&r, "prepare", one(&r, "fake", NULL));
	rig_variants(&r);
	doc_put_str(job, "digest", longer);
	rig_say(&r, job);
	r.digest[0] = '\0'; /* nor is it told back */
	assert_gap(&r, "digest differs");
	job = rig_job(&r, "prepare", one(&r, "fake", NULL));
	doc_put_str(job, "message", longer);
	rig_say(&r, job);
	assert_non_null(strstr(r.log, "not understood: prepare"));
	rig_close(&r);
}

static void
arm__a_text_the_manifest_does_not_name_is_refused(void **state)
{
	struct rig r;
	json_t *list, *job;

	(void)state;
	rig_open(&r, false);
	list = one(&r, "fake", NULL);
	rig_digest(r.digest, r.manifest);
	doc_put_str(json_array_get(list, 0), "variant", r.digest);
	job = rig_job(&r, "prepare", list);
	rig_variants(&r);
	rig_say(&r, job);
	assert_gap(&r, "does not name");
	rig_close(&r);
}

static void
arm__another_kind_than_approved_is_refused(void **state)
{
	struct rig r;
	json_t *list, *job;

	(void)state;
	rig_open(&r, false);
	list = one(&r, "fake", NULL);
	doc_put_str(json_array_get(list, 0), "kind", "blind");
	job = rig_job(&r, "prepare", list);
	rig_variants(&r);
	rig_say(&r, job);
	assert_gap(&r, "does not name");
	rig_close(&r);
}

static void
arm__a_text_that_is_not_what_its_digest_says_is_not_taken(void **state)
{
	struct rig r;
	json_t *list, *job;
	const char *digest;
	json_t *doc;

	(void)state;
	rig_open(&r, false);
	list = one(&r, "fake", NULL);
	job = rig_job(&r, "prepare", list);
	json_object_foreach(r.variants, digest, doc)
	{
		doc_put_str(doc, "text", "changed on the way");
		rig_say(&r,
			json_pack("{s:s,s:O}", "variant", digest, "doc", doc));
	}
	rig_say(&r, job);
	assert_gap(&r, "did not arrive");
	rig_close(&r);
}

static void
arm__a_drill_is_not_served_by_the_actual_relay(void **state)
{
	struct rig r;
	json_t *list = json_array(), *job;

	(void)state;
	rig_open(&r, false);
	rig_manifest(&r, "drill");
	(void)json_array_append_new(list, rig_delivery(&r, "a0", "fake", NULL));
	job = rig_job(&r, "prepare", list);
	rig_variants(&r);
	rig_say(&r, job);
	assert_gap(&r, "does not serve");
	rig_close(&r);
}

static void
arm__a_job_that_cannot_be_built_is_a_gap(void **state)
{
	struct rig r;
	json_t *rows, *job;

	(void)state;
	rig_open(&r, false);
	job = rig_job(&r, "prepare",
		one(&r, "fake", json_pack("{s:s}", "broken", "yes")));
	rig_variants(&r);
	rig_digest(r.digest, r.manifest);
	doc_put_str(job, "digest", r.digest);
	rig_say(&r, job);
	rig_answer(&r, "check", ACCEPTED);
	rows = rig_prepared(&r);
	assert_false(doc_bool(json_array_get(rows, 0), "ok"));
	json_decref(rows);
	rig_close(&r);
}

static void
arm__a_credential_for_another_relay_is_a_gap(void **state)
{
	struct rig r;
	json_t *list, *job;

	(void)state;
	rig_open(&r, false);
	list = one(&r, "fake", NULL);
	doc_put_str(json_array_get(list, 0), "sealed", "broken");
	job = rig_job(&r, "prepare", list);
	rig_variants(&r);
	rig_say(&r, job);
	assert_gap(&r, "credential");
	rig_close(&r);
}

static void
arm__what_passes_is_tried_again_and_then_is_a_gap(void **state)
{
	struct rig r;
	json_t *rows;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 1, "fake", "h.example");
	for (int i = 0; i < 5; i++) {
		assert_int_equal(rig_out(&r, "check"), 1);
		rig_answer(&r, "check", "{\"outcome\":\"not-sent\"}");
		rig_pass(&r, 20000);
	}
	rows = rig_prepared(&r);
	assert_false(doc_bool(json_array_get(rows, 0), "ok"));
	assert_int_equal(rig_started(&r, "check"), 5);
	json_decref(rows);
	rig_close(&r);
}

static void
arm__reports_hold_two_hundred_at_most(void **state)
{
	struct rig r;
	json_t *act;
	size_t sizes[3] = { 0 };

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 450, "fake", "h.example");
	rig_answer_all(&r, "check", ACCEPTED);
	rig_pass(&r, REPORT_WAIT_MS);
	for (int i = 0; i < 3; i++) {
		act = rig_take(&r, "relay.prepared");
		sizes[i] = json_array_size(doc_get(act, "results"));
		json_decref(act);
	}
	assert_int_equal(sizes[0], 200);
	assert_int_equal(sizes[1], 200);
	assert_int_equal(sizes[2], 50);
	assert_null(rig_take(&r, "relay.prepared"));
	rig_close(&r);
}

static void
arm__an_armed_account_is_kept_warm(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 1, "fake", "h.example");
	rig_answer(&r, "check", ACCEPTED);
	rig_pass(&r, WARM_EVERY_MS - 1000);
	assert_int_equal(rig_started(&r, "check"), 1);
	rig_pass(&r, 1000);
	assert_int_equal(rig_started(&r, "check"), 2);
	rig_answer(&r, "check", "{\"outcome\":\"permanent\"}");
	rig_pass(&r, WARM_EVERY_MS);
	assert_int_equal(rig_started(&r, "check"), 3);
	rig_close(&r);
}

static void
arm__many_are_warmed_at_the_same_moment(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 5, "fake", "h.example");
	for (int i = 0; i < 5; i++) { /* their checks end one by one */
		assert_int_equal(rig_started(&r, "check"), 5);
		rig_answer(&r, "check", ACCEPTED);
	}
	assert_int_equal(rig_out(&r, "check"), 5);
	rig_answer_all(&r, "check", ACCEPTED);
	rig_pass(&r, WARM_EVERY_MS - 1);
	assert_int_equal(rig_started(&r, "check"), 10);
	rig_pass(&r, 1);
	assert_int_equal(rig_out(&r, "check"), 5);
	rig_close(&r);
}

static void
arm__disarming_undoes_and_forgets(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 1, "fake", "h.example");
	rig_answer(&r, "check", ACCEPTED);
	rig_say(&r,
		json_pack("{s:s,s:s}", "job", "disarm", "message", MESSAGE));
	assert_int_equal(rig_out(&r, "undo"), 1);
	rig_answer(&r, "undo", ACCEPTED);
	rig_say(&r, rig_fire_doc(&r));
	rig_pass(&r, 1000);
	assert_int_equal(rig_started(&r, "publish"), 0);
	assert_null(rig_take(&r, "relay.sending"));
	rig_close(&r);
}

static void
arm__disarming_waits_for_the_request_that_is_out(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 1, "fake", "h.example");
	rig_say(&r,
		json_pack("{s:s,s:s}", "job", "disarm", "message", MESSAGE));
	assert_int_equal(rig_started(&r, "undo"), 0);
	rig_answer(
		&r, "check", "{\"outcome\":\"accepted\",\"next\":\"prepare\"}");
	assert_int_equal(rig_started(&r, "prepare"), 0);
	assert_int_equal(rig_out(&r, "undo"), 1);
	rig_close(&r);
}

/* Armed, disarmed while its undo stays out, and armed again. */
static void
arm_again(struct rig *r)
{
	rig_open(r, false);
	rig_prepare(r, 1, "fake", "h.example");
	rig_answer(r, "check", ACCEPTED);
	json_decref(rig_prepared(r));
	rig_say(r, json_pack("{s:s,s:s}", "job", "disarm", "message", MESSAGE));
	assert_int_equal(rig_out(r, "undo"), 1);
	rig_prepare(r, 1, "fake", "h.example");
	assert_int_equal(rig_started(r, "check"), 1);
}

static void
arm__arming_again_waits_for_the_undo_and_goes_on(void **state)
{
	struct rig r;
	json_t *rows;

	(void)state;
	arm_again(&r);
	rig_pass(&r, 1000);
	assert_null(rig_take(&r, "relay.prepared"));
	rig_answer(&r, "undo", ACCEPTED);
	rig_tick(&r);
	assert_int_equal(rig_out(&r, "check"), 1);
	rig_answer(&r, "check", ACCEPTED);
	rows = rig_prepared(&r);
	assert_true(doc_bool(json_array_get(rows, 0), "ok"));
	json_decref(rows);
	rig_say(&r, rig_fire_doc(&r));
	assert_int_equal(rig_confirm(&r), 1);
	rig_close(&r);
}

static void
arm__a_long_undo_is_a_gap_with_a_reason_that_is_filled(void **state)
{
	struct rig r;
	json_t *rows;

	(void)state;
	arm_again(&r);
	rig_pass(&r, 2000);
	rows = rig_prepared(&r);
	assert_false(doc_bool(json_array_get(rows, 0), "ok"));
	assert_non_null(strstr(
		doc_str(json_array_get(rows, 0), "detail"), "being removed"));
	json_decref(rows);
	rig_pass(&r, 60000); /* said once */
	assert_null(rig_take(&r, "relay.prepared"));
	rig_answer(&r, "undo", "{\"outcome\":\"permanent\"}");
	rig_tick(&r);
	rig_answer(&r, "check", ACCEPTED);
	rows = rig_prepared(&r);
	assert_true(doc_bool(json_array_get(rows, 0), "ok"));
	json_decref(rows);
	rig_close(&r);
}

static void
arm__disarming_ends_the_preparation_that_waits(void **state)
{
	struct rig r;

	(void)state;
	arm_again(&r);
	rig_say(&r,
		json_pack("{s:s,s:s}", "job", "disarm", "message", MESSAGE));
	rig_pass(&r, 5000);
	rig_answer(&r, "undo", ACCEPTED);
	rig_pass(&r, 5000);
	assert_int_equal(rig_started(&r, "check"), 1);
	assert_int_equal(rig_started(&r, "undo"), 1);
	assert_null(rig_take(&r, "relay.prepared"));
	rig_close(&r);
}

static void
arm__firing_without_what_waits_leaves_it_out(void **state)
{
	struct rig r;
	json_t *fire;

	(void)state;
	arm_again(&r);
	fire = rig_fire_doc(&r);
	json_object_set_new(fire, "deliveries", json_array());
	rig_say(&r, fire);
	rig_answer(&r, "undo", ACCEPTED);
	rig_pass(&r, 5000);
	assert_int_equal(rig_started(&r, "check"), 1);
	assert_int_equal(rig_started(&r, "publish"), 0);
	rig_close(&r);
}

static void
arm__firing_what_is_being_undone_says_that_it_is_not_held(void **state)
{
	struct rig r;
	json_t *fire;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 1, "fake", "h.example");
	rig_answer(&r, "check", ACCEPTED);
	json_decref(rig_prepared(&r));
	rig_say(&r,
		json_pack("{s:s,s:s}", "job", "disarm", "message", MESSAGE));
	fire = rig_fire_doc(&r);
	json_object_set_new(
		fire, "deliveries", json_pack("[s]", MESSAGE ":a0"));
	rig_say(&r, fire);
	rig_expect(&r, "human");
	assert_int_equal(rig_started(&r, "publish"), 0);
	rig_close(&r);
}

static void
arm__what_is_still_on_its_way_is_a_gap_with_its_reason(void **state)
{
	struct rig r;
	json_t *rows;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	rig_prepare(&r, 1, "fake", "one.example");
	rows = rig_prepared(&r);
	assert_false(doc_bool(json_array_get(rows, 0), "ok"));
	assert_non_null(strstr(
		doc_str(json_array_get(rows, 0), "detail"), "on its way"));
	json_decref(rows);
	rig_close(&r);
}

static void
arm__what_nobody_fires_expires(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 1, "fake", "h.example");
	rig_answer(&r, "check", ACCEPTED);
	for (int i = 0; i < 40; i++) {
		rig_pass(&r, WARM_EVERY_MS);
		rig_answer_all(&r, "check", ACCEPTED);
	}
	assert_int_equal(rig_started(&r, "undo"), 1);
	rig_close(&r);
}

static void
check__an_account_is_told_how_it_is(void **state)
{
	static const struct {
		const char *judgment;
		bool ok;
	} rows[] = {
		{ "{\"outcome\":\"accepted\"}", true },
		{ "{\"outcome\":\"permanent\",\"detail\":\"x\"}", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig r;
		json_t *act;

		rig_open(&r, false);
		rig_say(&r,
			json_pack("{s:s,s:{s:s,s:s,s:s}}", "job", "check",
				"account", "account", "county", "kind", "fake",
				"sealed", "old"));
		rig_answer(&r, "check", rows[i].judgment);
		act = rig_take(&r, "relay.checked");
		assert_non_null(act);
		assert_string_equal(doc_str(act, "account"), "county");
		assert_int_equal(doc_bool(act, "ok"), rows[i].ok);
		json_decref(act);
		rig_close(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arm__an_account_is_checked_and_reported),
		cmocka_unit_test(
			arm__steps_follow_one_another_before_it_is_ready),
		cmocka_unit_test(
			arm__a_manifest_with_another_digest_is_refused),
		cmocka_unit_test(
			arm__a_digest_or_an_id_that_is_too_long_is_refused),
		cmocka_unit_test(
			arm__a_text_the_manifest_does_not_name_is_refused),
		cmocka_unit_test(arm__another_kind_than_approved_is_refused),
		cmocka_unit_test(
			arm__a_text_that_is_not_what_its_digest_says_is_not_taken),
		cmocka_unit_test(
			arm__a_drill_is_not_served_by_the_actual_relay),
		cmocka_unit_test(arm__a_job_that_cannot_be_built_is_a_gap),
		cmocka_unit_test(arm__a_credential_for_another_relay_is_a_gap),
		cmocka_unit_test(
			arm__what_passes_is_tried_again_and_then_is_a_gap),
		cmocka_unit_test(arm__reports_hold_two_hundred_at_most),
		cmocka_unit_test(arm__an_armed_account_is_kept_warm),
		cmocka_unit_test(arm__many_are_warmed_at_the_same_moment),
		cmocka_unit_test(arm__disarming_undoes_and_forgets),
		cmocka_unit_test(
			arm__disarming_waits_for_the_request_that_is_out),
		cmocka_unit_test(
			arm__arming_again_waits_for_the_undo_and_goes_on),
		cmocka_unit_test(
			arm__a_long_undo_is_a_gap_with_a_reason_that_is_filled),
		cmocka_unit_test(
			arm__disarming_ends_the_preparation_that_waits),
		cmocka_unit_test(arm__firing_without_what_waits_leaves_it_out),
		cmocka_unit_test(
			arm__firing_what_is_being_undone_says_that_it_is_not_held),
		cmocka_unit_test(
			arm__what_is_still_on_its_way_is_a_gap_with_its_reason),
		cmocka_unit_test(arm__what_nobody_fires_expires),
		cmocka_unit_test(check__an_account_is_told_how_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
