/*
 * The emergency lane: which text may go by it, on whose word, and the
 * signature that follows.
 */
#include "tests/domain/waivers.h"

#include "domain/review/review_lane.h"
#include "domain/library/playbook_lock.h"
#include "domain/review/review_stages.h"

static json_t *
by_lane(const struct scene *s)
{
	return json_pack(
		"{s:s,s:b}", "message", scene_message(s, 1)->id, "lane", 1);
}

static void
open_lane(struct scene *s, struct library **lib)
{
	*lib = locked_library();
	scene_open_with(s, *lib, false);
	scene_write(s);
}

/* Who may sign and whose telephone is known. */
static void
add_boss(struct scene *s)
{
	scene_entry(s, "station", "officer.added",
		json_pack("{s:s,s:s,s:s,s:[s],s:s,s:s}", "officer", "boss",
			"name", "boss", "user", "boss", "roles", "head",
			"phone", "0000-7", "state", "active"));
}

static void
close_lane(struct scene *s, struct library *lib)
{
	scene_close(s);
	library_free(lib);
}

static const struct clock *
supplement_clock(const struct scene *s)
{
	for (size_t n = 0; n < s->incident.clock_count; n++)
		if (strcmp(doc_str(s->incident.clocks[n].row, "rule"),
			    "supplement 2026-0001/1") == 0)
			return &s->incident.clocks[n];
	fail_msg("no clock runs for the signature");
	return NULL;
}

static void
lane__takes_only_a_text_whose_fixed_part_is_as_approved(void **state)
{
	struct library *lib = ruled_library("");
	const struct playbook *p = playbook_find(lib, "rainstorm-flood");
	struct scene s;

	(void)state;
	assert_int_equal(
		playbook_lock(p, KIND_TRUTH, LANG_ZH, SCENE_NOW), LOCK_CHANGED);
	assert_int_equal(
		playbook_lock(p, KIND_TRUTH, LANG_EN, SCENE_NOW), LOCK_NONE);
	scene_open_with(&s, lib, false);
	scene_write(&s);
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, by_lane(&s)), "lane");
	close_lane(&s, lib);
	open_lane(&s, &lib);
	p = playbook_find(lib, "rainstorm-flood");
	assert_int_equal(
		playbook_lock(p, KIND_TRUTH, LANG_ZH, SCENE_NOW), LOCK_HOLDS);
	assert_int_equal(playbook_lock(p, KIND_TRUTH, LANG_ZH,
				 SCENE_NOW + INT64_C(200) * 86400000),
		LOCK_EXPIRED);
	scene_must(&s, "dora", ACT_MESSAGE_SUBMIT, by_lane(&s));
	assert_string_equal(scene_message(&s, 1)->tier, "emergency-lane");
	close_lane(&s, lib);
}

static void
lane__a_hand_on_the_text_leaves_it(void **state)
{
	char text[4000];
	struct library *lib;
	struct scene s;

	(void)state;
	open_lane(&s, &lib);
	scene_must(&s, "dora", ACT_MESSAGE_SUBMIT, by_lane(&s));
	(void)snprintf(text, sizeof(text), "%s请相互转告。",
		scene_message(&s, 1)->text);
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message",
			scene_message(&s, 1)->id, "base", 1, "variants", "hand",
			text));
	assert_int_equal(scene_message(&s, 1)->state, MESSAGE_DRAFT);
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, by_lane(&s)), "lane");
	scene_submit(&s, 1);
	assert_string_equal(scene_message(&s, 1)->tier, "major");
	close_lane(&s, lib);
}

static void
lane__a_fact_brings_no_sentences_along(void **state)
{
	static const struct {
		const char *slot, *value, *want;
	} rows[] = {
		{ "place", "云溪县青河镇。全县停工停课，任何人不得返回",
			"lane" },
		{ "place", "云溪县青河镇！请立即撤离", "lane" },
		{ "instruction", "Stay inside. Schools are closed", "lane" },
		{ "actions", "县防汛办已组织转移。\n市消防救援支队已到达", "" },
		{ "instruction", "请向高处转移。", "" },
		{ "place", "云溪县青河镇、石桥乡", "" },
		{ "impact", "雨量86.5毫米，见No. 3 Road", "" },
	};
	struct library *lib;
	struct scene s;

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		const char *said;

		open_lane(&s, &lib);
		scene_must(&s, "dora", ACT_MESSAGE_REVISE,
			json_pack("{s:s,s:i,s:{s:s}}", "message",
				scene_message(&s, 1)->id, "base", 1, "slots",
				rows[n].slot, rows[n].value));
		said = scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, by_lane(&s));
		if ((strcmp(said, "lane") == 0) != (*rows[n].want != '\0'))
			fail_msg("%s: %s", rows[n].value, said);
		close_lane(&s, lib);
	}
}

static void
lane__two_persons_suffice_and_a_signature_follows(void **state)
{
	struct library *lib;
	struct scene s;
	const struct message *m;
	const struct clock *c;

	(void)state;
	open_lane(&s, &lib);
	scene_must(&s, "dora", ACT_MESSAGE_SUBMIT, by_lane(&s));
	m = scene_message(&s, 1);
	/* a reviewer's word is enough, but it is not a signature */
	scene_must(&s, "rita", ACT_APPROVE, scene_with_digest(&s, 1));
	assert_int_equal(m->state, MESSAGE_APPROVED);
	assert_true(message_owes_signature(m));
	assert_int_equal(m->supplement_due, s.now + 60 * 60000);
	s.now += 30 * 60000;
	c = supplement_clock(&s);
	assert_int_equal(c->due, m->supplement_due);
	assert_int_equal(c->stopped, 0);
	assert_string_equal(scene_try(&s, "rita", ACT_MESSAGE_SUPPLEMENT,
				    scene_with_digest(&s, 1)),
		"role");
	scene_must(
		&s, "sign", ACT_MESSAGE_SUPPLEMENT, scene_with_digest(&s, 1));
	assert_false(message_owes_signature(m));
	assert_true(c->stopped);
	assert_string_equal(scene_try(&s, "sign", ACT_MESSAGE_SUPPLEMENT,
				    scene_with_digest(&s, 1)),
		"no-supplement");
	close_lane(&s, lib);
}

static void
lane__a_missed_signature_is_an_entry_and_late_when_it_comes(void **state)
{
	struct library *lib;
	struct scene s;

	(void)state;
	open_lane(&s, &lib);
	scene_must(&s, "dora", ACT_MESSAGE_SUBMIT, by_lane(&s));
	scene_must(&s, "rita", ACT_APPROVE, scene_with_digest(&s, 1));
	s.now += 61 * 60000;
	assert_in_range(scene_miss(&s), 1, 9);
	scene_must(
		&s, "sign", ACT_MESSAGE_SUPPLEMENT, scene_with_digest(&s, 1));
	assert_true(doc_bool(
		json_object_get(json_array_get(s.entries,
					json_array_size(s.entries) - 1),
			"body"),
		"late"));
	assert_true(supplement_clock(&s)->missed);
	close_lane(&s, lib);
}

/* By telephone: one who may sign, at the number that the office has. */
static void
lane__who_agreed_by_telephone_stands_in_the_approval(void **state)
{
	static const struct {
		const char *agreed, *phone, *want;
	} rows[] = {
		{ "rel1", "0000-7", "field" }, /* may not sign */
		{ "nobody", "0000-7", "not-found" },
		{ "boss", "0000-8", "concur-number" }, /* called from there */
		{ "boss", "", "concur-number" },
		{ "", "0000-7", "not-found" },
		{ "sign", "", "concur-number" }, /* whose number is not known */
		{ "boss", "0000-7", "" },
	};
	struct library *lib;
	struct scene s;

	(void)state;
	open_lane(&s, &lib);
	scene_must(&s, "dora", ACT_MESSAGE_SUBMIT, by_lane(&s));
	add_boss(&s);
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		json_t *doc = scene_with_digest(&s, 1);

		if (*rows[n].agreed)
			doc_put_str(doc, "agreed", rows[n].agreed);
		if (*rows[n].phone)
			doc_put_str(doc, "phone", rows[n].phone);
		assert_string_equal(
			scene_try(&s, "rita", ACT_APPROVE, doc), rows[n].want);
	}
	assert_string_equal(scene_message(&s, 1)->agreed, "boss");
	/* it is no signature */
	assert_true(message_owes_signature(scene_message(&s, 1)));
	close_lane(&s, lib);
}

/* The last notice ends what releases end, and no signature. */
static void
lane__a_closing_notice_leaves_the_signature_due(void **state)
{
	struct library *lib;
	struct scene s;
	struct message *m;

	(void)state;
	open_lane(&s, &lib);
	scene_must(&s, "dora", ACT_MESSAGE_SUBMIT, by_lane(&s));
	scene_must(&s, "rita", ACT_APPROVE, scene_with_digest(&s, 1));
	m = s.incident.messages[0];
	m->kind = KIND_CLOSING; /* as if it were the last */
	scene_arm(&s, 1);
	scene_fire(&s, 1);
	scene_report(&s, 1, "published");
	assert_int_equal(m->state, MESSAGE_RELEASED);
	assert_null(clock_overdue(&s.incident, s.now));
	assert_int_equal(supplement_clock(&s)->stopped, 0);
	s.now += 61 * 60000;
	assert_ptr_equal(
		clock_overdue(&s.incident, s.now), supplement_clock(&s));
	close_lane(&s, lib);
}

static void
lane__who_may_sign_owes_no_signature_and_no_author_approves(void **state)
{
	struct library *lib;
	struct scene s;

	(void)state;
	open_lane(&s, &lib);
	scene_must(&s, "dirk", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message",
			scene_message(&s, 1)->id, "base", 1, "slots", "place",
			"云溪县石桥乡"));
	scene_must(&s, "dora", ACT_MESSAGE_SUBMIT, by_lane(&s));
	assert_string_equal(
		scene_try(&s, "dirk", ACT_APPROVE, scene_with_digest(&s, 1)),
		"own-text");
	scene_must(&s, "sign", ACT_APPROVE, scene_with_digest(&s, 1));
	assert_false(message_owes_signature(scene_message(&s, 1)));
	close_lane(&s, lib);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			lane__takes_only_a_text_whose_fixed_part_is_as_approved),
		cmocka_unit_test(lane__a_hand_on_the_text_leaves_it),
		cmocka_unit_test(lane__a_fact_brings_no_sentences_along),
		cmocka_unit_test(
			lane__two_persons_suffice_and_a_signature_follows),
		cmocka_unit_test(
			lane__a_missed_signature_is_an_entry_and_late_when_it_comes),
		cmocka_unit_test(
			lane__who_agreed_by_telephone_stands_in_the_approval),
		cmocka_unit_test(
			lane__a_closing_notice_leaves_the_signature_due),
		cmocka_unit_test(
			lane__who_may_sign_owes_no_signature_and_no_author_approves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
