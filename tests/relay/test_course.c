/*
 * What follows from each outcome, and the rules of retrying: an unknown is
 * looked up before anything is sent again, and online stays online.
 */
#include "tests/relay/station.h"

#define V(outcome, next) "{\"outcome\":\"" outcome "\",\"next\":\"" next "\"}"

static void
publish__each_outcome_leads_to_its_state(void **state)
{
	static const struct {
		const char *kind, *verdict, *want;
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
		rig_answer(&r, "publish", rows[i].verdict);
		rig_expect(&r, rows[i].want);
		rig_pass(&r, 5000);
		assert_int_equal(rig_out(&r, ""), *rows[i].then ? 1 : 0);
		if (*rows[i].then)
			assert_int_equal(rig_out(&r, rows[i].then), 1);
		assert_int_equal(rig_started(&r, "publish"), 1);
		rig_close(&r);
	}
}

static void
retry__is_announced_again_before_it_leaves(void **state)
{
	static const char *const verdicts[] = {
		V("retry-later", "publish"),
		V("not-sent", "publish"),
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct rig r;
		json_t *row;

		rig_open(&r, false);
		rig_fly(&r, 1, "fake");
		rig_answer(&r, "publish", verdicts[i]);
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
	static const char *const verdicts[] = {
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
		rig_answer(&r, "lookup", verdicts[i]);
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

/* What a platform that stored it said to it, and what a look then shows. */
static void
no__counts_only_after_a_look(void **state)
{
	static const struct {
		const char *no, *look, *state, *outcome, *detail;
	} rows[] = {
		{ "content", ACCEPTED, "published", "accepted", "" },
		{ "permanent", ACCEPTED, "published", "accepted", "" },
		{ "content", V("not-sent", "publish"), "refused", "content",
			"Duplicate (looked up: it is not there)" },
		{ "permanent", V("not-sent", "publish"), "failed", "permanent",
			"Duplicate (looked up: it is not there)" },
		{ "content", V("unknown", "none"), "refused", "content",
			"Duplicate (nobody could look whether it is there all "
			"the same: look yourself)" },
		{ "permanent", V("permanent", "none"), "failed", "permanent",
			"Duplicate (nobody could look whether it is there all "
			"the same: look yourself)" },
		{ "content", V("human", "none"), "unknown", "human", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig r;
		char verdict[120];
		json_t *row;

		rig_open(&r, false);
		rig_fly(&r, 1, "fake");
		(void)snprintf(verdict, sizeof(verdict),
			"{\"outcome\":\"%s\",\"next\":\"lookup\","
			"\"detail\":\"Duplicate\"}",
			rows[i].no);
		rig_answer(&r, "publish", verdict);
		row = rig_outcome(&r);
		assert_string_equal(doc_str(row, "state"), "unknown");
		assert_string_equal(doc_str(row, "outcome"), "unknown");
		assert_string_equal(doc_str(row, "detail"),
			"Duplicate (being looked up: it may be there all the "
			"same)");
		json_decref(row);
		rig_pass(&r, LOOKUP_WAIT_MS);
		rig_answer(&r, "lookup", rows[i].look);
		row = rig_outcome(&r);
		assert_string_equal(doc_str(row, "state"), rows[i].state);
		assert_string_equal(doc_str(row, "outcome"), rows[i].outcome);
		if (rows[i].detail)
			assert_string_equal(
				doc_str(row, "detail"), rows[i].detail);
		json_decref(row);
		rig_pass(&r, 300000);
		assert_int_equal(rig_started(&r, "publish"), 1);
		rig_close(&r);
	}
}

static json_t *
job_of(struct rig *r, const char *job, const char *kind)
{
	json_t *list = json_array(), *doc;

	rig_manifest(r, "actual");
	(void)json_array_append_new(list, rig_delivery(r, "a0", kind, NULL));
	doc = rig_job(r, job, list);
	rig_variants(r);
	return doc;
}

/* A job to look up the n-th message, of the same words to the same account. */
static json_t *
lookup_of(struct rig *r, int n, const char *kind)
{
	char message[20], delivery[40];
	json_t *doc = job_of(r, "lookup", kind);

	(void)snprintf(message, sizeof(message), "2026-0001/%d", n);
	(void)snprintf(delivery, sizeof(delivery), "2026-0001/%d:a0", n);
	doc_put_str(doc, "message", message);
	doc_put_str(json_array_get(doc_get(doc, "deliveries"), 0), "delivery",
		delivery);
	return doc;
}

#define FOUND "{\"outcome\":\"accepted\",\"id\":\"7\",\"by_words\":true}"

/* One post, two deliveries of its words that may or may not be there. */
static void
found__what_fits_two_deliveries_is_for_a_person(void **state)
{
	static const struct {
		const char *first, *want, *second, *then;
	} rows[] = {
		{ FOUND, "unknown", FOUND, "unknown" },
		{ FOUND, "unknown", V("unknown", "none"), "unknown" },
		/* a platform that knows our post by more than its words */
		{ ACCEPTED, "published", FOUND, "published" },
		/* the other one turned out to be absent: it is ours */
		{ V("not-sent", "publish"), "human", FOUND, "published" },
		/* nobody could tell of the other one: it may be its post */
		{ V("unknown", "none"), "unknown", FOUND, "unknown" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig r;

		rig_open(&r, false);
		rig_say(&r, lookup_of(&r, 1, "fake"));
		rig_say(&r, lookup_of(&r, 2, "fake"));
		rig_pass(&r, LOOKUP_WAIT_MS);
		rig_answer(&r, "lookup 2026-0001/1", rows[i].first);
		rig_expect(&r, rows[i].want);
		rig_answer(&r, "lookup 2026-0001/2", rows[i].second);
		rig_expect(&r, rows[i].then);
		rig_pass(&r, 300000);
		assert_int_equal(rig_started(&r, "publish"), 0);
		rig_close(&r);
	}
}

/* The other one's answer may still come, and tell whose post it is. */
static void
found__waits_for_a_post_of_the_same_words_that_is_out(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	rig_say(&r, lookup_of(&r, 2, "fake"));
	rig_pass(&r, LOOKUP_WAIT_MS);
	rig_answer(&r, "lookup", FOUND);
	assert_null(rig_outcome(&r));
	rig_answer(&r, "publish", V("accepted", "none"));
	rig_expect(&r, "published");
	rig_pass(&r, 5000);
	rig_answer(&r, "lookup", FOUND);
	rig_expect(&r, "published");
	rig_close(&r);
}

#define LIST_9                                                                 \
	"[{\"id\":\"9\",\"url\":\"https://m.example/9\","                      \
	"\"content\":\"<p>a0</p>\"}]"

/* What the station or this relay knows to be another one's is not taken. */
static void
found__is_no_other_deliverys_receipt(void **state)
{
	static const struct {
		const char *name, *want;
	} rows[] = {
		{ "", "published" },
		{ "8", "published" },
		{ "9", "human" },
		{ "https://m.example/9", "human" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig r;
		json_t *doc, *delivery;

		rig_open(&r, false);
		doc = lookup_of(&r, 2, "mastodon");
		delivery = json_array_get(doc_get(doc, "deliveries"), 0);
		doc_put(delivery, "options",
			json_pack("{s:s}", "url", "https://m.example/"));
		doc_put(delivery, "memo",
			json_pack("{s:s,s:s,s:i}", "account", "42", "seen", "-",
				"absent", 1));
		if (*rows[i].name)
			doc_put(delivery, "receipts",
				json_pack(
					"{s:s}", rows[i].name, MESSAGE ":a0"));
		rig_say(&r, doc);
		rig_pass(&r, LOOKUP_WAIT_MS);
		rig_answer(&r, "api/v1/accounts", LIST_9);
		rig_expect(&r, rows[i].want);
		rig_close(&r);
	}
}

static void
online__what_is_published_never_becomes_less(void **state)
{
	static const struct {
		const char *step, *verdict;
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
		char verdict[80];

		rig_open(&r, false);
		rig_fly(&r, 1, "fake");
		(void)snprintf(verdict, sizeof(verdict),
			"{\"outcome\":\"duplicate\",\"next\":\"%s\"}",
			rows[i].step);
		rig_answer(&r, "publish", verdict);
		rig_expect(&r, "published");
		rig_pass(&r, 5000);
		rig_answer(&r, rows[i].step, rows[i].verdict);
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
		const char *verdict, *want;
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
		rig_answer(&r, "readback", rows[i].verdict);
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

/* The relay died between the no and the look: the memo brings the no back. */
static void
job__a_look_after_a_no_never_goes_on_to_publish(void **state)
{
	static const struct {
		int of; /* the attempt the no was said to; two were begun */
		const char *look, *want;
		size_t publishes;
	} rows[] = {
		{ 2, V("not-sent", "publish"), "refused", 0 },
		{ 2, V("unknown", "none"), "refused", 0 },
		{ 2, ACCEPTED, "published", 0 },
		/* a later attempt was lost: that one is an unknown */
		{ 1, V("not-sent", "publish"), "retry", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig r;
		json_t *doc, *delivery;

		rig_open(&r, false);
		doc = job_of(&r, "lookup", "fake");
		delivery = json_array_get(doc_get(doc, "deliveries"), 0);
		doc_put_int(doc, "until", r.now.utc + 60000);
		doc_put_int(delivery, "attempt", 2);
		doc_put(delivery, "memo",
			json_pack("{s:s,s:i}", "no", "content", "no_attempt",
				rows[i].of));
		rig_say(&r, doc);
		rig_pass(&r, LOOKUP_WAIT_MS);
		rig_answer(&r, "lookup", rows[i].look);
		rig_expect(&r, rows[i].want);
		rig_pass(&r, 2000);
		(void)rig_confirm(&r);
		assert_int_equal(rig_started(&r, "publish"), rows[i].publishes);
		rig_close(&r);
	}
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
		T(retry__is_announced_again_before_it_leaves),
		T(retry__the_platforms_wish_to_wait_is_honoured),
		T(retry__a_wish_beyond_the_two_minutes_goes_to_a_person),
		T(retry__grows_apart_and_ends),
		T(unknown__is_not_sent_again_before_a_look_up_says_no),
		T(unknown__found_by_look_up_is_published_once),
		T(unknown__a_look_up_that_cannot_be_done_leaves_it_unknown),
		T(unknown__absent_after_two_minutes_waits_for_a_person),
		T(unknown__is_repeated_blindly_only_where_the_office_prefers_it),
		T(no__counts_only_after_a_look),
		T(found__what_fits_two_deliveries_is_for_a_person),
		T(found__waits_for_a_post_of_the_same_words_that_is_out),
		T(found__is_no_other_deliverys_receipt),
		T(online__what_is_published_never_becomes_less),
		T(readback__tells_verified_from_different),
		T(poll__goes_on_until_it_is_visible),
		T(poll__ends_some_day),
		T(job__a_look_up_alone_does_not_publish),
		T(job__a_look_up_in_time_goes_on_to_publish),
		T(job__a_look_after_a_no_never_goes_on_to_publish),
		T(job__what_cannot_be_looked_up_is_left_to_a_person),
		T(job__a_retry_publishes_through_sending),
		T(job__a_retry_without_the_approved_manifest_is_refused),
		T(job__a_delivery_on_its_way_is_not_begun_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
