/*
 * The nightly round: when it begins, whose turn it is, and what it says in the
 * morning.
 */
#include "tests/domain/scene.h"

#include "domain/register/round.h"

#define HOUR_MS (INT64_C(60) * 60 * 1000)

/* SCENE_NOW is 02:00 in the office (+08:00). */
static void
round__begins_once_a_night(void **state)
{
	struct rules r = { 0 };

	(void)state;
	assert_int_equal(round_begin(&r, SCENE_NOW, 480), 0);
	r.round = (struct round_rule){ .begins = 120, .minutes = 60 };
	assert_int_equal(round_begin(&r, SCENE_NOW, 480), SCENE_NOW);
	assert_int_equal(
		round_begin(&r, SCENE_NOW + 23 * HOUR_MS, 480), SCENE_NOW);
	assert_int_equal(
		round_begin(&r, SCENE_NOW - 1, 480), SCENE_NOW - 24 * HOUR_MS);
	assert_int_equal(round_begin(NULL, SCENE_NOW, 480), 0);
}

static void
round__is_spread_and_shuffled_every_night(void **state)
{
	int by_quarter[4] = { 0 }, moved = 0;
	char id[20];

	(void)state;
	for (int n = 0; n < 1000; n++) {
		int64_t turn, other;

		(void)snprintf(id, sizeof(id), "a%d", n);
		turn = round_turn(id, SCENE_NOW, HOUR_MS) - SCENE_NOW;
		other = round_turn(id, SCENE_NOW + 24 * HOUR_MS, HOUR_MS) -
			SCENE_NOW - 24 * HOUR_MS;
		assert_in_range(turn, 0, HOUR_MS - 1);
		assert_int_equal(
			turn, round_turn(id, SCENE_NOW, HOUR_MS) - SCENE_NOW);
		by_quarter[turn / (HOUR_MS / 4)]++;
		moved += turn != other;
	}
	for (int q = 0; q < 4; q++)
		assert_in_range(by_quarter[q], 200, 300);
	assert_true(moved > 990);
}

/* A relay that is away all day does not take the next night's. */
static void
round__does_not_wait_for_ever(void **state)
{
	(void)state;
	assert_false(round_is_over(SCENE_NOW, SCENE_NOW - HOUR_MS));
	assert_false(round_is_over(SCENE_NOW, SCENE_NOW + 5 * HOUR_MS));
	assert_true(round_is_over(SCENE_NOW, SCENE_NOW + 7 * HOUR_MS));
}

static void
swept(struct scene *s, const char *account, bool ok, bool read)
{
	struct judged j;

	judged_init(&j);
	if (ok)
		judged_add(&j, "account.checked",
			json_pack("{s:s,s:b}", "account", account, "ok", 1));
	judged_add(&j, "accounts.swept",
		json_pack("{s:[{s:s,s:b,s:b,s:s}]}", "results", "account",
			account, "ok", (int)ok, "read", (int)read, "detail",
			"refused"));
	scene_fold(s, &j, "relay");
	judged_release(&j);
}

static const char *
listed(const json_t *round, const char *list)
{
	return doc_str(json_array_get(doc_get(round, list), 0), "account");
}

static void
round__says_who_failed_and_what_was_not_seen(void **state)
{
	static const char *const all[] = { "lead", "web", "blind", "late" };
	struct scene s;
	struct judged j;
	const json_t *round;

	(void)state;
	scene_open(&s, false);
	scene_account(&s, "lead", "mastodon", true);
	for (int n = 1; n < 4; n++)
		scene_account(&s, all[n], "mastodon", false);
	s.now += 1000;
	swept(&s, "lead", false, false);
	swept(&s, "web", true, true);
	swept(&s, "blind", true, false);
	judged_init(&j);
	judge_round(&j, &s.office, s.now, all, 4);
	scene_fold(&s, &j, "station");
	judged_release(&j);
	round = s.office.round;
	assert_int_equal(doc_int(round, "accounts"), 4);
	assert_string_equal(listed(round, "failed"), "lead");
	assert_string_equal(listed(round, "unread"), "blind");
	assert_string_equal(listed(round, "unseen"), "late");
	assert_string_equal(listed(round, "unreached"), "lead");
	assert_int_equal(json_array_size(doc_get(round, "failed")), 1);
	scene_close(&s);
}

static void
gave_way(struct scene *s, const char *account)
{
	scene_entry(s, "relay", "accounts.swept",
		json_pack("{s:[{s:s,s:b,s:b,s:b,s:s}]}", "results", "account",
			account, "ok", 0, "read", 0, "asked", 0, "detail",
			"a release was under way"));
}

/* Nobody tried to log in: it did not fail, and is asked when there is time. */
static void
round__that_gave_way_to_a_release_has_not_seen_it(void **state)
{
	static const char *const all[] = { "web", "late" };
	const struct account *web, *late;
	struct scene s;
	struct judged j;

	(void)state;
	scene_open(&s, false);
	for (int n = 0; n < 2; n++)
		scene_account(&s, all[n], "mastodon", false);
	swept(&s, "web", true, true);
	s.now += 1000;
	for (int n = 0; n < 2; n++)
		gave_way(&s, all[n]);
	web = office_account(&s.office, "web");
	late = office_account(&s.office, "late");
	assert_true(web->feed.tried < s.now);
	assert_string_equal(web->feed.why, "a release was under way");
	assert_int_equal(late->feed.tried, 0);
	judged_init(&j);
	judge_round(&j, &s.office, s.now, all, 2);
	scene_fold(&s, &j, "station");
	judged_release(&j);
	assert_null(doc_get(s.office.round, "failed"));
	assert_int_equal(json_array_size(doc_get(s.office.round, "unseen")), 2);
	scene_close(&s);
}

/* Its administrator on duty reaches it though the relay does not. */
static void
round__asks_who_is_on_duty_for_a_lead_account(void **state)
{
	static const char *const all[] = { "lead" };
	struct scene s;
	struct judged j;

	(void)state;
	scene_open(&s, false);
	scene_account(&s, "lead", "mastodon", true);
	scene_entry(&s, "station", "account.changed",
		json_pack("{s:s,s:[s]}", "account", "lead", "admins", "dora"));
	s.now += 1000;
	swept(&s, "lead", false, false);
	for (int off = 0; off < 2; off++) {
		judged_init(&j);
		if (off)
			judged_add(&j, "officer.changed",
				json_pack("{s:s,s:b}", "officer", "dora",
					"duty", 0));
		judge_round(&j, &s.office, s.now, all, 1);
		scene_fold(&s, &j, "station");
		judged_release(&j);
		if (!off)
			assert_null(doc_get(s.office.round, "unreached"));
	}
	judged_init(&j);
	judge_round(&j, &s.office, s.now, all, 1);
	scene_fold(&s, &j, "station");
	judged_release(&j);
	assert_string_equal(listed(s.office.round, "unreached"), "lead");
	scene_close(&s);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(round__begins_once_a_night),
		cmocka_unit_test(round__is_spread_and_shuffled_every_night),
		cmocka_unit_test(round__does_not_wait_for_ever),
		cmocka_unit_test(round__says_who_failed_and_what_was_not_seen),
		cmocka_unit_test(
			round__that_gave_way_to_a_release_has_not_seen_it),
		cmocka_unit_test(round__asks_who_is_on_duty_for_a_lead_account),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
