/*
 * A release at an appointed time: two persons, a clock that somebody is sure
 * of, and nothing that goes out late or wrong by itself.
 */
#include "base/fixed.h"
#include "domain/message/message_standing.h"
#include "tests/domain/appointed.h"

#define MINUTE INT64_C(60000)

static json_t *
timed(const struct scene *s, int64_t at)
{
	json_t *doc = scene_with_digest(s, 1);

	doc_put_int(doc, "at", at);
	return doc;
}

static json_t *
second_key(const struct scene *s, int64_t at)
{
	json_t *doc = timed(s, at);
	char word[32];

	incident_fire_word(word, &s->incident);
	doc_put_str(doc, "confirm", word);
	return doc;
}

/* Message 1 is approved, appointed by rel1 and set by rel2 for `at`. */
static void
set_for(struct scene *s, int64_t at)
{
	scene_open(s, false);
	scene_write(s);
	scene_submit(s, 1);
	scene_review(s, 1);
	scene_approve(s, 1);
	scene_must(s, "rel1", ACT_RELEASE_ARM, timed(s, at));
	scene_must(s, "rel2", ACT_RELEASE_SET, second_key(s, at));
	assert_int_equal(scene_message(s, 1)->state, MESSAGE_SET);
}

/* The last entry's kind, after the station has looked at this moment. */
static const char *
looked(struct scene *s, int64_t now)
{
	size_t before = json_array_size(s->entries);

	s->now = now;
	scene_appointed(s, scene_message(s, 1));
	return json_array_size(s->entries) == before
		? ""
		: doc_str(json_array_get(s->entries, before), "kind");
}

static void
prepared(struct scene *s)
{
	json_t *doc = scene_with_digest(s, 1);

	doc_put(doc, "results", scene_results(s, 1, "ok", true));
	scene_must(s, "", ACT_RELAY_PREPARED, doc);
}

static const char *
why_missed(const struct scene *s)
{
	return doc_str(scene_message(s, 1)->missed, "rule");
}

static void
appointed__is_armed_before_and_fired_at_its_time_for_two(void **state)
{
	struct scene s;
	const struct message *m;
	int64_t at = SCENE_NOW + 30 * MINUTE;

	(void)state;
	set_for(&s, at);
	m = scene_message(&s, 1);
	assert_string_equal(looked(&s, at - 5 * MINUTE - 1), "");
	assert_int_equal(appointed_next(m, s.now), at - 5 * MINUTE);
	assert_string_equal(looked(&s, at - 5 * MINUTE), "release.armed");
	assert_string_equal(m->armed.by, "rel1");
	prepared(&s);
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(&s, 1)),
		"set-fires");
	assert_string_equal(looked(&s, at - APPOINTED_FIRE_MS - 1), "");
	assert_string_equal(
		looked(&s, at - APPOINTED_FIRE_MS), "release.fired");
	assert_string_equal(m->fired.by, "rel2");
	assert_int_equal(m->fired.time, at);
	assert_string_equal(looked(&s, at), "");
	scene_close(&s);
}

static void
appointed__goes_two_minutes_late_and_no_later(void **state)
{
	int64_t at = SCENE_NOW + 30 * MINUTE;

	(void)state;
	for (int late = 0; late < 2; late++) {
		struct scene s;

		set_for(&s, at);
		assert_string_equal(
			looked(&s, at - 4 * MINUTE), "release.armed");
		s.relay_holds = false; /* it is away, and may come back */
		prepared(&s);
		assert_string_equal(looked(&s, at + 2 * MINUTE), "");
		s.relay_holds = true;
		assert_string_equal(looked(&s, at + 2 * MINUTE + late),
			late ? "release.missed" : "release.fired");
		assert_string_equal(why_missed(&s), late ? "set-late" : "");
		scene_close(&s);
	}
}

static void
appointed__with_gaps_waits_for_a_person_unless_they_were_accepted(void **state)
{
	int64_t at = SCENE_NOW + 30 * MINUTE;

	(void)state;
	for (int accepted = 0; accepted < 2; accepted++) {
		struct scene s;
		json_t *doc;

		set_for(&s, at);
		if (accepted) {
			scene_must(&s, "rel1", ACT_RELEASE_DISARM,
				scene_on(&s, 1));
			scene_must(&s, "rel1", ACT_RELEASE_ARM, timed(&s, at));
			doc = second_key(&s, at);
			doc_put_str(doc, "gaps", "平台维护");
			scene_must(&s, "rel2", ACT_RELEASE_SET, doc);
		}
		assert_string_equal(
			looked(&s, at - 4 * MINUTE), "release.armed");
		doc = scene_with_digest(&s, 1);
		doc_put(doc, "results", scene_results(&s, 1, "ok", true));
		doc_put_bool(json_array_get(doc_get(doc, "results"), 0), "ok",
			false);
		scene_must(&s, "", ACT_RELAY_PREPARED, doc);
		assert_string_equal(looked(&s, at),
			accepted ? "release.fired" : "release.missed");
		assert_string_equal(why_missed(&s), accepted ? "" : "gaps");
		if (!accepted) { /* armed as it is: another may fire it */
			doc = scene_fire_doc(&s, 1);
			doc_put_str(doc, "gaps", "平台维护");
			assert_string_equal(
				scene_try(&s, "rel1", ACT_RELEASE_FIRE,
					json_deep_copy(doc)),
				"same-releaser");
			scene_must(&s, "rel2", ACT_RELEASE_FIRE, doc);
		}
		scene_close(&s);
	}
}

/* Waited for as long as it is not late; cut off, the second officer may have
 * said why it goes all the same. */
static void
appointed__waits_for_a_mirror_where_its_tier_asks_for_one(void **state)
{
	static const struct {
		const char *reason; /* given when it was set */
		bool comes; /* the mirror has it a minute late */
		const char *at, *after, *late, *why;
	} cases[] = {
		{ "", false, "", "", "release.missed", "unmirrored" },
		{ "", true, "", "release.fired", "", "" },
		{ "线路中断", false, "release.fired", "", "", "" },
	};
	int64_t at = SCENE_NOW + 30 * MINUTE;

	(void)state;
	for (size_t n = 0; n < 3; n++) {
		struct scene s;
		json_t *doc;

		set_for(&s, at);
		for (size_t k = 0; k < s.lib->rules.tier_count; k++)
			s.lib->rules.tiers[k].mirror = true;
		scene_must(&s, "rel1", ACT_RELEASE_DISARM, scene_on(&s, 1));
		scene_must(&s, "rel1", ACT_RELEASE_ARM, timed(&s, at));
		doc = second_key(&s, at);
		doc_put_str(doc, "unmirrored", cases[n].reason);
		scene_must(&s, "rel2", ACT_RELEASE_SET, doc);
		assert_string_equal(
			looked(&s, at - 4 * MINUTE), "release.armed");
		s.mirror_count = 1;
		s.mirror.seq = s.seq; /* and then more is written */
		prepared(&s);
		assert_string_equal(looked(&s, at), cases[n].at);
		s.mirror.seq += cases[n].comes;
		assert_string_equal(looked(&s, at + MINUTE), cases[n].after);
		assert_string_equal(
			looked(&s, at + 2 * MINUTE + 1), cases[n].late);
		assert_string_equal(why_missed(&s), cases[n].why);
		scene_close(&s);
	}
}

/* Suspended since, either of the two; and a clock nobody is sure of. */
static void
appointed__asks_again_for_both_and_for_the_clock(void **state)
{
	static const char *const stripped[] = { "rel1", "rel2", NULL };
	int64_t at = SCENE_NOW + 30 * MINUTE;

	(void)state;
	for (int n = 0; n < 3; n++) {
		struct scene s;
		struct judged j;

		set_for(&s, at);
		assert_string_equal(
			looked(&s, at - 4 * MINUTE), "release.armed");
		prepared(&s);
		judged_init(&j);
		if (stripped[n])
			judged_add(&j, "officer.changed",
				json_pack("{s:s,s:s}", "officer", stripped[n],
					"state", "suspended"));
		scene_fold(&s, &j, "station");
		judged_release(&j);
		s.clock_sure = stripped[n] != NULL;
		assert_string_equal(looked(&s, at), "release.missed");
		assert_string_equal(why_missed(&s),
			stripped[n] ? "suspended" : "clock-unsure");
		scene_close(&s);
	}
}

/* Fired late it went out then; and what was missed is told until somebody does
 * something about it. */
static void
appointed__says_when_it_really_went_and_that_it_was_missed(void **state)
{
	struct scene s;
	struct world w;
	struct judged j;
	int64_t at = SCENE_NOW + 30 * MINUTE;

	(void)state;
	set_for(&s, at);
	assert_string_equal(looked(&s, at - 4 * MINUTE), "release.armed");
	prepared(&s);
	assert_string_equal(looked(&s, at + MINUTE), "release.fired");
	assert_int_equal(scene_message(&s, 1)->fired.time, at + MINUTE);
	scene_close(&s);

	set_for(&s, at);
	assert_string_equal(looked(&s, at - 4 * MINUTE), "release.armed");
	prepared(&s);
	assert_string_equal(looked(&s, at + 3 * MINUTE), "release.missed");
	w = (struct world){ .office = &s.office,
		.library = s.lib,
		.incident = &s.incident,
		.message = scene_message(&s, 1),
		.now = at + 9 * MINUTE };
	judged_init(&j);
	judge_expired(&j, &w);
	scene_fold(&s, &j, "station");
	judged_release(&j);
	assert_int_equal(scene_message(&s, 1)->state, MESSAGE_APPROVED);
	assert_string_equal(why_missed(&s), "set-late");
	/* who arms it again knows */
	scene_must(&s, "rel1", ACT_RELEASE_ARM, scene_with_digest(&s, 1));
	assert_string_equal(why_missed(&s), "");
	scene_close(&s);
}

/* A relay that is lost too may have fired it: nobody says that nothing went out,
 * until somebody has looked and arms it again. */
static void
release__that_was_armed_on_a_lost_machine_is_marked(void **state)
{
	(void)state;
	for (int appointed = 0; appointed < 2; appointed++) {
		struct scene s;
		struct judged j;
		json_t *standing;
		const char *full;

		if (appointed) {
			set_for(&s, SCENE_NOW + 30 * MINUTE);
		} else {
			scene_open(&s, false);
			scene_write(&s);
			scene_submit(&s, 1);
			scene_review(&s, 1);
			scene_approve(&s, 1);
			scene_arm(&s, 1);
		}
		judged_init(&j);
		FIXED_SET(j.incident, s.incident.id);
		judged_add(&j, "release.disarmed",
			json_pack("{s:s,s:s}", "message",
				scene_message(&s, 1)->id, "why", "rebuilt"));
		scene_fold(&s, &j, "station");
		judged_release(&j);
		assert_string_equal(why_missed(&s), "rebuilt");
		standing = message_standing_doc(
			&s.incident, scene_message(&s, 1), &s.office);
		full = doc_str(doc_get(standing, "long"), "zh");
		assert_non_null(strstr(full, "是否已发出不明"));
		assert_null(strstr(full, "没有发出"));
		json_decref(standing);
		scene_must(
			&s, "rel1", ACT_RELEASE_ARM, scene_with_digest(&s, 1));
		assert_string_equal(why_missed(&s), "");
		scene_close(&s);
	}
}

static void
appointed__does_not_go_out_of_a_closed_incident(void **state)
{
	struct scene s;
	struct judged j;
	int64_t at = SCENE_NOW + 30 * MINUTE;

	(void)state;
	set_for(&s, at);
	judged_init(&j);
	FIXED_SET(j.incident, s.incident.id);
	judged_add(&j, "incident.closed", json_pack("{s:s}", "reason", "终止"));
	scene_fold(&s, &j, "sign");
	judged_release(&j);
	assert_string_equal(looked(&s, at - 4 * MINUTE), "release.missed");
	assert_string_equal(why_missed(&s), "incident-closed");
	scene_close(&s);
}

/* A halt before it was fired was the end of that arming, and no more. */
static void
appointed__halted_and_set_again_is_not_told_to_be_halted(void **state)
{
	struct scene s;
	json_t *doc;
	int64_t at = SCENE_NOW + 30 * MINUTE;

	(void)state;
	set_for(&s, at);
	scene_must(&s, "dora", ACT_RELEASE_HALT, scene_on(&s, 1));
	scene_must(&s, "rel1", ACT_RELEASE_ARM, timed(&s, at));
	scene_must(&s, "rel2", ACT_RELEASE_SET, second_key(&s, at));
	assert_string_equal(looked(&s, at - 4 * MINUTE), "release.armed");
	prepared(&s);
	assert_string_equal(looked(&s, at), "release.fired");
	assert_false(message_is_halted(scene_message(&s, 1)));
	doc = message_standing_doc(
		&s.incident, scene_message(&s, 1), &s.office);
	assert_string_equal(doc_str(doc, "is"), "sending");
	json_decref(doc);
	scene_must(&s, "dora", ACT_RELEASE_HALT, scene_on(&s, 1));
	assert_true(message_is_halted(scene_message(&s, 1)));
	scene_close(&s);
}

static void
appointed__is_void_with_the_text(void **state)
{
	struct scene s;
	int64_t at = SCENE_NOW + 30 * MINUTE;

	(void)state;
	set_for(&s, at);
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_REVISE,
			json_pack("{s:s,s:i,s:o}", "message", "2026-0001/1",
				"base", 1, "slots", scene_slots())),
		"state");
	scene_must(&s, "rel2", ACT_RELEASE_DISARM, scene_on(&s, 1));
	assert_int_equal(scene_message(&s, 1)->state, MESSAGE_APPROVED);
	assert_int_equal(scene_message(&s, 1)->at, 0);
	assert_string_equal(looked(&s, at), "");
	assert_string_equal(scene_try(&s, "rel2", ACT_RELEASE_SET,
				    second_key(&s, at + 9 * MINUTE)),
		"state");
	scene_close(&s);
}

static void
appointed__clock_is_stated_by_one_and_agreed_by_another(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "adam", ROLE_BIT(ROLE_ADMIN));
	assert_string_equal(
		scene_try(&s, "rel1", ACT_CLOCK_AGREE, json_object()),
		"not-found");
	scene_must(&s, "adam", ACT_CLOCK_KEEP,
		json_pack("{s:s}", "kept_by", "宿主机校准"));
	assert_int_equal(s.office.clock_kept.confirmed, 0);
	assert_string_equal(
		scene_try(&s, "adam", ACT_CLOCK_AGREE, json_object()),
		"own-proposal");
	scene_must(&s, "rel1", ACT_CLOCK_AGREE, json_object());
	assert_int_not_equal(s.office.clock_kept.confirmed, 0);
	scene_must(
		&s, "rel2", ACT_CLOCK_AGREE, json_pack("{s:b}", "decline", 1));
	assert_int_equal(s.office.clock_kept.confirmed, 0);
	scene_close(&s);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			appointed__is_armed_before_and_fired_at_its_time_for_two),
		cmocka_unit_test(appointed__goes_two_minutes_late_and_no_later),
		cmocka_unit_test(
			appointed__with_gaps_waits_for_a_person_unless_they_were_accepted),
		cmocka_unit_test(
			appointed__waits_for_a_mirror_where_its_tier_asks_for_one),
		cmocka_unit_test(
			appointed__asks_again_for_both_and_for_the_clock),
		cmocka_unit_test(
			appointed__says_when_it_really_went_and_that_it_was_missed),
		cmocka_unit_test(
			release__that_was_armed_on_a_lost_machine_is_marked),
		cmocka_unit_test(
			appointed__does_not_go_out_of_a_closed_incident),
		cmocka_unit_test(
			appointed__halted_and_set_again_is_not_told_to_be_halted),
		cmocka_unit_test(appointed__is_void_with_the_text),
		cmocka_unit_test(
			appointed__clock_is_stated_by_one_and_agreed_by_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
