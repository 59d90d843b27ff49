/*
 * Other units' agreement: when it is needed, what counts as given, and for
 * which text.
 */
#include "tests/domain/stripped.h"
#include "tests/domain/waivers.h"

#include "domain/concurrence/concurrence.h"

#define ORGAN "public-security"

static void
open_incident(struct scene *s, const char *topic)
{
	scene_open(s, false);
	incident_release(&s->incident);
	incident_init(&s->incident);
	scene_must(s, "dora", ACT_INCIDENT_OPEN,
		json_pack("{s:s,s:s,s:s,s:s,s:s}", "playbook",
			"rainstorm-flood", "title", "聚集", "mode", "actual",
			"level", "III", "topic", topic));
	scene_write(s);
	scene_submit(s, 1);
	scene_review(s, 1);
}

static const struct clock *
answer_clock(const struct scene *s, const char *organ)
{
	char rule[CONCURRENCE_RULE];
	const struct clock *last = NULL;

	concurrence_rule(rule, scene_message(s, 1), organ);
	for (size_t n = 0; n < s->incident.clock_count; n++)
		if (strcmp(doc_str(s->incident.clocks[n].row, "rule"), rule) ==
			0)
			last = &s->incident.clocks[n];
	return last;
}

static json_t *
asked(const struct scene *s, const char *organ)
{
	return json_pack("{s:s,s:s}", "message", scene_message(s, 1)->id,
		"organ", organ);
}

static json_t *
answered(const struct scene *s, const char *answer, const char *number)
{
	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "message",
		scene_message(s, 1)->id, "organ", ORGAN, "answer", answer,
		"who", "值班长王某", "how", "phone", "number", number);
}

static void
concurrence__is_needed_by_topic_and_noted_by_no_author(void **state)
{
	struct scene s;

	(void)state;
	open_incident(&s, "mass-incident");
	assert_string_equal(scene_message(&s, 1)->tier, "major");
	assert_string_equal(
		scene_try(&s, "sign", ACT_APPROVE, scene_with_digest(&s, 1)),
		"concur");
	scene_must(&s, "dora", ACT_CONCUR_ASK, asked(&s, ORGAN));
	assert_string_equal(scene_try(&s, "dora", ACT_CONCUR_ANSWER,
				    answered(&s, "agreed", "110")),
		"concur-author");
	/* the number that the registry has was dialled, not one that called */
	assert_string_equal(scene_try(&s, "rita", ACT_CONCUR_ANSWER,
				    answered(&s, "agreed", "024123456")),
		"concur-number");
	scene_must(
		&s, "rita", ACT_CONCUR_ANSWER, answered(&s, "agreed", "110"));
	scene_must(&s, "sign", ACT_APPROVE, scene_with_digest(&s, 1));
	scene_close(&s);
}

/* Who wrote it down is suspended: the unit is asked again, by another. */
static void
concurrence__noted_by_one_who_was_suspended_since_is_none(void **state)
{
	const struct message *m;
	struct scene s;

	(void)state;
	open_incident(&s, "mass-incident");
	scene_officer(&s, "vito", ROLE_BIT(ROLE_VERIFIER));
	scene_officer(&s, "vera", ROLE_BIT(ROLE_VERIFIER));
	scene_must(&s, "dora", ACT_CONCUR_ASK, asked(&s, ORGAN));
	scene_must(
		&s, "vito", ACT_CONCUR_ANSWER, answered(&s, "agreed", "110"));
	assert_int_equal(stripped_officer(&s, "vito"), 1);
	m = scene_message(&s, 1);
	/* what was passed stands, and nobody signs without the unit */
	assert_int_equal(m->state, MESSAGE_REVIEW);
	assert_int_equal(concurrence_state(m, ORGAN, s.now), CONCURRENCE_NONE);
	assert_string_equal(
		scene_try(&s, "sign", ACT_APPROVE, scene_with_digest(&s, 1)),
		"concur");
	scene_must(&s, "dora", ACT_CONCUR_ASK, asked(&s, ORGAN));
	scene_must(
		&s, "vera", ACT_CONCUR_ANSWER, answered(&s, "agreed", "110"));
	scene_must(&s, "sign", ACT_APPROVE, scene_with_digest(&s, 1));
	/* signed on it: void, and the unit is asked again */
	assert_int_equal(stripped_officer(&s, "vera"), 2);
	assert_int_equal(m->state, MESSAGE_DRAFT);
	scene_close(&s);
}

static void
concurrence__silence_counts_after_the_deadline_and_with_a_reason(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	open_incident(&s, "mass-incident");
	scene_must(&s, "dora", ACT_CONCUR_ASK, asked(&s, ORGAN));
	doc = scene_with_digest(&s, 1);
	doc_put_str(doc, "reason", "已逾期");
	scene_must(&s, "rita", ACT_CONCUR_ANSWER, answered(&s, "silent", ""));
	assert_string_equal(
		scene_try(&s, "sign", ACT_APPROVE, json_copy(doc)), "concur");
	s.now += 31 * 60000;
	assert_string_equal(
		scene_try(&s, "sign", ACT_APPROVE, scene_with_digest(&s, 1)),
		"concur");
	scene_must(&s, "sign", ACT_APPROVE, doc);
	scene_close(&s);
}

static void
concurrence__a_deadline_that_passes_is_an_entry_for_ever(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	open_incident(&s, "mass-incident");
	scene_must(&s, "dora", ACT_CONCUR_ASK, asked(&s, ORGAN));
	assert_int_equal(
		answer_clock(&s, ORGAN)->due, s.now + INT64_C(30) * 60000);
	assert_ptr_equal(clock_next(&s.incident), answer_clock(&s, ORGAN));
	s.now += 29 * 60000;
	assert_int_equal(scene_miss(&s), 0);
	s.now += 2 * 60000;
	assert_int_equal(scene_miss(&s), 1);
	assert_true(answer_clock(&s, ORGAN)->missed);
	/* it stays the nearest, in red, until somebody decides */
	assert_int_equal(answer_clock(&s, ORGAN)->stopped, 0);
	doc = scene_with_digest(&s, 1);
	doc_put_str(doc, "reason", "已逾期，现场确认无异议");
	scene_must(&s, "sign", ACT_APPROVE, doc);
	assert_int_equal(answer_clock(&s, ORGAN)->stopped, s.now);
	assert_int_equal(scene_miss(&s), 0);
	scene_close(&s);
}

static void
concurrence__an_answer_or_another_text_ends_the_waiting(void **state)
{
	struct scene s;

	(void)state;
	open_incident(&s, "mass-incident");
	scene_must(&s, "dora", ACT_CONCUR_ASK, asked(&s, ORGAN));
	/* nobody picked up: that is no answer yet */
	scene_must(&s, "rita", ACT_CONCUR_ANSWER, answered(&s, "silent", ""));
	assert_int_equal(answer_clock(&s, ORGAN)->stopped, 0);
	scene_must(
		&s, "rita", ACT_CONCUR_ANSWER, answered(&s, "agreed", "110"));
	assert_int_equal(answer_clock(&s, ORGAN)->stopped, s.now);
	/* asked again, the answer has a new deadline */
	s.now += 60000;
	scene_must(&s, "dora", ACT_CONCUR_ASK, asked(&s, ORGAN));
	assert_int_equal(answer_clock(&s, ORGAN)->stopped, 0);
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message",
			scene_message(&s, 1)->id, "base", 1, "slots", "place",
			"云溪县石桥乡"));
	assert_int_equal(answer_clock(&s, ORGAN)->stopped, s.now);
	s.now += INT64_C(3600) * 1000;
	assert_int_equal(scene_miss(&s), 0);
	scene_close(&s);
}

static void
concurrence__where_the_rules_say_so_silence_is_no_answer(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	open_incident(&s, "terror");
	scene_must(&s, "dora", ACT_CONCUR_ASK, asked(&s, "anti-terror"));
	s.now += 31 * 60000;
	doc = scene_with_digest(&s, 1);
	doc_put_str(doc, "reason", "已逾期");
	assert_string_equal(
		scene_try(&s, "sign", ACT_APPROVE, doc), "concur-waits");
	scene_close(&s);
}

static void
concurrence__a_deadline_is_not_made_shorter_than_the_rules_say(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	open_incident(&s, "mass-incident");
	doc = asked(&s, ORGAN);
	doc_put_int(doc, "deadline", s.now + 60000);
	assert_string_equal(
		scene_try(&s, "dora", ACT_CONCUR_ASK, doc), "field");
	scene_close(&s);
}

static void
concurrence__a_refusal_stands_and_another_text_is_asked_for_anew(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	open_incident(&s, "mass-incident");
	scene_must(&s, "dora", ACT_CONCUR_ASK, asked(&s, ORGAN));
	scene_must(&s, "rita", ACT_CONCUR_ANSWER, answered(&s, "refused", ""));
	doc = scene_with_digest(&s, 1);
	doc_put_str(doc, "reason", "已逾期");
	s.now += 31 * 60000;
	assert_string_equal(scene_try(&s, "sign", ACT_APPROVE, doc), "concur");
	scene_must(
		&s, "rita", ACT_CONCUR_ANSWER, answered(&s, "agreed", "110"));
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message",
			scene_message(&s, 1)->id, "base", 1, "slots", "place",
			"云溪县石桥乡"));
	assert_int_equal(concurrence_state(scene_message(&s, 1), ORGAN, s.now),
		CONCURRENCE_NONE);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			concurrence__is_needed_by_topic_and_noted_by_no_author),
		cmocka_unit_test(
			concurrence__noted_by_one_who_was_suspended_since_is_none),
		cmocka_unit_test(
			concurrence__silence_counts_after_the_deadline_and_with_a_reason),
		cmocka_unit_test(
			concurrence__a_deadline_that_passes_is_an_entry_for_ever),
		cmocka_unit_test(
			concurrence__an_answer_or_another_text_ends_the_waiting),
		cmocka_unit_test(
			concurrence__where_the_rules_say_so_silence_is_no_answer),
		cmocka_unit_test(
			concurrence__a_deadline_is_not_made_shorter_than_the_rules_say),
		cmocka_unit_test(
			concurrence__a_refusal_stands_and_another_text_is_asked_for_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
