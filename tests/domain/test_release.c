/*
 * The rules of release: who may do what, in which state, with which digest.
 */
#include "tests/domain/scene.h"
#include "domain/review/review_stages.h"
#include "domain/release/delivery.h"

static void
message__a_draft_cannot_be_approved_armed_or_fired(void **state)
{
	static const struct {
		const char *by;
		enum act act;
	} rows[] = {
		{ "sign", ACT_APPROVE },
		{ "rel1", ACT_RELEASE_ARM },
		{ "rel1", ACT_RELEASE_FIRE },
		{ "rel1", ACT_RELEASE_DISARM },
	};
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		json_t *doc = scene_on(&s, 1);

		if (rows[n].act != ACT_RELEASE_DISARM)
			doc_put_str(doc, "digest", ENTRY_NO_PREV);
		if (rows[n].act == ACT_RELEASE_FIRE)
			doc_put_str(doc, "confirm", "x");
		assert_string_equal(
			scene_try(&s, rows[n].by, rows[n].act, doc), "state");
	}
	scene_close(&s);
}

/* Which delivery goes first is part of what was fired. */
static void
release__the_playbook_lets_the_lead_account_go_first(void **state)
{
	struct scene s;

	(void)state;
	for (int first = 0; first < 2; first++) {
		scene_open(&s, false);
		for (size_t n = 0; n < s.lib->playbook_count; n++)
			((struct playbook *)(uintptr_t)&s.lib->playbooks[n])
				->lead_first = first;
		scene_write(&s);
		scene_submit(&s, 1);
		scene_review(&s, 1);
		scene_approve(&s, 1);
		scene_arm(&s, 1);
		scene_fire(&s, 1);
		assert_string_equal(scene_message(&s, 1)->first,
			first ? "2026-0001/1:site" : "");
		scene_close(&s);
	}
}

static void
message__a_whole_release_reaches_every_account(void **state)
{
	struct scene s;
	const struct message *m;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	m = scene_message(&s, 1);
	assert_int_equal(m->state, MESSAGE_RELEASED);
	assert_int_equal(m->delivery_count, 3);
	assert_int_equal(m->issue, 1);
	scene_close(&s);
}

static void
review__gates_ask_for_their_roles_and_stages_for_their_order(void **state)
{
	static const struct {
		const char *by, *gate, *verdict, *want;
	} rows[] = {
		{ "rita", "legal", "pass", "gate-role" },
		{ "lena", "legal", "pass", "stage-order" },
		{ "rita", "nonsense", "pass", "word" },
		{ "rita", "wording", "maybe", "word" },
		{ "rita", "wording", "return", "return-reason" },
		{ "rita", "wording", "pass", "" },
		{ "rita", "wording", "pass", "gate-done" },
		{ "rita", "policy", "pass", "" },
		{ "dirk", "political", "pass", "gate-final" },
		{ "lena", "legal", "pass", "" },
	};
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_submit(&s, 1);
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++)
		assert_string_equal(scene_try(&s, rows[n].by, ACT_REVIEW,
					    scene_verdict(&s, 1, rows[n].gate,
						    rows[n].verdict)),
			rows[n].want);
	scene_close(&s);
}

static void
approve__waits_for_every_gate(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_submit(&s, 1);
	assert_string_equal(
		scene_try(&s, "sign", ACT_APPROVE, scene_with_digest(&s, 1)),
		"stage-order");
	scene_review(&s, 1);
	assert_string_equal(
		scene_try(&s, "sign", ACT_APPROVE, scene_with_digest(&s, 1)),
		"");
	scene_close(&s);
}

static void
approve__nobody_passes_two_stages(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_submit(&s, 1);
	scene_must(&s, "dirk", ACT_REVIEW,
		scene_verdict(&s, 1, "wording", "pass"));
	scene_must(
		&s, "rita", ACT_REVIEW, scene_verdict(&s, 1, "policy", "pass"));
	scene_must(
		&s, "lena", ACT_REVIEW, scene_verdict(&s, 1, "legal", "pass"));
	scene_must(&s, "lena", ACT_REVIEW,
		scene_verdict(&s, 1, "confidentiality", "pass"));
	assert_string_equal(
		scene_try(&s, "dirk", ACT_APPROVE, scene_with_digest(&s, 1)),
		"two-stages");
	scene_close(&s);
}

static void
approve__no_author_gives_the_last_word(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_must(&s, "dirk", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message",
			scene_message(&s, 1)->id, "base", 1, "slots", "impact",
			"两条道路中断"));
	scene_submit(&s, 1);
	scene_review(&s, 1);
	assert_string_equal(
		scene_try(&s, "dirk", ACT_APPROVE, scene_with_digest(&s, 1)),
		"own-text");
	scene_close(&s);
}

static void
digest__every_judgment_names_the_text_that_was_seen(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_submit(&s, 1);
	doc = scene_verdict(&s, 1, "wording", "pass");
	doc_put_str(doc, "digest", ENTRY_NO_PREV);
	assert_string_equal(scene_try(&s, "rita", ACT_REVIEW, doc),
		"changed-since-you-looked");
	scene_close(&s);
}

static void
revise__one_changed_word_voids_every_sign_off(void **state)
{
	char before[HASH_HEX];
	struct scene s;
	const struct message *m;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_submit(&s, 1);
	scene_review(&s, 1);
	scene_approve(&s, 1);
	m = scene_message(&s, 1);
	(void)snprintf(before, sizeof(before), "%s", m->digest);
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message", m->id, "base", 1,
			"slots", "place", "云溪县青河镇、石桥乡"));
	assert_int_equal(m->state, MESSAGE_DRAFT);
	assert_int_equal(m->pass_count, 0);
	assert_string_equal(m->approved.by, "");
	scene_submit(&s, 1);
	assert_string_not_equal(m->digest, before);
	assert_string_equal(scene_try(&s, "rel1", ACT_RELEASE_ARM,
				    scene_with_digest(&s, 1)),
		"state");
	scene_close(&s);
}

/* The same text but for one byte more. */
static json_t *
one_byte_more(const struct scene *s)
{
	const struct message *m = scene_message(s, 1);
	char text[200];

	(void)snprintf(
		text, sizeof(text), "%s.", doc_str(m->slots, "instruction"));
	return json_pack("{s:s,s:i,s:{s:s}}", "message", m->id, "base",
		m->revision, "slots", "instruction", text);
}

static void
revise__one_byte_voids_whatever_was_signed_in_every_later_state(void **state)
{
	(void)state;
	/* after the second stage, after the approval, after a disarm */
	for (int stop = 0; stop < 3; stop++) {
		const struct message *m;
		char before[HASH_HEX];
		struct scene s;

		scene_open(&s, false);
		scene_write(&s);
		scene_submit(&s, 1);
		scene_review(&s, 1);
		m = scene_message(&s, 1);
		assert_true(message_stage_complete(m, STAGE_SECOND));
		if (stop > 0)
			scene_approve(&s, 1);
		if (stop > 1) {
			scene_arm(&s, 1);
			scene_must(&s, "rel1", ACT_RELEASE_DISARM,
				scene_on(&s, 1));
		}
		(void)snprintf(before, sizeof(before), "%s", m->digest);
		scene_must(&s, "dora", ACT_MESSAGE_REVISE, one_byte_more(&s));
		assert_int_equal(m->state, MESSAGE_DRAFT);
		assert_int_equal(m->pass_count, 0);
		assert_string_equal(m->approved.by, "");
		assert_string_equal(m->digest, "");
		scene_submit(&s, 1);
		assert_string_not_equal(m->digest, before);
		for (int g = 0; g < GATE_COUNT; g++)
			assert_null(message_pass(m, (enum gate)g));
		assert_string_equal(scene_try(&s, "sign", ACT_APPROVE,
					    scene_with_digest(&s, 1)),
			"stage-order");
		scene_close(&s);
	}
}

static void
revise__an_armed_text_is_not_changed_and_a_fired_one_never(void **state)
{
	struct scene s;

	(void)state;
	scene_open_armed(&s, false);
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_REVISE, one_byte_more(&s)),
		"state");
	scene_fire(&s, 1);
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_REVISE, one_byte_more(&s)),
		"state");
	scene_report(&s, 1, "published");
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_REVISE, one_byte_more(&s)),
		"state");
	scene_close(&s);
}

static void
revise__a_stale_base_is_refused(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	assert_string_equal(scene_try(&s, "dora", ACT_MESSAGE_REVISE,
				    json_pack("{s:s,s:i,s:{s:s}}", "message",
					    scene_message(&s, 1)->id, "base", 0,
					    "slots", "place", "x")),
		"revision");
	scene_close(&s);
}

static void
fire__who_armed_does_not_fire_in_earnest(void **state)
{
	struct scene s;

	(void)state;
	scene_open_armed(&s, false);
	assert_string_equal(
		scene_try(&s, "rel1", ACT_RELEASE_FIRE, scene_fire_doc(&s, 1)),
		"same-releaser");
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(&s, 1)),
		"");
	scene_close(&s);
}

static void
fire__one_person_may_drill_alone(void **state)
{
	struct scene s;

	(void)state;
	scene_open_armed(&s, true);
	assert_string_equal(
		scene_try(&s, "rel1", ACT_RELEASE_FIRE, scene_fire_doc(&s, 1)),
		"");
	scene_close(&s);
}

static void
fire__drill_and_actual_ask_for_different_words(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	scene_open_armed(&s, false);
	doc = scene_with_digest(&s, 1);
	doc_put_str(doc, "confirm", "drill-2026-0001");
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, doc), "confirm");
	scene_close(&s);
	scene_open_armed(&s, true);
	doc = scene_with_digest(&s, 1);
	doc_put_str(doc, "confirm", "live-2026-0001");
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, doc), "confirm");
	scene_close(&s);
}

static void
fire__not_without_a_relay_that_holds_every_job(void **state)
{
	struct scene s;

	(void)state;
	scene_open_armed(&s, false);
	s.relay_holds = false;
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(&s, 1)),
		"no-relay");
	scene_close(&s);
}

static void
fire__an_armed_release_expires_after_ten_minutes(void **state)
{
	struct scene s;

	(void)state;
	scene_open_armed(&s, false);
	s.now += 10 * 60 * 1000;
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(&s, 1)),
		"");
	scene_close(&s);
	scene_open_armed(&s, false);
	s.now += 10 * 60 * 1000 + 1;
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(&s, 1)),
		"expired");
	scene_close(&s);
}

static void
fire__a_gap_is_accepted_by_name_and_reason_or_not_at_all(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	scene_open_armed(&s, false);
	doc = scene_with_digest(&s, 1);
	doc_put(doc, "results",
		json_pack("[{s:s,s:b,s:s}]", "delivery", "2026-0001/1:hook",
			"ok", 0, "detail", "token refused"));
	scene_must(&s, "", ACT_RELAY_PREPARED, doc);
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(&s, 1)),
		"gaps");
	doc = scene_fire_doc(&s, 1);
	doc_put_str(doc, "gaps", "平台维护，先发其他账号");
	assert_string_equal(scene_try(&s, "rel2", ACT_RELEASE_FIRE, doc), "");
	assert_int_equal(message_delivery(scene_message(&s, 1), "hook")->state,
		DELIVERY_GAP);
	assert_int_equal(message_delivery(scene_message(&s, 1), "site")->state,
		DELIVERY_DUE);
	scene_close(&s);
}

static void
arm__the_only_author_neither_arms_nor_fires(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_must(&s, "dirk", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o}", "incident", s.incident.id, "kind",
			"truth", "slots", scene_slots()));
	scene_submit(&s, 1);
	scene_review(&s, 1);
	scene_approve(&s, 1);
	assert_string_equal(scene_try(&s, "dirk", ACT_RELEASE_ARM,
				    scene_with_digest(&s, 1)),
		"only-author");
	scene_arm(&s, 1);
	assert_string_equal(
		scene_try(&s, "dirk", ACT_RELEASE_FIRE, scene_fire_doc(&s, 1)),
		"only-author");
	scene_close(&s);
}

static void
arm__an_approval_does_not_hold_for_ever(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_submit(&s, 1);
	scene_review(&s, 1);
	scene_approve(&s, 1);
	s.now += INT64_C(12) * 3600 * 1000 + 1;
	assert_string_equal(scene_try(&s, "rel1", ACT_RELEASE_ARM,
				    scene_with_digest(&s, 1)),
		"window");
	scene_close(&s);
}

static void
halt__any_officer_stops_what_is_not_sending(void **state)
{
	struct scene s;
	const struct message *m;

	(void)state;
	scene_open_armed(&s, false);
	scene_fire(&s, 1);
	scene_must(&s, "", ACT_RELAY_SENDING,
		json_pack("{s:s,s:[s]}", "message", "2026-0001/1", "deliveries",
			"2026-0001/1:hook"));
	scene_must(&s, "rita", ACT_RELEASE_HALT, scene_on(&s, 1));
	m = scene_message(&s, 1);
	assert_int_equal(message_delivery(m, "hook")->state, DELIVERY_SENDING);
	assert_int_equal(message_delivery(m, "site")->state, DELIVERY_HALTED);
	assert_string_equal(
		scene_try(&s, "", ACT_RELAY_SENDING,
			json_pack("{s:s,s:[s]}", "message", "2026-0001/1",
				"deliveries", "2026-0001/1:site")),
		"delivery-state");
	scene_close(&s);
}

static void
authority__acts_ask_for_their_roles(void **state)
{
	static const struct {
		const char *by;
		enum act act;
	} rows[] = {
		{ "rita", ACT_MESSAGE_SUBMIT },
		{ "dora", ACT_APPROVE },
		{ "dora", ACT_RELEASE_ARM },
		{ "sign", ACT_RELEASE_FIRE },
	};
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		json_t *doc = scene_on(&s, 1);

		if (rows[n].act != ACT_MESSAGE_SUBMIT)
			doc_put_str(doc, "digest", ENTRY_NO_PREV);
		if (rows[n].act == ACT_RELEASE_FIRE)
			doc_put_str(doc, "confirm", "x");
		assert_string_equal(
			scene_try(&s, rows[n].by, rows[n].act, doc), "role");
	}
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			message__a_draft_cannot_be_approved_armed_or_fired),
		cmocka_unit_test(
			message__a_whole_release_reaches_every_account),
		cmocka_unit_test(
			release__the_playbook_lets_the_lead_account_go_first),
		cmocka_unit_test(
			review__gates_ask_for_their_roles_and_stages_for_their_order),
		cmocka_unit_test(approve__waits_for_every_gate),
		cmocka_unit_test(approve__nobody_passes_two_stages),
		cmocka_unit_test(approve__no_author_gives_the_last_word),
		cmocka_unit_test(
			digest__every_judgment_names_the_text_that_was_seen),
		cmocka_unit_test(revise__one_changed_word_voids_every_sign_off),
		cmocka_unit_test(
			revise__one_byte_voids_whatever_was_signed_in_every_later_state),
		cmocka_unit_test(
			revise__an_armed_text_is_not_changed_and_a_fired_one_never),
		cmocka_unit_test(revise__a_stale_base_is_refused),
		cmocka_unit_test(fire__who_armed_does_not_fire_in_earnest),
		cmocka_unit_test(fire__one_person_may_drill_alone),
		cmocka_unit_test(
			fire__drill_and_actual_ask_for_different_words),
		cmocka_unit_test(
			fire__not_without_a_relay_that_holds_every_job),
		cmocka_unit_test(
			fire__an_armed_release_expires_after_ten_minutes),
		cmocka_unit_test(
			fire__a_gap_is_accepted_by_name_and_reason_or_not_at_all),
		cmocka_unit_test(arm__the_only_author_neither_arms_nor_fires),
		cmocka_unit_test(arm__an_approval_does_not_hold_for_ever),
		cmocka_unit_test(halt__any_officer_stops_what_is_not_sending),
		cmocka_unit_test(authority__acts_ask_for_their_roles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
