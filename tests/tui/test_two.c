/*
 * Two consoles, one message: neither writes over the other's words, of one
 * officer or of two; what differs is said, shown, and merged by a person.
 */
#include "tests/tui/sample.h"

#define THEIRS(place, situation, by, at)                                       \
	"{\"session\":\"0a\",\"by\":\"" by "\",\"at\":" at                     \
	",\"draft\":{\"base\":1,\"slots\":{\"place\":\"" place                 \
	"\",\"situation\":\"" situation "\"},\"figures\":[],\"variants\":{}}}"

static void
start(struct rig *r, const char *drafts)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "draft.show", drafts);
	rig_answer(r, "draft.drop", "[]");
	rig_answer(r, "message.revise",
		"[{\"body\":{\"message\":\"D2026-0001/2\",\"revision\":2}}]");
	rig_start(r, LANG_ZH, 24, 80);
	app_open(&r->app, "compose", "D2026-0001/2");
	app_pump(&r->app);
}

static const char *
kept(const struct rig *r, const char *slot)
{
	const json_t *draft =
		json_object_get(rig_act_of(r, "draft.save"), "draft");

	return doc_str(json_object_get(draft, "slots"), slot);
}

static void
drafts__a_session_keeps_its_own_and_says_whose_it_goes_on_from(void **state)
{
	struct rig r;
	const json_t *act;
	char session[ACT_ID];

	(void)state;
	start(&r, THEIRS("柳河县城关", "已转移", "wang", "1795499990000"));
	rig_sees(&r, "接续");
	rig_type(&r, "镇");
	rig_wait(&r, 900);
	act = rig_act_of(&r, "draft.save");
	assert_int_equal(strlen(doc_str(act, "session")), 32);
	/* eleven digits in a row could be a telephone to the leak gate */
	assert_null(strpbrk(doc_str(act, "session"), "0123456789"));
	(void)snprintf(session, sizeof(session), "%s", doc_str(act, "session"));
	assert_string_equal(doc_str(act, "over"), "0a");
	assert_int_equal(doc_int(act, "over_at"), 1795499990000);
	rig_type(&r, "上");
	rig_wait(&r, 900);
	act = rig_act_of(&r, "draft.save");
	assert_string_equal(doc_str(act, "session"), session);
	assert_null(doc_get(act, "over")); /* it is gone already */
	rig_type(&r, "<^S>");
	act = rig_act_of(&r, "draft.drop");
	assert_string_equal(doc_str(act, "session"), session);
	rig_stop(&r);
	start(&r, "{}");
	rig_type(&r, "镇");
	rig_wait(&r, 900);
	assert_string_not_equal(
		doc_str(rig_act_of(&r, "draft.save"), "session"), session);
	rig_stop(&r);
}

static void
drafts__anothers_words_are_told_of_and_shown(void **state)
{
	static const struct {
		const char *answer, *who;
	} rows[] = { { THEIRS("河口乡", "", "li", "1795500001000"), "li" },
		{ THEIRS("河口乡", "", "wang", "1795500001000"),
			"您在另一个控制台" } };
	struct rig r;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		start(&r, "{}");
		rig_type(&r, "镇");
		rig_wait(&r, 900);
		rig_answer(&r, "draft.show", rows[i].answer);
		rig_push(&r, "draft", "D2026-0001/9 0a"); /* of another */
		rig_sees_not(&r, "F3");
		rig_push(&r, "draft", "D2026-0001/2 0a");
		rig_sees(&r, "F3");
		rig_sees(&r, rows[i].who);
		rig_sees(&r, "柳河县城关镇镇"); /* mine stands */
		rig_key(&r, K_F1 + 2);
		rig_sees(&r, "- 对方：河口乡");
		rig_sees(&r, "+ 您的：柳河县城关镇镇");
		rig_type(&r, "<Enter>"); /* leave both */
		rig_wait(&r, 2000);
		assert_int_equal(rig_acts(&r, "draft.drop"), 0);
		assert_string_equal(kept(&r, "place"), "柳河县城关镇镇");
		rig_stop(&r);
	}
}

static void
drafts__what_only_they_changed_is_taken_over(void **state)
{
	struct rig r;

	(void)state;
	start(&r, "{}");
	rig_type(&r, "镇");
	rig_wait(&r, 900);
	rig_answer(&r, "draft.show",
		THEIRS("河口乡", "已转移两百人", "li", "1795500001000"));
	rig_push(&r, "draft", "D2026-0001/2 0a");
	rig_key(&r, K_F1 + 2);
	rig_type(&r, "<Down><Enter>");
	rig_wait(&r, 900);
	assert_string_equal(kept(&r, "place"), "柳河县城关镇镇"); /* both did */
	assert_string_equal(kept(&r, "situation"), "已转移两百人");
	assert_int_equal(rig_acts(&r, "draft.drop"), 0); /* theirs stays */
	rig_stop(&r);
}

/* What they did not touch would be taken for a change of theirs. */
static void
drafts__of_another_revision_are_not_merged(void **state)
{
	json_t *show = rig_json(sample_draft_message);
	struct rig r;
	char *text;

	(void)state;
	doc_put_int(show, "revision", 2);
	text = doc_format(show);
	start(&r, "{}");
	rig_answer(&r, "message.show", text);
	rig_push(&r, "message", "D2026-0001/2");
	rig_type(&r, "镇");
	rig_answer(
		&r, "draft.show", THEIRS("河口乡", "", "li", "1795500001000"));
	rig_push(&r, "draft", "D2026-0001/2 0a");
	rig_key(&r, K_F1 + 2);
	rig_sees(&r, "第 1 稿");
	rig_sees_not(&r, "并入只有对方改过的内容");
	rig_type(&r, "<Down><Enter><^S>"); /* go on from theirs */
	rig_sees(&r, "覆盖第 2 稿保存？");
	rig_stop(&r);
	json_decref(show);
	free(text);
}

static void
drafts__going_on_from_theirs_keeps_mine_too(void **state)
{
	struct rig r;
	char session[ACT_ID];
	const json_t *act;

	(void)state;
	start(&r, "{}");
	rig_type(&r, "镇");
	rig_wait(&r, 900);
	(void)snprintf(session, sizeof(session), "%s",
		doc_str(rig_act_of(&r, "draft.save"), "session"));
	rig_answer(
		&r, "draft.show", THEIRS("河口乡", "", "li", "1795500001000"));
	rig_push(&r, "draft", "D2026-0001/2 0a");
	rig_key(&r, K_F1 + 2);
	rig_type(&r, "<Down><Down><Enter>");
	act = rig_act_of(&r, "draft.save");
	assert_string_equal(doc_str(act, "session"), session);
	assert_string_equal(kept(&r, "place"), "柳河县城关镇镇");
	rig_wait(&r, 900);
	act = rig_act_of(&r, "draft.save");
	assert_string_not_equal(doc_str(act, "session"), session);
	assert_string_equal(kept(&r, "place"), "河口乡");
	assert_string_equal(doc_str(act, "over"), "0a");
	rig_stop(&r);
}

static void
drafts__those_that_say_the_same_are_not_told_of(void **state)
{
	struct rig r;
	json_t *same;
	char *text;

	(void)state;
	start(&r, "{}");
	rig_type(&r, "镇");
	rig_wait(&r, 900);
	same = json_pack("{s:s,s:s,s:I,s:O}", "session", "0a", "by", "li", "at",
		(json_int_t)1795500001000, "draft",
		json_object_get(rig_act_of(&r, "draft.save"), "draft"));
	text = doc_format(same);
	rig_answer(&r, "draft.show", text);
	rig_push(&r, "draft", "D2026-0001/2 0a");
	rig_sees_not(&r, "F3");
	rig_key(&r, K_F1 + 2);
	assert_null(r.app.dialog);
	rig_stop(&r);
	json_decref(same);
	free(text);
}

/* After a line that went: the same field of the same message. */
static void
drafts__one_comes_back_to_the_same_field(void **state)
{
	struct rig r;
	json_t *mine;
	char *text;

	(void)state;
	start(&r, "{}");
	rig_type(&r, "<Tab>已转移");
	rig_wait(&r, 900);
	mine = json_pack("{s:s,s:s,s:I,s:O}", "session", "0a", "by", "wang",
		"at", (json_int_t)1795500001000, "draft",
		json_object_get(rig_act_of(&r, "draft.save"), "draft"));
	text = doc_format(mine);
	rig_stop(&r);
	start(&r, text);
	rig_type(&r, "<End>两百人");
	rig_wait(&r, 900);
	assert_string_equal(kept(&r, "situation"), "已转移两百人");
	assert_string_equal(kept(&r, "place"), "柳河县城关镇");
	rig_stop(&r);
	json_decref(mine);
	free(text);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			drafts__a_session_keeps_its_own_and_says_whose_it_goes_on_from),
		cmocka_unit_test(drafts__anothers_words_are_told_of_and_shown),
		cmocka_unit_test(drafts__what_only_they_changed_is_taken_over),
		cmocka_unit_test(drafts__of_another_revision_are_not_merged),
		cmocka_unit_test(drafts__going_on_from_theirs_keeps_mine_too),
		cmocka_unit_test(drafts__one_comes_back_to_the_same_field),
		cmocka_unit_test(
			drafts__those_that_say_the_same_are_not_told_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
