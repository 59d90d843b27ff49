/*
 * A save takes nothing away unasked: neither what reviewers have passed nor
 * another's newer words; and nobody is told of their own change.
 */
#include "tests/tui/sample.h"

static char *shown[2];

/* The draft as a message under review, or at another's revision. */
static const char *
message(int n, const char *state, int revision, const char *place)
{
	json_t *show = rig_json(sample_draft_message);

	doc_put_str(show, "state", state);
	doc_put_int(show, "revision", revision);
	doc_put_str(json_object_get(show, "slots"), "place", place);
	doc_put(show, "stages",
		rig_json("[{\"stage\":\"first\",\"gates\":[{\"gate\":"
			 "\"wording\",\"state\":\"passed\",\"by\":\"chen\"},"
			 "{\"gate\":\"policy\",\"state\":\"open\"}]}]"));
	free(shown[n]);
	shown[n] = doc_format(show);
	json_decref(show);
	return shown[n];
}

static void
start(struct rig *r, const char *show)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "message.show", show);
	rig_answer(r, "message.revise",
		"[{\"body\":{\"message\":\"D2026-0001/2\",\"revision\":9}}]");
	rig_start(r, LANG_ZH, 24, 80);
	app_open(&r->app, "compose", "D2026-0001/2");
	app_pump(&r->app);
}

static void
save__under_review_asks_and_says_what_falls(void **state)
{
	struct rig r;

	(void)state;
	start(&r, message(0, "review", 1, "城关"));
	rig_type(&r, "镇<^S>");
	assert_int_equal(rig_acts(&r, "message.revise"), 0);
	rig_sees(&r, "保存并使审核作废？");
	rig_sees(&r, "将作废：");
	rig_sees(&r, "[x] 文字关  chen");
	rig_sees_not(&r, "政策关");
	rig_type(&r, "<Esc>");
	assert_int_equal(rig_acts(&r, "message.revise"), 0);
	rig_type(&r, "<^S><Enter>");
	assert_int_equal(rig_acts(&r, "message.revise"), 1);
	rig_stop(&r);
	/* a draft has nothing to lose */
	start(&r, message(0, "draft", 1, "城关"));
	rig_type(&r, "镇<^S>");
	assert_int_equal(rig_acts(&r, "message.revise"), 1);
	rig_stop(&r);
}

static void
save__under_review_that_nobody_passed_names_nothing_that_falls(void **state)
{
	json_t *show = rig_json(message(0, "review", 1, "城关"));
	struct rig r;
	char *text;

	(void)state;
	(void)json_object_del(show, "stages");
	text = doc_format(show);
	start(&r, text);
	rig_type(&r, "镇<^S>");
	rig_sees(&r, "须重新送审。");
	rig_sees_not(&r, "将作废：");
	rig_stop(&r);
	json_decref(show);
	free(text);
}

static void
save__over_anothers_revision_shows_both_texts(void **state)
{
	static const char no[] =
		"{\"refusal\":{\"code\":\"revision\",\"what\":\"changed\","
		"\"where\":\"D2026-0001/2\",\"remedy\":\"\"}}";
	struct rig r;

	(void)state;
	start(&r, message(0, "draft", 1, "城关"));
	rig_answer(&r, "message.revise", no);
	rig_type(&r, "镇");
	rig_answer(&r, "message.show", message(1, "draft", 2, "河口乡"));
	rig_type(&r, "<^S>");
	rig_sees(&r, "覆盖第 2 稿保存？");
	rig_sees(&r, "- 对方：河口乡");
	rig_sees(&r, "+ 您的：城关镇");
	rig_type(&r, "<Esc>");
	rig_sees(&r, "城关镇"); /* mine is still there, and kept */
	rig_wait(&r, 1000);
	assert_int_equal(rig_acts(&r, "draft.save"), 1);
	rig_answer(&r, "message.revise", "[]");
	rig_type(&r, "<^S><Enter>");
	assert_int_equal(doc_int(rig_act_of(&r, "message.revise"), "base"), 2);
	rig_stop(&r);
}

static void
save__of_a_draft_of_an_older_revision_shows_both_texts(void **state)
{
	static const char draft[] =
		"{\"session\":\"0a\",\"by\":\"wang\",\"at\":1795499990000,"
		"\"draft\":{\"base\":1,\"slots\":{\"place\":\"城关\"},"
		"\"figures\":[],\"variants\":{}}}";
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "message.show", message(0, "draft", 2, "河口乡"));
	rig_answer(&r, "draft.show", draft);
	rig_answer(&r, "message.revise", "[]");
	rig_start(&r, LANG_ZH, 24, 80);
	app_open(&r.app, "compose", "D2026-0001/2");
	app_pump(&r.app);
	/* what was saved stands there; the older words are told of and kept */
	rig_sees(&r, "河口乡");
	rig_sees(&r, "13:59");
	rig_sees(&r, "第 1 稿；F3");
	rig_key(&r, K_F1 + 2);
	rig_sees(&r, "- 对方：城关");
	rig_type(&r, "<Down><Enter>"); /* goes on from them */
	rig_type(&r, "<^S>");
	rig_sees(&r, "覆盖第 2 稿保存？");
	rig_sees(&r, "- 对方：河口乡");
	rig_sees(&r, "+ 您的：城关");
	assert_int_equal(rig_acts(&r, "message.revise"), 0);
	rig_type(&r, "<Enter>");
	assert_int_equal(doc_int(rig_act_of(&r, "message.revise"), "base"), 2);
	rig_stop(&r);
}

/* A colleague saves after I have: theirs is shown, and no draft that stood in
 * the form before either of us saved. */
static void
save__of_a_colleague_is_shown_and_no_older_draft(void **state)
{
	static const char draft[] =
		"{\"session\":\"0a\",\"by\":\"li\",\"at\":1795499990000,"
		"\"draft\":{\"base\":1,\"slots\":{\"place\":\"旧稿\"},"
		"\"figures\":[],\"variants\":{}}}";
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "message.show", message(0, "draft", 1, "城关"));
	rig_answer(&r, "draft.show", draft);
	rig_answer(&r, "message.revise",
		"[{\"body\":{\"message\":\"D2026-0001/2\",\"revision\":2}}]");
	rig_start(&r, LANG_ZH, 24, 80);
	app_open(&r.app, "compose", "D2026-0001/2");
	app_pump(&r.app);
	rig_sees(&r, "旧稿"); /* of this revision: one goes on from it */
	rig_answer(&r, "draft.show", "{}");
	rig_type(&r, "<^S>");
	assert_int_equal(rig_acts(&r, "message.revise"), 1);
	rig_answer(&r, "message.show", message(1, "draft", 3, "河口乡"));
	rig_push(&r, "message", "D2026-0001/2");
	rig_sees(&r, "河口乡");
	rig_sees_not(&r, "旧稿");
	rig_stop(&r);
}

static void
save__after_a_submit_that_was_left_only_saves(void **state)
{
	struct rig r;

	(void)state;
	start(&r, message(0, "review", 1, "城关"));
	rig_type(&r, "镇<Tab>已转移");
	rig_wait(&r, 900);
	rig_type(&r, "<^T><Enter>");
	rig_sees(&r, "保存并使审核作废？");
	rig_type(&r, "<Esc><^S><Enter>");
	assert_int_equal(rig_acts(&r, "message.revise"), 1);
	assert_int_equal(rig_acts(&r, "message.submit"), 0);
	rig_stop(&r);
}

static void
review__does_not_tell_of_ones_own_change(void **state)
{
	static const struct {
		const char *by;
		bool told;
	} rows[] = { { "wang", false }, { "li", true } };
	struct rig r;

	(void)state;
	for (size_t n = 0; n < 2; n++) {
		json_t *show = rig_json(sample_review);
		char *text;

		memset(&r, 0, sizeof(r));
		sample_answers(&r);
		rig_answer(&r, "message.show", sample_review);
		rig_start(&r, LANG_ZH, 24, 80);
		app_open(&r.app, "review", "D2026-0001/1");
		app_pump(&r.app);
		doc_put_str(show, "digest", "77aa");
		doc_put_int(show, "revision", 3);
		doc_put(show, "revisions",
			json_pack("[{s:i,s:s}]", "revision", 3, "by",
				rows[n].by));
		text = doc_format(show);
		rig_answer(&r, "message.show", text);
		rig_push(&r, "message", "D2026-0001/1");
		if (rows[n].told)
			rig_sees(&r, "在您查看期间稿件已变动");
		else
			rig_sees_not(&r, "在您查看期间稿件已变动");
		rig_stop(&r);
		free(text);
		json_decref(show);
	}
	free(shown[0]);
	free(shown[1]);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(save__under_review_asks_and_says_what_falls),
		cmocka_unit_test(
			save__under_review_that_nobody_passed_names_nothing_that_falls),
		cmocka_unit_test(save__over_anothers_revision_shows_both_texts),
		cmocka_unit_test(
			save__of_a_draft_of_an_older_revision_shows_both_texts),
		cmocka_unit_test(
			save__of_a_colleague_is_shown_and_no_older_draft),
		cmocka_unit_test(save__after_a_submit_that_was_left_only_saves),
		cmocka_unit_test(review__does_not_tell_of_ones_own_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
