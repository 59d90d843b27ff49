/*
 * What follows from each outcome, and the rules of retrying: an unknown is
 * looked up before anything is sent again, and online stays online.
 */
#include "tests/relay/station.h"

#include "relay/internal.h"

#define V(outcome, next) "{\"outcome\":\"" outcome "\",\"next\":\"" next "\"}"

static void
publish__each_outcome_leads_to_its_state(void **state)
{
	static const struct {
		const char *kind, *judgment, *want;
		const char *then; /* what is out five seconds later, or "" */
	} rows[] = {
		{ "fake", V("accepted", "readback"), "published", "readback" },
		{ "blind", V("accepted", "none"), "published", "" },
		{ "fake", V("duplicate", "lookup"), "published", "lookup" },
		{ "fake", V("pending", "poll"), "accepted", "poll" },
		{ "fake", V("unknown", "lookup"), "unknown", "lookup" },
		{ "blind", V("unknown", "lookup"), "unknown", "" },
		{ "blind", V("unknown", "publish"), "unknown", "" },
		{ "fake", V("unknown", "publish"), "unknown", "lookup" },
		{ "fake", V("content", "none"), "refused", "" },
		{ "fake", V("permanent", "none"), "failed", "" },
		{ "fake", V("content", "lookup"), "unknown", "lookup" },
		{ "fake", V("permanent", "lookup"), "unknown", "lookup" },
		{ "blind", V("content", "lookup"), "refused", "" },
		{ "repeat", V("permanent", "lookup"), "failed", "" },
		{ "fake", V("human", "none"), "human", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig r;

		rig_open(&r, false);
		rig_fly(&r, 1, rows[i].kind);
		rig_answer(&r, "publish", rows[i].judgment);
		rig_expect(&r, rows[i].want);
		rig_pass(&r, 5000);
		assert_int_equal(rig_out(&r, ""), *rows[i].then ? 1 : 0);
		if (*rows[i].then)
			assert_int_equal(rig_out(&r, rows[i].then), 1);
		assert_int_equal(rig_started(&r, "publish"), 1);
		rig_close(&r);
	}
}

/* So that no other delivery of the same words takes the post for its own. */
static void
publish__the_account_remembers_whose_post_it_is(void **state)
{
	const json_t *receipts;
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	rig_answer(&r, "publish",
		"{\"outcome\":\"accepted\",\"next\":\"readback\",\"id\":\"7\","
		"\"url\":\"https://one.example/7\"}");
	receipts = r.engine->accounts->receipts;
	assert_string_equal(doc_str(receipts, "7"), MESSAGE ":a0");
	assert_string_equal(
		doc_str(receipts, "https://one.example/7"), MESSAGE ":a0");
	rig_close(&r);
}

static void
retry__is_announced_again_before_it_leaves(void **state)
{
	static const char *const judgments[] = {
		V("retry-later", "publish"),
		V("not-sent", "publish"),
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct rig r;
		json_t *row;

		rig_open(&r, false);
		rig_fly(&r, 1, "fake");
		rig_answer(&r, "publish", judgments[i]);
		row = rig_outcome(&r);
		assert_string_equal(doc_str(row, "state"), "retry");
		assert_int_equal(doc_int(row, "attempt"), 1);
		json_decref(row);
		rig_pass(&r, 2000);
		assert_int_equal(rig_started(&r, "publish"), 1);
		assert_int_equal(rig_confirm(&r), 1);
		assert_int_equal(rig_started(&r, "publish"), 2);
		rig_answer(&r, "publish", V("accepted", "none"));
		row = rig_outcome(&r);
		assert_int_equal(doc_int(row, "attempt"), 2);
		json_decref(row);
		rig_close(&r);
	}
}

static void
retry__the_platforms_wish_to_wait_is_honoured(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	rig_answer(&r, "publish",
		"{\"outcome\":\"retry-later\",\"next\":\"publish\","
		"\"wait\":30000}");
	rig_expect(&r, "retry");
	rig_pass(&r, 29000);
	assert_null(rig_take(&r, "relay.sending"));
	rig_pass(&r, 1000);
	assert_int_equal(rig_confirm(&r), 1);
	rig_close(&r);
}

static void
retry__a_wish_beyond_the_two_minutes_goes_to_a_person(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	rig_answer(&r, "publish",
		"{\"outcome\":\"retry-later\",\"next\":\"publish\","
		"\"wait\":120001}");
	rig_expect(&r, "human");
	rig_pass(&r, 300000);
	assert_int_equal(rig_started(&r, "publish"), 1);
	rig_close(&r);
}

static void
retry__grows_apart_and_ends(void **state)
{
	struct rig r;
	int64_t before, last = 0;
	size_t n = 0;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	for (;;) {
		json_t *row;
		const char *word;

		rig_answer(&r, "publish", V("not-sent", "publish"));
		row = rig_outcome(&r);
		word = doc_str(row, "state");
		if (strcmp(word, "retry") != 0) {
			assert_string_equal(word, "human");
			json_decref(row);
			break;
		}
		json_decref(row);
		before = r.now.boot;
		while (rig_confirm(&r) == 0)
			rig_pass(&r, 50);
		assert_true(r.now.boot - before + 200 >= last);
		last = r.now.boot - before;
		n++;
	}
	assert_in_range(n, 5, 10);
	rig_pass(&r, 300000);
	assert_int_equal(rig_out(&r, "publish"), 0);
	rig_close(&r);
}

static void
unknown__is_not_sent_again_before_a_look_up_says_no(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	rig_answer(&r, "publish", V("unknown", "lookup"));
	rig_expect(&r, "unknown");
	for (int i = 0; i < 3; i++) {
		rig_pass(&r, 15000);
		assert_int_equal(rig_out(&r, "lookup"), 1);
		rig_answer(&r, "lookup", V("unknown", "lookup"));
		assert_null(rig_take(&r, "relay.sending"));
	}
	assert_int_equal(rig_started(&r, "publish"), 1);
	rig_pass(&r, 15000);
	rig_answer(&r, "lookup", V("not-sent", "publish"));
	rig_expect(&r, "retry");
	rig_pass(&r, 15000);
	assert_int_equal(rig_confirm(&r), 1);
	assert_int_equal(rig_started(&r, "publish"), 2);
	rig_close(&r);
}

static void
unknown__found_by_look_up_is_published_once(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	rig_answer(&r, "publish", V("unknown", "lookup"));
	rig_expect(&r, "unknown");
	rig_pass(&r, LOOKUP_WAIT_MS);
	rig_answer(&r, "lookup",
		"{\"outcome\":\"accepted\",\"id\":\"7\",\"url\":\"u\"}");
	rig_expect(&r, "published");
	rig_pass(&r, 300000);
	assert_int_equal(rig_started(&r, "publish"), 1);
	rig_close(&r);
}

static void
unknown__a_look_up_that_cannot_be_done_leaves_it_unknown(void **state)
{
	static const char *const judgments[] = {
		V("unknown", "none"),
		V("permanent", "none"),
		V("content", "none"),
		V("human", "none"),
	};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct rig r;

		rig_open(&r, false);
		rig_fly(&r, 1, "fake");
		rig_answer(&r, "publish", V("unknown", "lookup"));
		rig_expect(&r, "unknown");
		rig_pass(&r, LOOKUP_WAIT_MS);
		rig_answer(&r, "lookup", judgments[i]);
		rig_expect(&r, "unknown");
		rig_pass(&r, 300000);
		assert_int_equal(rig_started(&r, "publish"), 1);
		assert_int_equal(rig_out(&r, ""), 0);
		rig_close(&r);
	}
}

static void
unknown__absent_after_two_minutes_waits_for_a_person(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	rig_pass(&r, FIRE_WINDOW_MS - 1000);
	rig_answer(&r, "publish", V("unknown", "lookup"));
	rig_expect(&r, "unknown");
	rig_pass(&r, 5000);
	rig_answer(&r, "lookup", V("not-sent", "publish"));
	rig_expect(&r, "human");
	rig_close(&r);
}

static void
unknown__is_repeated_blindly_only_where_the_office_prefers_it(void **state)
{
	static const struct {
		const char *duplicates;
		size_t want;
	} rows[] = { { "prefer", 2 }, { "avoid", 1 }, { "", 1 } };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct rig r;
		json_t *list = json_array(), *job;

		rig_open(&r, false);
		rig_manifest(&r, "actual");
		(void)json_array_append_new(list,
			rig_delivery(&r, "a0", "repeat",
				json_pack("{s:s}", "duplicates",
					rows[i].duplicates)));
		job = rig_job(&r, "prepare", list);
		rig_variants(&r);
		rig_say(&r, job);
		rig_answer(&r, "check", ACCEPTED);
		rig_say(&r, rig_fire_doc(&r));
		assert_int_equal(rig_confirm(&r), 1);
		rig_answer(&r, "publish", V("unknown", "publish"));
		rig_pass(&r, 2000);
		(void)rig_confirm(&r);
		assert_int_equal(rig_started(&r, "publish"), rows[i].want);
		rig_close(&r);
	}
}

static void
online__what_is_published_never_becomes_less(void **state)
{
	static const struct {
		const char *step, *judgment;
	} rows[] = {
		{ "lookup", V("not-sent", "publish") },
		{ "lookup", V("unknown", "none") },
		{ "lookup", V("permanent", "none") },
		{ "readback", V("permanent", "none") },
		{ "readback", V("not-sent", "none") },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig r;
		char judgment[80];

		rig_open(&r, false);
		rig_fly(&r, 1, "fake");
		(void)snprintf(judgment, sizeof(judgment),
			"{\"outcome\":\"duplicate\",\"next\":\"%s\"}",
			rows[i].step);
		rig_answer(&r, "publish", judgment);
		rig_expect(&r, "published");
		rig_pass(&r, 5000);
		rig_answer(&r, rows[i].step, rows[i].judgment);
		assert_null(rig_outcome(&r));
		rig_pass(&r, 300000);
		assert_int_equal(rig_started(&r, "publish"), 1);
		rig_close(&r);
	}
}

static void
readback__tells_verified_from_different(void **state)
{
	static const struct {
		const char *judgment, *want;
	} rows[] = {
		{ "{\"outcome\":\"accepted\",\"same\":true}", "verified" },
		{ "{\"outcome\":\"accepted\",\"same\":false}", "differs" },
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct rig r;

		rig_open(&r, false);
		rig_fly(&r, 1, "fake");
		rig_answer(&r, "publish", V("accepted", "readback"));
		rig_expect(&r, "published");
		rig_answer(&r, "readback", rows[i].judgment);
		rig_expect(&r, rows[i].want);
		rig_close(&r);
	}
}

static void
poll__goes_on_until_it_is_visible(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	rig_answer(&r, "publish", V("pending", "poll"));
	rig_expect(&r, "accepted");
	for (int i = 0; i < 4; i++) {
		rig_pass(&r, 60000);
		rig_answer(&r, "poll", V("pending", "poll"));
	}
	assert_null(rig_outcome(&r));
	rig_pass(&r, 60000);
	rig_answer(&r, "poll", V("accepted", "none"));
	rig_expect(&r, "published");
	rig_close(&r);
}

static void
poll__ends_some_day(void **state)
{
	struct rig r;
	int n = 0;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	rig_answer(&r, "publish", V("pending", "poll"));
	rig_expect(&r, "accepted");
	while (r.now.boot < POLL_GIVE_UP_MS + 200000 && n++ < 1000) {
		rig_pass(&r, 10000);
		if (rig_out(&r, "poll"))
			rig_answer(&r, "poll", V("pending", "poll"));
	}
	rig_expect(&r, "accepted");
	assert_int_equal(rig_out(&r, ""), 0);
	rig_close(&r);
}

/* ---- jobs about a delivery after a crash ---- */

static void
job__a_look_up_alone_does_not_publish(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_say(&r, job_of(&r, "lookup", "fake"));
	rig_pass(&r, LOOKUP_WAIT_MS);
	rig_answer(&r, "lookup", V("not-sent", "publish"));
	rig_expect(&r, "human");
	rig_pass(&r, 300000);
	assert_int_equal(rig_started(&r, "publish"), 0);
	rig_close(&r);
}

static void
job__a_look_up_in_time_goes_on_to_publish(void **state)
{
	struct rig r;
	json_t *doc;

	(void)state;
	rig_open(&r, false);
	doc = job_of(&r, "lookup", "fake");
	doc_put_int(doc, "until", r.now.utc + 60000);
	rig_say(&r, doc);
	rig_pass(&r, LOOKUP_WAIT_MS);
	rig_answer(&r, "lookup", V("not-sent", "publish"));
	rig_expect(&r, "retry");
	rig_pass(&r, 2000);
	assert_int_equal(rig_confirm(&r), 1);
	assert_int_equal(rig_started(&r, "publish"), 1);
	rig_close(&r);
}

static void
job__what_cannot_be_looked_up_is_left_to_a_person(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_say(&r, job_of(&r, "lookup", "blind"));
	rig_expect(&r, "unknown");
	assert_int_equal(rig_started(&r, ""), 0);
	rig_close(&r);
}

static void
job__a_retry_publishes_through_sending(void **state)
{
	struct rig r;
	json_t *doc, *row;

	(void)state;
	rig_open(&r, false);
	doc = job_of(&r, "retry", "fake");
	doc_put_int(json_array_get(doc_get(doc, "deliveries"), 0), "attempt",
		2); /* two were begun before */
	rig_say(&r, doc);
	assert_int_equal(rig_started(&r, "publish"), 0);
	assert_int_equal(rig_confirm(&r), 1);
	assert_int_equal(rig_started(&r, "publish"), 1);
	rig_answer(&r, "publish", V("accepted", "none"));
	row = rig_outcome(&r);
	assert_int_equal(doc_int(row, "attempt"), 3);
	json_decref(row);
	rig_close(&r);
}

static void
job__a_retry_without_the_approved_manifest_is_refused(void **state)
{
	struct rig r;
	json_t *doc;

	(void)state;
	rig_open(&r, false);
	doc = job_of(&r, "retry", "fake");
	(void)json_object_del(doc, "manifest");
	rig_say(&r, doc);
	rig_expect(&r, "human");
	assert_int_equal(rig_confirm(&r), 0);
	rig_close(&r);
}

static void
job__a_delivery_on_its_way_is_not_begun_again(void **state)
{
	static const char *const jobs[] = { "lookup", "retry", "prepare" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct rig r;

		rig_open(&r, false);
		rig_fly(&r, 1, "fake");
		rig_say(&r, job_of(&r, jobs[i], "fake"));
		rig_pass(&r, 20000);
		assert_int_equal(rig_started(&r, "lookup"), 0);
		assert_int_equal(rig_confirm(&r), 0);
		assert_int_equal(rig_started(&r, "publish"), 1);
		rig_close(&r);
	}
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(publish__each_outcome_leads_to_its_state),
		T(publish__the_account_remembers_whose_post_it_is),
		T(retry__is_announced_again_before_it_leaves),
		T(retry__the_platforms_wish_to_wait_is_honoured),
		T(retry__a_wish_beyond_the_two_minutes_goes_to_a_person),
		T(retry__grows_apart_and_ends),
		T(unknown__is_not_sent_again_before_a_look_up_says_no),
		T(unknown__found_by_look_up_is_published_once),
		T(unknown__a_look_up_that_cannot_be_done_leaves_it_unknown),
		T(unknown__absent_after_two_minutes_waits_for_a_person),
		T(unknown__is_repeated_blindly_only_where_the_office_prefers_it),
		T(online__what_is_published_never_becomes_less),
		T(readback__tells_verified_from_different),
		T(poll__goes_on_until_it_is_visible),
		T(poll__ends_some_day),
		T(job__a_look_up_alone_does_not_publish),
		T(job__a_look_up_in_time_goes_on_to_publish),
		T(job__what_cannot_be_looked_up_is_left_to_a_person),
		T(job__a_retry_publishes_through_sending),
		T(job__a_retry_without_the_approved_manifest_is_refused),
		T(job__a_delivery_on_its_way_is_not_begun_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
