/*
 * Deadlines and promises: started by entries, stopped by receipts alone.
 */
#include "tests/domain/scene.h"

static const struct clock *
named(const struct scene *s, const char *rule)
{
	for (size_t n = 0; n < s->incident.clock_count; n++)
		if (strcmp(doc_str(s->incident.clocks[n].row, "rule"), rule) ==
			0)
			return &s->incident.clocks[n];
	return NULL;
}

static void
clock__counts_from_the_earliest_known_time(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	/* level II: five hours from when it occurred, 25 minutes ago */
	assert_non_null(named(&s, "D-01"));
	assert_int_equal(named(&s, "D-01")->due,
		SCENE_NOW - 1500000 + INT64_C(5) * 3600 * 1000);
	scene_close(&s);
}

static void
clock__stops_on_the_lead_accounts_receipt_not_on_approval(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	scene_open_armed(&s, false);
	scene_fire(&s, 1);
	assert_int_equal(named(&s, "D-01")->stopped, 0);
	doc = scene_on(&s, 1);
	doc_put(doc, "results",
		json_pack("[{s:s,s:s}]", "delivery", "2026-0001/1:hook",
			"state", "published"));
	scene_must(&s, "", ACT_RELAY_OUTCOMES, doc);
	assert_int_equal(named(&s, "D-01")->stopped, 0);
	s.now += 1000;
	doc = scene_on(&s, 1);
	doc_put(doc, "results",
		json_pack("[{s:s,s:s}]", "delivery", "2026-0001/1:site",
			"state", "published"));
	scene_must(&s, "", ACT_RELAY_OUTCOMES, doc);
	assert_int_equal(named(&s, "D-01")->stopped, s.now);
	/* one account is out, another is not: what is said is said of one */
	doc = clock_doc(named(&s, "D-01"), s.now);
	assert_string_equal(doc_str(doc, "state"), "met");
	assert_true(doc_bool(doc, "first_out"));
	json_decref(doc);
	scene_close(&s);
}

/* Too late by its first account is not "done too late": others may wait. */
static void
clock__that_ends_too_late_is_said_of_the_first_account(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	s.now = named(&s, "D-01")->due + 1;
	clock_published(&s.incident, s.incident.messages[0], s.now);
	doc = clock_doc(named(&s, "D-01"), s.now);
	assert_string_equal(doc_str(doc, "state"), "late");
	assert_true(doc_bool(doc, "first_out"));
	json_decref(doc);
	scene_close(&s);
}

/* The report of one account, with the time that it says. */
static void
seen_at(struct scene *s, const char *account, int64_t at)
{
	json_t *doc = scene_on(s, 1);
	char id[120];

	(void)snprintf(id, sizeof(id), "2026-0001/1:%s", account);
	doc_put(doc, "results",
		json_pack("[{s:s,s:s,s:I}]", "delivery", id, "state",
			"published", "at", (json_int_t)at));
	scene_must(s, "", ACT_RELAY_OUTCOMES, doc);
}

static void
fire(struct scene *s)
{
	scene_open_armed(s, false);
	scene_fire(s, 1);
}

/* What is said an hour later was out an hour before, and what follows it is
 * due from then on. */
static void
clock__stops_when_it_was_seen_not_when_that_was_said(void **state)
{
	static const char stance[] = "rainstorm-flood/stance";
	struct scene s;
	int64_t seen, after;

	(void)state;
	fire(&s);
	seen = s.now + 60000;
	s.now += 3600000;
	seen_at(&s, "site", seen);
	assert_int_equal(named(&s, "D-01")->stopped, seen);
	after = doc_int(named(&s, stance)->row, "after");
	assert_true(after > 0);
	assert_int_equal(named(&s, stance)->due, seen + after);
	scene_close(&s);
	/* no clock is stopped in the future, whatever an account says */
	fire(&s);
	seen_at(&s, "site", s.now + 3600000);
	assert_int_equal(named(&s, "D-01")->stopped, s.now);
	scene_close(&s);
}

/* Entries of before promises ran from when it was seen name a later time. */
static void
clock__is_missed_by_the_later_time_of_an_old_entry(void **state)
{
	static const char stance[] = "rainstorm-flood/stance";
	struct scene s;
	int64_t due;

	(void)state;
	fire(&s);
	seen_at(&s, "site", s.now);
	due = named(&s, stance)->due;
	clock_miss(&s.incident, stance, due - 1);
	assert_false(named(&s, stance)->missed);
	clock_miss(&s.incident, stance, due + 2500);
	assert_true(named(&s, stance)->missed);
	scene_close(&s);
}

/* The closing is no stance: that one was never out, and is not said to be. */
static void
clock__the_last_notice_ends_what_it_does_not_answer(void **state)
{
	static const char stance[] = "rainstorm-flood/stance";
	struct scene s;
	json_t *doc;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	assert_int_equal(named(&s, stance)->stopped, 0);
	s.incident.messages[0]->kind = KIND_CLOSING; /* as if it were */
	clock_published(&s.incident, s.incident.messages[0], s.now);
	doc = clock_doc(named(&s, stance), s.now);
	assert_string_equal(doc_str(doc, "state"), "ended");
	assert_false(doc_bool(doc, "first_out"));
	json_decref(doc);
	doc = clock_doc(named(&s, "D-01"), s.now);
	assert_string_equal(doc_str(doc, "state"), "met");
	assert_true(doc_bool(doc, "first_out"));
	json_decref(doc);
	scene_close(&s);
}

static void
clock__a_promise_starts_when_its_bulletin_is_online(void **state)
{
	struct scene s;
	int64_t due = 0;
	bool found = false;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	assert_true(instant_parse(&due, "2026-07-21 04:00", 480));
	for (size_t n = 0; n < s.incident.clock_count; n++)
		found = found || s.incident.clocks[n].due == due;
	assert_true(found);
	scene_close(&s);
}

static void
clock__the_stance_is_due_after_the_first_release_only(void **state)
{
	struct scene s;
	size_t count;

	(void)state;
	scene_open(&s, false);
	assert_null(named(&s, "rainstorm-flood/stance"));
	scene_write(&s);
	scene_release(&s, 1);
	assert_non_null(named(&s, "rainstorm-flood/stance"));
	/* a message submitted now is no first release */
	s.now += INT64_C(3600) * 1000;
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o}", "incident", s.incident.id, "kind",
			"truth", "slots", scene_slots()));
	scene_submit(&s, 2);
	count = json_array_size(scene_message(&s, 2)->promises);
	for (size_t n = 0; n < count; n++)
		assert_string_not_equal(
			doc_str(json_array_get(
					scene_message(&s, 2)->promises, n),
				"rule"),
			"rainstorm-flood/stance");
	scene_close(&s);
}

static void
clock__a_correction_begun_is_due_soon(void **state)
{
	struct scene s;
	const struct clock *c;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	assert_null(named(&s, "rainstorm-flood/correction"));
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:s}", "incident", s.incident.id, "kind",
			"correction", "corrects", "2026-0001/1"));
	c = named(&s, "rainstorm-flood/correction");
	assert_non_null(c);
	assert_int_equal(c->due, s.now + INT64_C(30) * 60 * 1000);
	scene_close(&s);
}

static void
clock__a_missed_one_is_named_once(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	s.now += INT64_C(4) * 86400 * 1000;
	assert_true(scene_miss(&s) > 0);
	assert_true(named(&s, "D-01")->missed);
	scene_close(&s);
}

static void
clock__comes_nearer_when_an_earlier_time_is_learned(void **state)
{
	struct scene s;
	int64_t due;

	(void)state;
	scene_open(&s, false);
	due = named(&s, "D-01")->due;
	/* known since 25 minutes before it was opened: now 40 before that */
	scene_must(&s, "dora", ACT_INCIDENT_LEARN,
		json_pack("{s:s,s:I}", "incident", s.incident.id, "found",
			(json_int_t)(s.now - INT64_C(3900000))));
	assert_int_equal(named(&s, "D-01")->due, due - 2400000);
	/* a later time takes nothing back */
	scene_must(&s, "dora", ACT_INCIDENT_LEARN,
		json_pack("{s:s,s:I,s:I}", "incident", s.incident.id, "found",
			(json_int_t)s.now, "occurred", (json_int_t)s.now));
	assert_int_equal(named(&s, "D-01")->due, due - 2400000);
	assert_string_equal(
		scene_try(&s, "dora", ACT_INCIDENT_LEARN,
			json_pack("{s:s,s:I}", "incident", s.incident.id,
				"occurred", (json_int_t)(s.now + 3600000))),
		"field");
	assert_string_equal(
		scene_try(&s, "dora", ACT_INCIDENT_LEARN,
			json_pack("{s:s}", "incident", s.incident.id)),
		"field");
	scene_close(&s);
}

static void
clock__a_graver_level_starts_its_duties(void **state)
{
	struct scene s;
	size_t count = 0;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	s.incident.level[0] = '\0'; /* as if nobody had said one */
	for (size_t n = 0; n < s.incident.clock_count; n++)
		if (strcmp(doc_str(s.incident.clocks[n].row, "rule"), "D-02") ==
			0)
			doc_put_str(s.incident.clocks[n].row, "rule", "gone");
	scene_must(&s, "dora", ACT_INCIDENT_LEARN,
		json_pack("{s:s,s:s,s:s}", "incident", s.incident.id, "level",
			"I", "reason", "指挥部已定级"));
	assert_string_equal(s.incident.level, "I");
	assert_non_null(named(&s, "D-02"));
	/* the first release is out: its clock does not start again */
	for (size_t n = 0; n < s.incident.clock_count; n++)
		count += strcmp(doc_str(s.incident.clocks[n].row, "rule"),
				 "D-01") == 0;
	assert_int_equal(count, 1);
	assert_int_not_equal(named(&s, "D-01")->stopped, 0);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clock__counts_from_the_earliest_known_time),
		cmocka_unit_test(
			clock__stops_on_the_lead_accounts_receipt_not_on_approval),
		cmocka_unit_test(
			clock__that_ends_too_late_is_said_of_the_first_account),
		cmocka_unit_test(
			clock__stops_when_it_was_seen_not_when_that_was_said),
		cmocka_unit_test(
			clock__is_missed_by_the_later_time_of_an_old_entry),
		cmocka_unit_test(
			clock__the_last_notice_ends_what_it_does_not_answer),
		cmocka_unit_test(
			clock__a_promise_starts_when_its_bulletin_is_online),
		cmocka_unit_test(
			clock__the_stance_is_due_after_the_first_release_only),
		cmocka_unit_test(clock__a_correction_begun_is_due_soon),
		cmocka_unit_test(clock__a_missed_one_is_named_once),
		cmocka_unit_test(
			clock__comes_nearer_when_an_earlier_time_is_learned),
		cmocka_unit_test(clock__a_graver_level_starts_its_duties),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
