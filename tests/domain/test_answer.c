/*
 * Answers to the public: a message like any other, by its own short tier, to
 * the thread of its comment and nowhere else.
 */
#include "tests/domain/scene.h"

#include "domain/comment/comment.h"

/* What the relay has read on an account, as its entry tells. */
static void
hear_one(struct scene *s, const char *id, const char *account)
{
	scene_entry(s, "relay", "comments.heard",
		json_pack("{s:[{s:s,s:b,s:b,s:[{s:s,s:s,s:s,s:s}]}]}",
			"results", "account", account, "ok", 1, "read", 1,
			"comments", "id", id, "remote", "77", "thread", "10",
			"digest", "d"));
}

static json_t *
answer_act(const struct scene *s, const char *comment)
{
	return json_pack("{s:s,s:s,s:s}", "comment", comment, "incident",
		s->incident.id, "text", "今晚18时恢复供电");
}

static void
sort_it(struct scene *s, const char *comment)
{
	scene_must(s, "dora", ACT_COMMENT_TRIAGE,
		json_pack("{s:s,s:s}", "comment", comment, "sort", "question"));
}

/* Comment c1 on "mast", c2 on "hook", whose platform takes no answers. */
static void
answer_scene(struct scene *s, const char *playbook)
{
	scene_begin(s, shipped_library());
	s->borrowed = false;
	scene_account(s, "mast", "mastodon", false);
	scene_must(s, "dora", ACT_INCIDENT_OPEN,
		json_pack("{s:s,s:s,s:s,s:s}", "playbook", playbook, "title",
			"7月留言答复", "mode", "actual", "level", "II"));
	hear_one(s, "c1", "mast");
	hear_one(s, "c2", "hook");
}

/* From nothing to the draft of an answer, message 1. */
static void
answer_begun(struct scene *s)
{
	answer_scene(s, "unit-answers");
	sort_it(s, "c1");
	scene_must(s, "dora", ACT_COMMENT_ANSWER, answer_act(s, "c1"));
}

static const json_t *
answer_account(const struct scene *s, int n)
{
	return json_object_get(
		doc_get(scene_message(s, n)->manifest, "accounts"), "mast");
}

static const json_t *
answer_variant(const struct scene *s, int n)
{
	return json_object_get(scene_message(s, n)->texts,
		doc_str(answer_account(s, n), "variant"));
}

/* Released; what the platform gave back is id 900. */
static void
answer_out(struct scene *s)
{
	const struct message *m = scene_message(s, 1);
	char id[120];

	scene_submit(s, 1);
	scene_approve(s, 1);
	scene_arm(s, 1);
	scene_fire(s, 1);
	(void)snprintf(id, sizeof(id), "%s:mast", m->id);
	scene_must(s, "", ACT_RELAY_OUTCOMES,
		json_pack("{s:s,s:[{s:s,s:s,s:s,s:s}]}", "message", m->id,
			"results", "delivery", id, "state", "published", "id",
			"900", "url", "https://m.example/900"));
}

static void
answer__goes_below_its_comment_and_nowhere_else(void **state)
{
	struct scene s;
	const struct message *m;

	(void)state;
	answer_begun(&s);
	m = scene_message(&s, 1);
	assert_int_equal(m->kind, KIND_ANSWER);
	assert_string_equal(office_comment(&s.office, "c1")->answer, m->id);
	scene_submit(&s, 1);
	assert_string_equal(
		doc_str(doc_get(m->manifest, "answers"), "comment"), "c1");
	assert_int_equal(json_object_size(doc_get(m->manifest, "accounts")), 1);
	assert_string_equal(doc_str(answer_account(&s, 1), "act"), "reply");
	assert_string_equal(doc_str(answer_account(&s, 1), "target"), "77");
	assert_string_equal(doc_str(answer_variant(&s, 1), "target"), "77");
	assert_string_equal(doc_str(answer_variant(&s, 1), "thread"), "10");
	scene_close(&s);
}

static void
answer__to_another_account_is_refused(void **state)
{
	struct scene s;

	(void)state;
	answer_begun(&s);
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:[s,s]}", "message",
			scene_message(&s, 1)->id, "base", 1, "accounts", "mast",
			"site"));
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1)),
		refusal_word(REFUSE_ANSWER_ELSEWHERE));
	scene_close(&s);
}

/* Its own tier also where the incident is of a high level: one review, and not
 * by who wrote it. */
static void
answer__is_reviewed_once_by_another(void **state)
{
	struct scene s;
	const struct message *m;

	(void)state;
	answer_scene(&s, "unit-answers");
	sort_it(&s, "c1");
	scene_must(&s, "dirk", ACT_COMMENT_ANSWER, answer_act(&s, "c1"));
	scene_submit(&s, 1);
	m = scene_message(&s, 1);
	assert_string_equal(m->tier, "answer");
	assert_false(m->stages[STAGE_FIRST].asked);
	assert_false(m->stages[STAGE_SECOND].asked);
	assert_true(m->stages[STAGE_FINAL].asked);
	assert_string_not_equal(
		scene_try(&s, "dirk", ACT_APPROVE, scene_with_digest(&s, 1)),
		"");
	scene_approve(&s, 1);
	scene_close(&s);
}

static void
answer__begins_with_a_comment_that_somebody_has_sorted(void **state)
{
	struct scene s;

	(void)state;
	answer_scene(&s, "unit-answers");
	assert_string_equal(
		scene_try(&s, "dora", ACT_COMMENT_ANSWER, answer_act(&s, "c1")),
		refusal_word(REFUSE_COMMENT_UNSORTED));
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_NEW,
			json_pack("{s:s,s:s,s:{s:s}}", "incident",
				s.incident.id, "kind", "answer", "slots",
				"answer", "今晚18时恢复供电")),
		refusal_word(REFUSE_ANSWER_WHOM));
	sort_it(&s, "c2");
	assert_string_equal(
		scene_try(&s, "dora", ACT_COMMENT_ANSWER, answer_act(&s, "c2")),
		refusal_word(REFUSE_NO_ANSWERS));
	assert_int_equal(s.incident.message_count, 0);
	scene_close(&s);
}

static void
answer__needs_a_playbook_that_has_a_text_for_it(void **state)
{
	struct scene s;

	(void)state;
	answer_scene(&s, "rainstorm-flood");
	sort_it(&s, "c1");
	assert_string_equal(
		scene_try(&s, "dora", ACT_COMMENT_ANSWER, answer_act(&s, "c1")),
		refusal_word(REFUSE_KIND));
	scene_close(&s);
}

/* Who has read the answer finds in the same place that it was wrong. */
static void
answer__is_put_right_where_it_stands(void **state)
{
	struct scene s;
	json_t *accounts;

	(void)state;
	answer_begun(&s);
	answer_out(&s);
	scene_must(&s, "dora", ACT_MESSAGE_CORRECT,
		json_pack("{s:s,s:s,s:{s:s,s:s,s:s,s:s}}", "message",
			scene_message(&s, 1)->id, "kind", "correction", "slots",
			"wrong", "18时", "right", "20时", "reason", "entry",
			"rest", "valid"));
	accounts = scene_message(&s, 2)->accounts;
	assert_int_equal(json_array_size(accounts), 1);
	assert_true(doc_list_has(accounts, "mast"));
	scene_submit(&s, 2);
	assert_string_equal(doc_str(answer_account(&s, 2), "act"), "edit");
	assert_string_equal(doc_str(answer_variant(&s, 2), "target"), "900");
	assert_string_equal(doc_str(answer_variant(&s, 2), "thread"), "10");
	scene_close(&s);
}

static size_t
running(const struct scene *s)
{
	size_t count = 0;

	for (size_t n = 0; n < s->incident.clock_count; n++)
		count += !s->incident.clocks[n].stopped;
	return count;
}

/* It promises no update, and is no first notice. */
static void
answer__starts_no_clock_of_bulletins(void **state)
{
	struct scene s;
	size_t before;

	(void)state;
	answer_scene(&s, "unit-answers");
	before = running(&s);
	sort_it(&s, "c1");
	scene_must(&s, "dora", ACT_COMMENT_ANSWER, answer_act(&s, "c1"));
	assert_int_equal(running(&s), before + 1);
	answer_out(&s);
	assert_int_equal(running(&s), before);
	assert_int_equal(json_array_size(scene_message(&s, 1)->promises), 0);
	scene_close(&s);
}

/* What a comment became is in its row, which is all a restart reads. */
static void
answer__is_known_after_a_restart(void **state)
{
	const struct comment *c;
	struct office again;
	struct scene s;
	json_t *row;

	(void)state;
	answer_begun(&s);
	row = comment_doc(office_comment(&s.office, "c1"));
	office_init(&again);
	office_load(&again, PROJ_COMMENT, row);
	c = office_comment(&again, "c1");
	assert_non_null(c);
	assert_string_equal(c->answer, scene_message(&s, 1)->id);
	json_decref(row);
	office_release(&again);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			answer__goes_below_its_comment_and_nowhere_else),
		cmocka_unit_test(answer__to_another_account_is_refused),
		cmocka_unit_test(answer__is_reviewed_once_by_another),
		cmocka_unit_test(
			answer__begins_with_a_comment_that_somebody_has_sorted),
		cmocka_unit_test(
			answer__needs_a_playbook_that_has_a_text_for_it),
		cmocka_unit_test(answer__is_put_right_where_it_stands),
		cmocka_unit_test(answer__starts_no_clock_of_bulletins),
		cmocka_unit_test(answer__is_known_after_a_restart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
