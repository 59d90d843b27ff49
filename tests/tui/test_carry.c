/*
 * An update that begins with what the bulletin before has told: marked until
 * it is touched or confirmed, and no figure submitted before.
 */
#include "tests/tui/sample_unsaid.h"

static const char carried[] =
	"[{\"name\":\"place\",\"number\":3,\"message\":\"D2026-0001/9\","
	"\"label\":{\"en\":\"Place\",\"zh\":\"地点\"}},{\"name\":\"moved\","
	"\"figure\":true,\"number\":3,\"message\":\"D2026-0001/9\",\"label\":"
	"{\"en\":\"People moved\",\"zh\":\"转移人数\"}}]";

/* A draft as a console keeps it: by whom, how many were moved, what was said
 * to be so. */
#define DRAFT(officer, moved, affirmed)                                          \
	"{\"session\":\"ab\",\"by\":\"" officer                                  \
	"\",\"at\":1795500001000,\"draft\":{\"base\":1,\"field\":\"place\","     \
	"\"slots\":{\"place\":\"柳河县城关镇\",\"situation\":\"有序\"}," \
	"\"variants\":{},\"affirmed\":" affirmed                                 \
	",\"figures\":[{\"name\":\"moved\",\"value\":\"" moved                   \
	"\",\"source\":\"县应急局\",\"as_of\":\"\",\"reason\":\"\","         \
	"\"verified\":true}]}}"

static void
start(struct rig *r)
{
	sample_unsaid(r, LANG_ZH, "carried", carried, "{}");
}

static bool
is_affirmed(const struct rig *r, const char *id)
{
	const json_t *act = rig_act_of(r, "message.revise");

	assert_non_null(act);
	return doc_list_has(json_object_get(act, "affirmed"), id);
}

/* How many rows of figures the save brought. */
static size_t
figures_sent(const struct rig *r)
{
	return json_array_size(
		json_object_get(rig_act_of(r, "message.revise"), "figures"));
}

static void
carried__is_marked_and_its_as_of_is_not_told_again(void **state)
{
	struct rig r;
	const json_t *q;

	(void)state;
	start(&r);
	rig_sees(&r, "地点 + 同第3号：属实按 ^R");
	rig_sees(&r, "转移人数 同第3号：属实按 ^R");
	rig_sees(&r, "1200");
	q = rig_asked(&r, "message.preview"); /* the text is shown with it */
	assert_int_equal(
		doc_int(json_array_get(json_object_get(q, "figures"), 0),
			"value"),
		1200);
	rig_sees_not(&r, "2026-11-24 13:4");
	rig_stop(&r);
}

static void
carried__figure_is_not_submitted_before_it_is_confirmed(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_type(&r, "<^T>");
	assert_null(r.app.dialog);
	rig_sees(&r, "光标所在的数据同第3号，还没有人确认。");
	rig_type(&r, "<^R>");
	rig_sees(&r, "转移人数 同第3号，属实");
	rig_type(&r, "<^T>");
	assert_non_null(r.app.dialog);
	rig_sees(&r, "仍同第3号：地点。"); /* what goes out unsaid is said */
	rig_type(&r, "<Esc><^S>");
	assert_true(is_affirmed(&r, "moved"));
	assert_false(is_affirmed(&r, "place"));
	assert_int_equal(figures_sent(&r), 0); /* the station's own row */
	rig_stop(&r);
}

static void
carried__says_of_each_in_which_bulletin_it_stood(void **state)
{
	struct rig r;

	(void)state;
	sample_unsaid(&r, LANG_ZH, "carried",
		"[{\"name\":\"place\",\"number\":3},"
		"{\"name\":\"situation\",\"number\":4}]",
		"{}");
	rig_type(&r, "<^T>");
	rig_sees(&r, "仍同第3号：地点。");
	rig_sees(&r, "仍同第4号：情况。");
	rig_stop(&r);
}

static void
carried__is_confirmed_by_one_key_for_all(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_type(&r, "<F5><^T>");
	assert_non_null(r.app.dialog);
	rig_sees_not(&r, "仍同第3号");
	rig_type(&r, "<Esc><^S>");
	assert_true(is_affirmed(&r, "moved"));
	assert_true(is_affirmed(&r, "place"));
	rig_stop(&r);
}

static void
carried__figure_is_ones_own_once_it_is_typed(void **state)
{
	const json_t *row;
	struct rig r;

	(void)state;
	start(&r);
	rig_type(&r, "<^T><^U>1362"); /* ^T leads to it */
	rig_sees(&r, "原同第3号");
	rig_type(&r, "<Tab><Tab>14:10<^S>");
	assert_int_equal(figures_sent(&r), 1);
	row = json_array_get(json_object_get(rig_act(&r), "figures"), 0);
	assert_int_equal(doc_int(row, "value"), 1362);
	assert_string_equal(doc_str(row, "source"), "县应急局");
	rig_stop(&r);
}

static void
carried__stays_as_it_was_where_nobody_says_anything(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_type(&r, "<^S>");
	assert_int_equal(figures_sent(&r), 0);
	assert_int_equal(
		json_array_size(json_object_get(rig_act(&r), "affirmed")), 0);
	rig_stop(&r);
}

static void
carried__is_still_confirmed_when_one_comes_back_to_the_draft(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_type(&r, "<F5>");
	rig_wait(&r, 900);
	assert_true(doc_list_has(
		json_object_get(
			json_object_get(rig_act_of(&r, "draft.save"), "draft"),
			"affirmed"),
		"moved"));
	rig_stop(&r);
	sample_unsaid(&r, LANG_ZH, "carried", carried,
		DRAFT("wang", "1200", "[\"moved\"]"));
	rig_sees(&r, "转移人数 同第3号，属实");
	rig_sees(&r, "地点 + 同第3号：属实按 ^R");
	rig_type(&r, "<^S>");
	assert_true(is_affirmed(&r, "moved"));
	assert_false(is_affirmed(&r, "place"));
	rig_stop(&r);
}

/* In the ledger it would be theirs who save. */
static void
carried__is_not_confirmed_by_who_goes_on_from_anothers_draft(void **state)
{
	struct rig r;

	(void)state;
	sample_unsaid(&r, LANG_ZH, "carried", carried,
		DRAFT("li", "1200", "[\"moved\"]"));
	rig_sees(&r, "转移人数 同第3号：属实按 ^R");
	rig_type(&r, "<^S>");
	assert_false(is_affirmed(&r, "moved"));
	rig_stop(&r);
}

static void
carried__figure_is_theirs_once_their_draft_is_taken_over(void **state)
{
	/* what only they changed, or all that is theirs */
	static const char *const ways[] = { "<Down><Enter>",
		"<Down><Down><Enter>" };
	const json_t *row;
	struct rig r;

	(void)state;
	for (size_t n = 0; n < sizeof(ways) / sizeof(ways[0]); n++) {
		start(&r);
		rig_answer(&r, "draft.show", DRAFT("li", "1362", "[]"));
		rig_push(&r, "draft", "D2026-0001/2 ab");
		rig_key(&r, K_F1 + 2);
		rig_type(&r, ways[n]);
		rig_sees(&r, "1362");
		rig_sees_not(&r, "转移人数 同第3号");
		rig_type(&r, "<^S>");
		assert_int_equal(figures_sent(&r), 1);
		row = json_array_get(
			json_object_get(
				rig_act_of(&r, "message.revise"), "figures"),
			0);
		assert_int_equal(doc_int(row, "value"), 1362);
		rig_stop(&r);
	}
}

/* What was typed last is kept while one reads what submitting does: the dialog
 * is not the draft's, and stays. */
static void
submit__dialog_stays_while_the_draft_is_kept(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_type(&r, "<F5><^T>");
	assert_non_null(r.app.dialog);
	rig_wait(&r, 900);
	assert_int_equal(rig_acts(&r, "draft.save"), 1);
	assert_non_null(r.app.dialog);
	rig_type(&r, "<Enter>");
	assert_int_equal(rig_acts(&r, "message.revise"), 1);
	rig_stop(&r);
}

static void
carried__is_shown_to_the_reviewer(void **state)
{
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "message.show", sample_review);
	rig_answer(&r, "message.review",
		"{\"carried\":[{\"name\":\"place\",\"number\":3,\"label\":{"
		"\"zh\":\"地点\"}},{\"name\":\"moved\",\"number\":3,\"label\":{"
		"\"zh\":\"转移人数\"},\"by\":\"赵敏\"}]}");
	rig_start(&r, LANG_ZH, 24, 80);
	app_open(&r.app, "review", "D2026-0001/1");
	app_pump(&r.app);
	rig_type(&r, "<Tab>");
	rig_sees(&r, "! 地点：同第3号，还没有人确认");
	rig_sees(&r, "转移人数：同第3号，赵敏已确认");
	rig_stop(&r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			carried__is_marked_and_its_as_of_is_not_told_again),
		cmocka_unit_test(
			carried__figure_is_not_submitted_before_it_is_confirmed),
		cmocka_unit_test(
			carried__says_of_each_in_which_bulletin_it_stood),
		cmocka_unit_test(carried__is_confirmed_by_one_key_for_all),
		cmocka_unit_test(carried__figure_is_ones_own_once_it_is_typed),
		cmocka_unit_test(
			carried__stays_as_it_was_where_nobody_says_anything),
		cmocka_unit_test(
			carried__is_still_confirmed_when_one_comes_back_to_the_draft),
		cmocka_unit_test(
			carried__is_not_confirmed_by_who_goes_on_from_anothers_draft),
		cmocka_unit_test(
			carried__figure_is_theirs_once_their_draft_is_taken_over),
		cmocka_unit_test(submit__dialog_stays_while_the_draft_is_kept),
		cmocka_unit_test(carried__is_shown_to_the_reviewer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
