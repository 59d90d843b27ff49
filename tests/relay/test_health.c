/*
 * What the relay tells beyond a delivery's end: that a post is out but not as
 * it was approved, what an answer says of the account, and which arming a
 * report is about.
 */
#include "tests/relay/station.h"

/* Publish, then read back: what stands at the end, and what is said of it. */
static void
differs__what_publish_said_is_not_overwritten(void **state)
{
	static const struct {
		const char *publish, *read, *first, *last, *detail;
	} rows[] = {
		{ "\"differs\":false,\"detail\":\"published\"",
			"\"same\":true,\"detail\":\"the same\"", "published",
			"verified", "the same" },
		{ "\"differs\":false,\"detail\":\"published\"",
			"\"same\":false,\"detail\":\"private\"", "published",
			"differs", "private" },
		{ "\"differs\":true,\"detail\":\"unlisted\"",
			"\"same\":true,\"detail\":\"the same\"", "differs",
			"differs", "unlisted | the same" },
		{ "\"differs\":true,\"detail\":\"unlisted\"",
			"\"same\":false,\"detail\":\"private\"", "differs",
			"differs", "unlisted | private" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig r;
		char text[200];
		json_t *row;

		rig_open(&r, false);
		rig_fly(&r, 1, "fake");
		(void)snprintf(text, sizeof(text),
			"{\"outcome\":\"accepted\",\"id\":\"7\","
			"\"next\":\"readback\",%s}",
			rows[i].publish);
		rig_answer(&r, "publish", text);
		rig_expect(&r, rows[i].first);
		(void)snprintf(text, sizeof(text),
			"{\"outcome\":\"accepted\",%s}", rows[i].read);
		rig_pass(&r, 1000);
		rig_answer(&r, "readback", text);
		row = rig_outcome(&r);
		assert_string_equal(doc_str(row, "state"), rows[i].last);
		assert_string_equal(doc_str(row, "detail"), rows[i].detail);
		json_decref(row);
		rig_close(&r);
	}
}

/* "-": nothing was told of the account; or what was, acknowledged. */
static void
assert_told(struct rig *r, const char *want)
{
	json_t *act;
	char got[200] = "-";

	rig_pass(r, REPORT_WAIT_MS);
	act = rig_take(r, "relay.checked");
	if (act != NULL) {
		(void)snprintf(got, sizeof(got), "%s %s",
			doc_bool(act, "ok") ? "ok" : "failed",
			doc_str(act, "detail"));
		assert_string_equal(doc_str(act, "account"), "a0");
		rig_acknowledge(r, act);
	}
	assert_string_equal(got, want);
}

#define REVOKED                                                                \
	"{\"outcome\":\"permanent\",\"account\":true,\"detail\":\"revoked\"}"

/* Arms a0, of which the station says whether it works. */
static void
arm_known(struct rig *r, bool failed)
{
	json_t *list = json_array(), *doc, *job;

	rig_manifest(r, "actual");
	doc = rig_delivery(r, "a0", "fake", NULL);
	if (failed)
		doc_put_bool(doc, "failed", true);
	(void)json_array_append_new(list, doc);
	job = rig_job(r, "prepare", list);
	rig_variants(r);
	rig_say(r, job);
}

/* Told once when it changes, and not at every answer. */
static void
health__is_told_when_it_changes(void **state)
{
	static const struct {
		bool failed;
		const char *answer, *told;
	} rows[] = {
		{ false, REVOKED, "failed revoked" },
		{ true, REVOKED, "-" },
		{ true, ACCEPTED, "ok " },
		{ false, ACCEPTED, "-" },
		/* a refusal of this post, and an answer that proves nothing */
		{ false, "{\"outcome\":\"permanent\"}", "-" },
		{ true, "{\"outcome\":\"accepted\",\"unproven\":true}", "-" },
		{ true, "{\"outcome\":\"retry-later\",\"next\":\"check\"}",
			"-" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig r;

		rig_open(&r, false);
		arm_known(&r, rows[i].failed);
		rig_answer(&r, "check", rows[i].answer);
		assert_told(&r, rows[i].told);
		rig_close(&r);
	}
}

/* The token is taken away between arm and fire, and comes back. */
static void
health__an_answer_to_publish_and_to_warming_counts(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	rig_answer(&r, "publish", REVOKED);
	rig_expect(&r, "failed");
	assert_told(&r, "failed revoked");
	rig_close(&r);

	rig_open(&r, false);
	rig_prepare(&r, 1, "fake", "h.example");
	rig_answer(&r, "check", ACCEPTED);
	assert_told(&r, "-");
	rig_pass(&r, 120000);
	rig_answer(&r, "check", REVOKED); /* one that keeps it warm */
	assert_told(&r, "failed revoked");
	rig_close(&r);
}

/* A drill has no account: the practice platform's no is nobody's. */
static void
health__of_an_account_is_nothing_a_drill_knows(void **state)
{
	struct rig r;
	json_t *list = json_array(), *job;

	(void)state;
	rig_open(&r, true);
	rig_manifest(&r, "drill");
	(void)json_array_append_new(
		list, rig_delivery(&r, "a0", "mastodon", NULL));
	job = rig_job(&r, "prepare", list);
	rig_variants(&r);
	rig_say(&r, job);
	rig_pass(&r, 60000);
	assert_null(rig_take(&r, "relay.checked"));
	rig_close(&r);
}

static void
check__says_what_it_did_not_prove(void **state)
{
	static const struct {
		const char *answer;
		bool ok, unproven;
	} rows[] = {
		{ "{\"outcome\":\"accepted\",\"unproven\":true}", true, true },
		{ "{\"outcome\":\"accepted\"}", true, false },
		{ REVOKED, false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig r;
		json_t *act;

		rig_open(&r, false);
		rig_say(&r,
			json_pack("{s:s,s:{s:s,s:s,s:s}}", "job", "check",
				"account", "account", "a0", "kind", "fake",
				"sealed", "old"));
		rig_answer(&r, "check", rows[i].answer);
		act = rig_take(&r, "relay.checked");
		assert_non_null(act);
		assert_int_equal(doc_bool(act, "ok"), rows[i].ok);
		assert_int_equal(json_is_false(doc_get(act, "proven")),
			rows[i].unproven);
		rig_acknowledge(&r, act);
		assert_null(rig_take(&r, "relay.checked"));
		rig_close(&r);
	}
}

/* Taken back and armed again before the first report has left. */
static void
prepared__names_the_arming_it_is_about(void **state)
{
	struct rig r;
	json_t *act, *job;

	(void)state;
	rig_open(&r, false);
	job = job_of(&r, "prepare", "fake");
	rig_say(&r, json_deep_copy(job));
	doc_put_int(job, "release", 2);
	rig_answer(&r, "check", ACCEPTED); /* gathered, not yet sent */
	rig_say(&r,
		json_pack("{s:s,s:s}", "job", "disarm", "message", MESSAGE));
	rig_answer(&r, "undo", ACCEPTED);
	rig_say(&r, job);
	rig_answer(&r, "check", ACCEPTED);
	rig_pass(&r, REPORT_WAIT_MS);
	for (int release = 1; release <= 2; release++) {
		act = rig_take(&r, "relay.prepared");
		assert_non_null(act);
		assert_int_equal(doc_int(act, "release"), release);
		assert_int_equal(json_array_size(doc_get(act, "results")), 1);
		rig_acknowledge(&r, act);
	}
	rig_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(differs__what_publish_said_is_not_overwritten),
		cmocka_unit_test(health__is_told_when_it_changes),
		cmocka_unit_test(
			health__an_answer_to_publish_and_to_warming_counts),
		cmocka_unit_test(
			health__of_an_account_is_nothing_a_drill_knows),
		cmocka_unit_test(check__says_what_it_did_not_prove),
		cmocka_unit_test(prepared__names_the_arming_it_is_about),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
