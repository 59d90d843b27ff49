/*
 * Who speaks is who was approved: another id at arm or while armed is a gap,
 * a box that was replaced since is not used, a foreign one never.
 */
#include "tests/relay/station.h"

#define SAYS(who)                                                              \
	"{\"outcome\":\"accepted\",\"memo\":{\"account\":\"" who "\"}}"

/* Account a0, which the manifest knows as 7; `more` goes into its job. */
static void
speaks_prepare(struct rig *r, const char *more, const char *value)
{
	json_t *doc, *job;

	rig_manifest(r, "actual");
	doc = rig_delivery(
		r, "a0", "fake", json_pack("{s:s}", "host", "h.example"));
	doc_put_str(
		doc_get(doc_get(r->manifest, "accounts"), "a0"), "who", "7");
	if (more != NULL)
		doc_put_str(doc, more, value);
	job = rig_job(r, "prepare", json_pack("[o]", doc));
	rig_variants(r);
	rig_say(r, job);
}

/* What was reported of a0: "ready", or the gap's detail. */
static char *
speaks_prepared(struct rig *r)
{
	static char said[400];
	json_t *act, *row;

	rig_pass(r, REPORT_WAIT_MS);
	act = rig_take(r, "relay.prepared");
	assert_non_null(act);
	row = json_array_get(doc_get(act, "results"), 0);
	(void)snprintf(said, sizeof(said), "%s",
		doc_bool(row, "ok") ? "ready" : doc_str(row, "detail"));
	rig_acknowledge(r, act);
	return said;
}

static void
speaks__the_id_that_was_approved_is_ready_and_another_a_gap(void **state)
{
	struct rig r;
	json_t *act;

	(void)state;
	rig_open(&r, false);
	speaks_prepare(&r, NULL, NULL);
	rig_answer(&r, "check", SAYS("7"));
	assert_string_equal(speaks_prepared(&r), "ready");
	rig_close(&r);

	rig_open(&r, false);
	speaks_prepare(&r, NULL, NULL);
	rig_answer(&r, "check", SAYS("8"));
	assert_non_null(strstr(speaks_prepared(&r), "another account"));
	act = rig_take(&r, "relay.checked");
	assert_non_null(act);
	assert_string_equal(doc_str(act, "who"), "8");
	rig_acknowledge(&r, act);
	rig_say(&r, rig_fire_doc(&r));
	rig_pass(&r, 200000);
	assert_int_equal(rig_started(&r, "publish"), 0);
	rig_close(&r);
}

static void
speaks__another_id_while_the_connection_is_kept_warm_is_a_gap(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	speaks_prepare(&r, NULL, NULL);
	rig_answer(&r, "check", SAYS("7"));
	assert_string_equal(speaks_prepared(&r), "ready");
	rig_pass(&r, 60000);
	assert_true(rig_out(&r, "check") > 0);
	rig_answer(&r, "check", SAYS("8"));
	assert_non_null(strstr(speaks_prepared(&r), "another account"));
	rig_close(&r);
}

static void
speaks__what_the_station_holds_against_it_is_the_gap(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	speaks_prepare(&r, "unfit", "closed since");
	assert_string_equal(speaks_prepared(&r), "closed since");
	assert_int_equal(r.starts, 0);
	rig_close(&r);
}

/* The check that looks at the new credential must not arm what is armed. */
static void
speaks__a_box_that_came_after_arm_is_not_fired_with(void **state)
{
	struct rig r;
	json_t *act;

	(void)state;
	rig_open(&r, false);
	speaks_prepare(&r, NULL, NULL);
	rig_answer(&r, "check", SAYS("7"));
	assert_string_equal(speaks_prepared(&r), "ready");
	rig_say(&r,
		json_pack("{s:s,s:{s:s,s:s,s:s}}", "job", "check", "account",
			"account", "a0", "kind", "fake", "sealed", "new"));
	rig_answer(&r, "check", SAYS("7"));
	act = rig_take(&r, "relay.checked");
	assert_non_null(act);
	rig_acknowledge(&r, act);
	rig_say(&r, rig_fire_doc(&r));
	rig_expect(&r, "human");
	assert_int_equal(rig_started(&r, "publish"), 0);
	rig_close(&r);
}

static void
speaks__a_box_that_the_ledger_does_not_name_is_not_opened(void **state)
{
	static const char *const jobs[] = { "check", "open" };
	struct rig r;
	json_t *act;

	(void)state;
	for (size_t n = 0; n < sizeof(jobs) / sizeof(jobs[0]); n++) {
		rig_open(&r, false);
		rig_say(&r,
			json_pack("{s:s,s:{s:s,s:s,s:b}}", "job", jobs[n],
				"account", "account", "a0", "kind", "fake",
				"foreign", 1));
		act = rig_take(&r, "relay.checked");
		assert_non_null(act);
		assert_false(doc_bool(act, "ok"));
		assert_non_null(strstr(doc_str(act, "detail"), "ledger"));
		assert_int_equal(r.starts, 0);
		rig_acknowledge(&r, act);
		rig_close(&r);
	}
}

/* Said of the box itself: another may have come since. */
static void
speaks__a_box_that_opens_is_named(void **state)
{
	char digest[HASH_HEX];
	struct rig r;
	json_t *act;

	(void)state;
	hash_hex(digest, "old", 3);
	rig_open(&r, false);
	rig_say(&r,
		json_pack("{s:s,s:{s:s,s:s,s:s}}", "job", "open", "account",
			"account", "a0", "kind", "fake", "sealed", "old"));
	act = rig_take(&r, "relay.opened");
	assert_non_null(act);
	assert_string_equal(doc_str(act, "sealed"), digest);
	assert_int_equal(r.starts, 0);
	rig_acknowledge(&r, act);
	assert_null(rig_take(&r, "relay.checked"));
	rig_close(&r);
}

/* The check says who it was, and by which box: another may have come since. */
static void
speaks__a_check_tells_the_id_and_the_box(void **state)
{
	char digest[HASH_HEX];
	struct rig r;
	json_t *act;

	(void)state;
	hash_hex(digest, "old", 3);
	for (int changed = 0; changed < 2; changed++) {
		rig_open(&r, false);
		rig_say(&r,
			json_pack("{s:s,s:{s:s,s:s,s:s}}", "job", "check",
				"account", "account", "a0", "kind", "fake",
				"sealed", "old"));
		if (changed)
			rig_say(&r,
				json_pack("{s:s,s:{s:s,s:s,s:s}}", "job",
					"check", "account", "account", "a0",
					"kind", "fake", "sealed", "new"));
		rig_answer(&r, "check", SAYS("7"));
		act = rig_take(&r, "relay.checked");
		assert_non_null(act);
		assert_string_equal(doc_str(act, "who"), changed ? "" : "7");
		assert_string_equal(
			doc_str(act, "sealed"), changed ? "" : digest);
		rig_acknowledge(&r, act);
		rig_close(&r);
	}
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(speaks__the_id_that_was_approved_is_ready_and_another_a_gap),
		T(speaks__another_id_while_the_connection_is_kept_warm_is_a_gap),
		T(speaks__what_the_station_holds_against_it_is_the_gap),
		T(speaks__a_box_that_came_after_arm_is_not_fired_with),
		T(speaks__a_box_that_opens_is_named),
		T(speaks__a_box_that_the_ledger_does_not_name_is_not_opened),
		T(speaks__a_check_tells_the_id_and_the_box),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
