/*
 * The irrevocable half: durable before it leaves, once, in time, or not.
 */
#include "tests/relay/station.h"

static json_t *
sending(struct rig *r)
{
	json_t *act = rig_take(r, "relay.sending");

	assert_non_null(act);
	return act;
}

static void
fire__nothing_leaves_before_the_station_made_it_durable(void **state)
{
	struct rig r;
	json_t *act;

	(void)state;
	rig_open(&r, false);
	rig_fire(&r, 9, "fake");
	rig_pass(&r, 30000);
	assert_int_equal(rig_started(&r, "publish"), 0);
	act = sending(&r);
	assert_int_equal(json_array_size(doc_get(act, "deliveries")), 9);
	assert_null(rig_take(&r, "relay.sending"));
	(void)json_array_append(r.out, act);
	json_decref(act);
	assert_int_equal(rig_confirm(&r), 9);
	assert_int_equal(rig_started(&r, "publish"), 9);
	rig_close(&r);
}

static void
fire__every_publish_is_irrevocable_and_sent_once(void **state)
{
	struct rig r;
	char what[64];

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 9, "fake");
	for (int i = 0; i < 9; i++) {
		(void)snprintf(
			what, sizeof(what), "publish %s:a%d", MESSAGE, i);
		assert_int_equal(rig_started(&r, what), 1);
	}
	for (size_t i = 0; i < r.starts; i++)
		assert_int_equal(r.start[i].irrevocable,
			strncmp(r.start[i].what, "publish", 7) == 0);
	rig_answer_all(&r, "publish", ACCEPTED);
	rig_pass(&r, 200000);
	assert_int_equal(rig_started(&r, "publish"), 9);
	rig_close(&r);
}

static void
fire__only_what_the_station_names_is_started(void **state)
{
	struct rig r;
	json_t *act;

	(void)state;
	rig_open(&r, false);
	rig_fire(&r, 2, "fake");
	act = sending(&r);
	rig_say(&r,
		json_pack("{s:I,s:[{s:s,s:{s:[s]}}]}", "id",
			(json_int_t)doc_int(act, "id"), "entries", "kind",
			"delivery.sending", "body", "deliveries",
			MESSAGE ":a1"));
	json_decref(act);
	assert_int_equal(rig_started(&r, "publish " MESSAGE ":a1"), 1);
	assert_int_equal(rig_started(&r, "publish"), 1);
	rig_expect(&r, "human"); /* a0 was left out */
	rig_close(&r);
}

static void
fire__a_refused_sending_starts_nothing(void **state)
{
	struct rig r;
	json_t *act;

	(void)state;
	rig_open(&r, false);
	rig_fire(&r, 1, "fake");
	act = sending(&r);
	rig_say(&r,
		json_pack("{s:I,s:{s:s,s:s,s:i}}", "id",
			(json_int_t)doc_int(act, "id"), "refusal", "code",
			"state", "what", "halted", "exit", 77));
	json_decref(act);
	rig_expect(&r, "human");
	rig_pass(&r, 200000);
	assert_int_equal(rig_started(&r, "publish"), 0);
	rig_close(&r);
}

static void
fire__what_waits_for_a_place_is_not_yet_sending(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	r.places = 4;
	rig_fire(&r, 10, "fake");
	assert_int_equal(rig_confirm(&r), 4);
	rig_pass(&r, 5000);
	assert_int_equal(rig_confirm(&r), 0);
	r.places = 3; /* three have ended */
	rig_answer(&r, "publish", ACCEPTED);
	assert_int_equal(rig_confirm(&r), 3);
	assert_int_equal(rig_started(&r, "publish"), 7);
	rig_close(&r);
}

/* A letter that waits for a thread is found by a halt. */
static void
fire__a_letter_waits_for_a_place_too(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	r.places = 1;
	rig_fire(&r, 2, "letter");
	assert_int_equal(rig_confirm(&r), 1);
	rig_say(&r, json_pack("{s:s,s:s}", "job", "halt", "message", MESSAGE));
	rig_expect(&r, "halted");
	r.places = 10;
	rig_pass(&r, 200000);
	assert_int_equal(rig_started(&r, "publish"), 1);
	rig_close(&r);
}

static void
fire__one_sending_names_a_thousand_at_most(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fire(&r, 1100, "fake");
	assert_int_equal(rig_confirm(&r), 1000);
	assert_int_equal(rig_confirm(&r), 100);
	assert_int_equal(rig_started(&r, "publish"), 1100);
	rig_close(&r);
}

static void
fire__a_halt_stops_what_is_not_sending(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	r.places = 1;
	rig_fire(&r, 2, "fake");
	assert_int_equal(rig_confirm(&r), 1);
	rig_say(&r, json_pack("{s:s,s:s}", "job", "halt", "message", MESSAGE));
	rig_expect(&r, "halted");
	r.places = 10;
	rig_answer(&r, "publish", ACCEPTED); /* what was out is followed */
	rig_expect(&r, "published");
	rig_pass(&r, 200000);
	assert_int_equal(rig_started(&r, "publish"), 1);
	rig_close(&r);
}

static void
fire__a_halt_between_asking_and_confirming_stops_too(void **state)
{
	struct rig r;
	int places = 100000;

	(void)state;
	rig_open(&r, false);
	rig_fire(&r, 2, "fake");
	rig_say(&r, json_pack("{s:s,s:s}", "job", "halt", "message", MESSAGE));
	assert_int_equal(rig_confirm(&r), 2);
	assert_int_equal(rig_started(&r, "publish"), 0);
	assert_int_equal(r.places, places); /* given back */
	rig_close(&r);
}

static void
fire__a_halt_stops_the_retry_of_what_was_out(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	rig_say(&r, json_pack("{s:s,s:s}", "job", "halt", "message", MESSAGE));
	rig_answer(&r, "publish",
		"{\"outcome\":\"not-sent\",\"next\":\"publish\"}");
	rig_expect(&r, "halted");
	rig_pass(&r, 200000);
	assert_int_equal(rig_confirm(&r), 0);
	assert_int_equal(rig_started(&r, "publish"), 1);
	rig_close(&r);
}

static void
fire__nothing_starts_after_two_minutes(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	r.places = 1;
	rig_fire(&r, 2, "fake");
	assert_int_equal(rig_confirm(&r), 1);
	rig_pass(&r, FIRE_WINDOW_MS - 100);
	assert_null(rig_take(&r, "relay.outcomes"));
	rig_pass(&r, 200);
	rig_expect(&r, "human");
	r.places = 10;
	rig_answer(&r, "publish", ACCEPTED);
	assert_int_equal(rig_confirm(&r), 0);
	rig_close(&r);
}

static void
fire__a_confirmation_after_two_minutes_is_too_late(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fire(&r, 1, "fake");
	rig_pass(&r, FIRE_WINDOW_MS + 1);
	(void)rig_confirm(&r);
	assert_int_equal(rig_started(&r, "publish"), 0);
	rig_expect(&r, "human");
	rig_close(&r);
}

static void
fire__the_two_minutes_run_from_the_officer_not_from_us(void **state)
{
	struct rig r;
	json_t *doc;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 1, "fake", "h.example");
	rig_answer(&r, "check", ACCEPTED);
	doc = rig_fire_doc(&r);
	doc_put_int(doc, "at", r.now.utc - FIRE_WINDOW_MS - 1);
	rig_say(&r, doc);
	assert_int_equal(rig_confirm(&r), 0);
	rig_expect(&r, "human");
	rig_close(&r);
}

static void
fire__outside_the_approved_window_nothing_starts(void **state)
{
	struct rig r;
	json_t *doc;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 1, "fake", "h.example");
	rig_answer(&r, "check", ACCEPTED);
	r.now.utc = UTC0 + 3600001; /* the wall clock alone went on */
	doc = rig_fire_doc(&r);
	rig_say(&r, doc);
	assert_int_equal(rig_confirm(&r), 0);
	rig_expect(&r, "human");
	rig_close(&r);
}

static void
fire__another_release_is_not_fired(void **state)
{
	struct rig r;
	json_t *doc;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 1, "fake", "h.example");
	rig_answer(&r, "check", ACCEPTED);
	doc = rig_fire_doc(&r);
	doc_put_int(doc, "release", 2);
	doc_put(doc, "deliveries", json_pack("[s]", MESSAGE ":a0"));
	rig_say(&r, doc);
	assert_int_equal(rig_confirm(&r), 0);
	rig_expect(&r, "human");
	rig_close(&r);
}

static void
fire__a_gap_that_was_accepted_is_left_out_and_undone(void **state)
{
	struct rig r;
	json_t *doc;

	(void)state;
	rig_open(&r, false);
	rig_prepare(&r, 2, "fake", "h.example");
	rig_answer_all(&r, "check", ACCEPTED);
	doc = rig_fire_doc(&r);
	doc_put(doc, "deliveries", json_pack("[s]", MESSAGE ":a1"));
	rig_say(&r, doc);
	assert_int_equal(rig_confirm(&r), 1);
	assert_int_equal(rig_started(&r, "publish " MESSAGE ":a1"), 1);
	assert_int_equal(rig_out(&r, "undo " MESSAGE ":a0"), 1);
	rig_close(&r);
}

static void
fire__by_hand_is_said_at_once_and_never_sending(void **state)
{
	static const char *const told[] = { [false] = "publish it by hand, ",
		[true] = "post nothing (demo); " };

	(void)state;
	for (int demo = 0; demo < 2; demo++) {
		struct rig r;
		json_t *row;

		rig_open_for(&r, false, demo);
		rig_prepare(&r, 1, "manual", "");
		rig_pass(&r, REPORT_WAIT_MS);
		rig_acknowledge(&r, rig_take(&r, "relay.prepared"));
		rig_say(&r, rig_fire_doc(&r));
		assert_null(rig_take(&r, "relay.sending"));
		row = rig_outcome(&r);
		assert_string_equal(doc_str(row, "state"), "human");
		assert_memory_equal(
			doc_str(row, "detail"), told[demo], strlen(told[demo]));
		json_decref(row);
		rig_close(&r);
	}
}

static void
fire__outcomes_gather_and_carry_both_times(void **state)
{
	struct rig r;
	json_t *act, *row;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 3, "blind");
	rig_pass(&r, 40);
	rig_answer_all(&r, "publish", ACCEPTED);
	assert_null(rig_take(&r, "relay.outcomes"));
	rig_pass(&r, REPORT_WAIT_MS);
	act = rig_take(&r, "relay.outcomes");
	assert_int_equal(json_array_size(doc_get(act, "results")), 3);
	row = json_array_get(doc_get(act, "results"), 0);
	assert_string_equal(doc_str(row, "state"), "published");
	assert_string_equal(doc_str(row, "id"), "7");
	assert_int_equal(doc_int(row, "attempt"), 1);
	assert_true(doc_int(row, "sent_at") >= UTC0);
	assert_true(doc_int(row, "at") >= doc_int(row, "sent_at"));
	json_decref(act);
	rig_close(&r);
}

static void
lost__what_is_not_sending_is_never_sent(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	r.places = 1;
	rig_fire(&r, 3, "fake");
	assert_int_equal(rig_confirm(&r), 1);
	engine_lost(r.engine, r.now);
	r.places = 10;
	rig_answer(&r, "publish", ACCEPTED); /* its result is kept */
	rig_pass(&r, 200000);
	assert_int_equal(json_array_size(r.out), 0);
	engine_connected(r.engine, r.now);
	rig_say(&r, json_pack("{s:{}}", "hello"));
	assert_null(rig_take(&r, "relay.sending"));
	rig_pass(&r, 200000);
	assert_int_equal(rig_started(&r, "publish"), 1);
	rig_close(&r);
}

static void
lost__a_retry_that_came_up_meanwhile_is_not_sent(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	engine_lost(r.engine, r.now);
	rig_answer(&r, "publish",
		"{\"outcome\":\"not-sent\",\"next\":\"publish\"}");
	engine_connected(r.engine, r.now);
	rig_say(&r, json_pack("{s:{}}", "hello"));
	rig_pass(&r, 5000);
	assert_int_equal(rig_confirm(&r), 0);
	assert_int_equal(rig_started(&r, "publish"), 1);
	rig_close(&r);
}

static void
lost__results_are_told_again_under_the_same_act(void **state)
{
	struct rig r;
	json_t *first, *second;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "blind");
	rig_answer(&r, "publish", ACCEPTED);
	rig_pass(&r, REPORT_WAIT_MS);
	first = rig_take(&r, "relay.outcomes");
	assert_non_null(first);
	engine_lost(r.engine, r.now);
	engine_connected(r.engine, r.now);
	rig_say(&r, json_pack("{s:{}}", "hello"));
	second = rig_take(&r, "relay.outcomes");
	assert_non_null(second);
	assert_string_equal(
		doc_str(first, "act_id"), doc_str(second, "act_id"));
	assert_true(json_equal(
		doc_get(first, "results"), doc_get(second, "results")));
	rig_acknowledge(&r, second);
	rig_pass(&r, 10000);
	assert_null(rig_take(&r, "relay.outcomes"));
	json_decref(first);
	rig_close(&r);
}

static void
lost__a_sending_that_was_not_confirmed_is_void(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fire(&r, 1, "fake");
	engine_lost(r.engine, r.now);
	engine_connected(r.engine, r.now);
	assert_int_equal(rig_confirm(&r), 1); /* the late answer to it */
	rig_say(&r, json_pack("{s:{}}", "hello"));
	assert_null(rig_take(&r, "relay.sending")); /* not told again */
	assert_int_equal(rig_started(&r, "publish"), 0);
	rig_expect(&r, "human");
	rig_close(&r);
}

static void
report__a_full_disk_at_the_station_does_not_lose_results(void **state)
{
	struct rig r;
	json_t *act, *same;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "blind");
	rig_answer(&r, "publish", ACCEPTED);
	rig_pass(&r, REPORT_WAIT_MS);
	act = rig_take(&r, "relay.outcomes");
	rig_say(&r,
		json_pack("{s:I,s:{s:s,s:i}}", "id",
			(json_int_t)doc_int(act, "id"), "refusal", "what",
			"disk full", "exit", 74));
	rig_pass(&r, 5000);
	same = rig_take(&r, "relay.outcomes");
	assert_non_null(same);
	assert_string_equal(doc_str(act, "act_id"), doc_str(same, "act_id"));
	json_decref(act);
	rig_acknowledge(&r, same);
	rig_close(&r);
}

static void
report__a_text_the_ledger_cannot_carry_costs_only_itself(void **state)
{
	struct rig r;
	json_t *row;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "blind");
	rig_answer(&r, "publish",
		"{\"outcome\":\"accepted\",\"detail\":\"a\\u0007b\"}");
	row = rig_outcome(&r);
	assert_string_equal(doc_str(row, "state"), "published");
	assert_string_equal(doc_str(row, "detail"), "");
	json_decref(row);
	rig_close(&r);
}

static void
handle__what_is_not_understood_is_logged_and_ignored(void **state)
{
	static const char *const docs[] = { "{}", "{\"job\":\"dance\"}",
		"{\"job\":7}", "{\"job\":\"fire\"}", "{\"id\":99}",
		"{\"variant\":\"x\"}", "{\"job\":\"prepare\"}",
		"{\"job\":\"check\"}", "{\"job\":\"lookup\",\"message\":\"m\"}",
		"{\"job\":\"fire\",\"message\":\"m\",\"deliveries\":[1,null]}",
		"{\"job\":\"prepare\",\"message\":\"m\",\"deliveries\":[1]}" };

	(void)state;
	for (size_t i = 0; i < sizeof(docs) / sizeof(docs[0]); i++) {
		struct rig r;
		json_t *doc = NULL;

		rig_open(&r, false);
		assert_int_equal(
			doc_parse(&doc, docs[i], strlen(docs[i]), NULL),
			ERR_OK);
		rig_say(&r, doc);
		rig_pass(&r, 1000);
		assert_int_equal(rig_started(&r, "publish"), 0);
		rig_close(&r);
	}
}

#define T(name) cmocka_unit_test(name)

/* A station that arms a number again has lost what it knew of the firing. */
static void
fire__what_was_fired_under_the_same_number_is_not_prepared_again(void **state)
{
	struct rig r;
	json_t *act, *rows;
	size_t sent;

	(void)state;
	rig_open(&r, false);
	rig_fire(&r, 1, "fake");
	assert_int_equal(rig_confirm(&r), 1);
	rig_answer(&r, "publish", ACCEPTED);
	rig_pass(&r, 30000);
	sent = rig_started(&r, "");
	rig_prepare(&r, 1, "fake", "one.example");
	rig_pass(&r, REPORT_WAIT_MS);
	act = rig_take(&r, "relay.prepared");
	rows = doc_get(act, "results");
	assert_false(doc_bool(json_array_get(rows, 0), "ok"));
	assert_non_null(strstr(doc_str(json_array_get(rows, 0), "detail"),
		"fired the same release"));
	json_decref(act);
	assert_int_equal(rig_started(&r, ""), sent);
	rig_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(fire__nothing_leaves_before_the_station_made_it_durable),
		T(fire__every_publish_is_irrevocable_and_sent_once),
		T(fire__only_what_the_station_names_is_started),
		T(fire__a_refused_sending_starts_nothing),
		T(fire__what_waits_for_a_place_is_not_yet_sending),
		T(fire__a_letter_waits_for_a_place_too),
		T(fire__one_sending_names_a_thousand_at_most),
		T(fire__a_halt_stops_what_is_not_sending),
		T(fire__a_halt_between_asking_and_confirming_stops_too),
		T(fire__a_halt_stops_the_retry_of_what_was_out),
		T(fire__nothing_starts_after_two_minutes),
		T(fire__a_confirmation_after_two_minutes_is_too_late),
		T(fire__the_two_minutes_run_from_the_officer_not_from_us),
		T(fire__outside_the_approved_window_nothing_starts),
		T(fire__another_release_is_not_fired),
		T(fire__a_gap_that_was_accepted_is_left_out_and_undone),
		T(fire__by_hand_is_said_at_once_and_never_sending),
		T(fire__outcomes_gather_and_carry_both_times),
		T(lost__what_is_not_sending_is_never_sent),
		T(lost__a_retry_that_came_up_meanwhile_is_not_sent),
		T(lost__results_are_told_again_under_the_same_act),
		T(lost__a_sending_that_was_not_confirmed_is_void),
		T(report__a_full_disk_at_the_station_does_not_lose_results),
		T(report__a_text_the_ledger_cannot_carry_costs_only_itself),
		T(handle__what_is_not_understood_is_logged_and_ignored),
		cmocka_unit_test(
			fire__what_was_fired_under_the_same_number_is_not_prepared_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
