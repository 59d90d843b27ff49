/*
 * What a look-up decides where it is in doubt: a no that may hide a success,
 * and a post that may be another delivery's.
 */
#include "tests/relay/station.h"

#include "wire/memo.h"

#define V(outcome, next) "{\"outcome\":\"" outcome "\",\"next\":\"" next "\"}"

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
		{ "content", V("unknown", "none"), "unknown", "human",
			"Duplicate (nobody could look whether it is there all "
			"the same: look yourself)" },
		{ "permanent", V("permanent", "none"), "unknown", "human",
			"Duplicate (nobody could look whether it is there all "
			"the same: look yourself)" },
		{ "content", V("human", "none"), "unknown", "human", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig r;
		char judgment[120];
		json_t *row;

		rig_open(&r, false);
		rig_fly(&r, 1, "fake");
		(void)snprintf(judgment, sizeof(judgment),
			"{\"outcome\":\"%s\",\"next\":\"lookup\","
			"\"detail\":\"Duplicate\"}",
			rows[i].no);
		rig_answer(&r, "publish", judgment);
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

/* Nothing of the first is held any more when the second is looked for. */
static void
found__is_not_taken_from_one_that_was_left_unknown(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_say(&r, lookup_of(&r, 1, "fake"));
	rig_pass(&r, LOOKUP_WAIT_MS);
	rig_answer(&r, "lookup 2026-0001/1", V("unknown", "none"));
	rig_expect(&r, "unknown");
	rig_pass(&r, 300000);
	rig_say(&r, lookup_of(&r, 2, "fake"));
	rig_pass(&r, LOOKUP_WAIT_MS);
	rig_answer(&r, "lookup 2026-0001/2", FOUND);
	rig_expect(&r, "unknown");
	rig_close(&r);
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
		{ 2, V("unknown", "none"), "unknown", 0 },
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

/* It was settled as not published before it could be asked for again. */
static void
job__after_a_person_s_word_a_no_is_a_no(void **state)
{
	struct rig r;
	json_t *doc, *row;

	(void)state;
	rig_open(&r, false);
	doc = job_of(&r, "retry", "blind");
	doc_put(json_array_get(doc_get(doc, "deliveries"), 0), "memo",
		json_pack("{s:s}", MEMO_UNSETTLED, MEMO_YES));
	rig_say(&r, doc);
	assert_int_equal(rig_confirm(&r), 1);
	rig_answer(&r, "publish", V("content", "none"));
	row = rig_outcome(&r);
	assert_string_equal(doc_str(row, "state"), "refused");
	/* the ledger adds to its memo: what is so no longer must say so */
	assert_string_equal(
		doc_str(doc_get(row, "memo"), MEMO_UNSETTLED), MEMO_NONE);
	json_decref(row);
	rig_close(&r);
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(no__counts_only_after_a_look),
		T(found__what_fits_two_deliveries_is_for_a_person),
		T(found__is_not_taken_from_one_that_was_left_unknown),
		T(found__waits_for_a_post_of_the_same_words_that_is_out),
		T(found__is_no_other_deliverys_receipt),
		T(job__a_look_after_a_no_never_goes_on_to_publish),
		T(job__after_a_person_s_word_a_no_is_a_no),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
