/*
 * The page of the gates: what was found, what is vouched for, who may; and
 * the dialogs by which something is said about a finding.
 */
#include "tests/tui/sample.h"

static const char sample_page[] =
	"{\"id\":\"D2026-0001/1\",\"revision\":2,\"looked\":1,\"stages\":["
	"{\"stage\":\"first\",\"gates\":[{\"gate\":\"wording\",\"state\":"
	"\"passed\",\"by\":\"chen\",\"attests\":{\"en\":\"I have read it.\","
	"\"zh\":\"已通读。\"},\"found\":[],\"may\":[]},"
	"{\"gate\":\"policy\",\"state\":\"open\",\"attests\":{\"en\":"
	"\"The facts agree.\",\"zh\":\"与现行政策一致。\"},\"found\":["
	"{\"rule\":\"L-36\",\"severity\":\"reason\",\"count\":1,\"what\":"
	"{\"en\":\"it names the fire brigade\",\"zh\":\"提到消防救援大队\"},"
	"\"reason\":\"已电话核对\",\"by\":\"li\"}],\"may\":[{\"id\":\"chen\","
	"\"name\":\"陈静\",\"phone\":\"0000-1003\"}]}]},"
	"{\"stage\":\"final\",\"gates\":[{\"gate\":\"authority\",\"state\":"
	"\"open\",\"attests\":{\"en\":\"We may.\",\"zh\":\"有权发布。\"},"
	"\"found\":[{\"rule\":\"L-50\",\"severity\":\"block\",\"count\":1,"
	"\"what\":{\"en\":\"another's to say\",\"zh\":\"此事由他人发布\"},"
	"\"suspended_by\":[\"sun\",\"zhao\"],\"why\":\"已授权\"}],"
	"\"may\":[]}]}],\"found\":[{\"rule\":\"L-36\",\"severity\":"
	"\"reason\",\"what\":{\"en\":\"it names the fire brigade\",\"zh\":"
	"\"提到消防救援大队\"}},{\"rule\":\"L-20\",\"severity\":\"block\","
	"\"what\":{\"en\":\"a link\",\"zh\":\"链接\"}}],\"concurrences\":["
	"{\"title\":{\"en\":\"Police\",\"zh\":\"县公安局\"},\"needed\":true,"
	"\"phone\":\"110\",\"deadline\":1784571000000,"
	"\"state\":\"asked\",\"state_title\":{\"en\":\"asked\",\"zh\":"
	"\"已征求\"}}],\"organs\":[{"
	"\"organ\":\"public-security\",\"title\":{\"en\":\"Police\","
	"\"zh\":\"县公安局\"},\"phone\":\"110\"}],\"changed\":{\"from\":1,"
	"\"to\":2,\"changes\":["
	"{\"field\":\"slots.place\",\"old\":\"城关\",\"new\":\"南关\"}]}}";

static void
open_this(struct rig *r, const char *page, enum lang lang, int rows, int cols)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "message.show", sample_review);
	rig_answer(r, "message.review", page);
	rig_start(r, lang, rows, cols);
	app_open(&r->app, "review", "D2026-0001/1");
	app_pump(&r->app);
}

static void
open_page(struct rig *r, enum lang lang, int rows, int cols)
{
	open_this(r, sample_page, lang, rows, cols);
}

static void
gates__found_vouched_and_who_may_in_chinese(void **state)
{
	struct rig r;

	(void)state;
	open_page(&r, LANG_ZH, 24, 80);
	rig_type(&r, "<Tab>");
	rig_sees(&r, "[各关]");
	rig_sees(&r, "w 说明理由  z 本稿豁免  h 会签"); /* no room in the bar */
	rig_sees(&r, "通过即确认: 已通读。");
	rig_sees(&r, "[x] 文字关");
	rig_sees(&r, "机器未发现问题");
	rig_sees(&r, "! L-36 须说明理由: 提到消防救援大队");
	rig_sees(&r, "li说明理由：已电话核对");
	rig_sees(&r, "与现行政策一致。");
	rig_sees(&r, "可审核人：陈静 0000-1003");
	rig_type(&r, "<End>");
	rig_sees(&r, "= L-50 规则已豁免: 此事由他人发布");
	rig_sees(&r, "已由sun、zhao同意本稿豁免：已授权");
	rig_sees(&r, "可审核人：在岗无人");
	rig_sees(&r, "! 县公安局: 已征求，请于 ");
	rig_sees(&r, "电话 110");
	rig_stop(&r);
}

static void
gates__on_a_wide_screen_in_english(void **state)
{
	struct rig r;

	(void)state;
	open_page(&r, LANG_EN, 50, 200);
	rig_type(&r, "<Tab>");
	rig_sees(&r, "[Gates]");
	rig_sees(&r, "the machine found nothing");
	rig_sees(&r, "! L-36 needs a reason: it names the fire brigade");
	rig_sees(&r, "reason by li: 已电话核对");
	rig_sees(&r, "may sign: 陈静 0000-1003");
	rig_sees(&r, "SUSPENDED by sun and zhao: 已授权");
	rig_sees(&r, "! Police: asked, to answer by ");
	rig_sees(&r, ", phone 110");
	rig_stop(&r);
}

static void
changes__are_those_since_the_reviewer_looked(void **state)
{
	struct rig r;

	(void)state;
	open_page(&r, LANG_EN, 24, 80);
	rig_type(&r, "<Tab><Tab>");
	rig_sees(&r, "[Changes]");
	rig_sees(&r, "Changed since you looked at revision 1:");
	rig_sees(&r, "+ 南关");
	rig_stop(&r);
}

/* The page as it answers who looked at this revision, or at none. */
static void
changes__say_when_there_are_none_since(void **state)
{
	static const struct {
		int looked;
		const char *want;
	} rows[] = { { 2, "Nothing has changed since you looked." },
		{ 0, "You have not looked at it before." } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *page = rig_json(sample_page);
		char *text;
		struct rig r;

		doc_put_int(page, "looked", rows[i].looked);
		(void)json_object_del(page, "changed");
		text = doc_format(page);
		open_page(&r, LANG_EN, 24, 80);
		rig_answer(&r, "message.review", text);
		rig_push(&r, "message", "D2026-0001/1");
		rig_type(&r, "<Tab><Tab>");
		rig_sees(&r, rows[i].want);
		rig_stop(&r);
		free(text);
		json_decref(page);
	}
}

/* Thirty findings beside the text: what finds no room is counted. */
static void
text__findings_that_have_no_room_are_counted(void **state)
{
	json_t *list = json_array(), *doc;
	struct rig r;
	char *text;

	(void)state;
	for (int i = 0; i < 30; i++)
		json_array_append_new(list,
			json_pack("{s:s,s:s,s:s,s:s,s:s}", "rule", "L-10",
				"severity", "reason", "where", "text", "what",
				"a number", "mend", "mend it"));
	doc = json_pack("{s:o,s:[]}", "findings", list, "variants");
	text = doc_format(doc);
	open_page(&r, LANG_EN, 24, 80);
	rig_answer(&r, "message.preview", text);
	rig_push(&r, "message", "D2026-0001/1");
	rig_sees(&r, "! L-10");
	rig_sees(&r, " more\n");
	rig_stop(&r);
	free(text);
	json_decref(doc);
}

static void
say__a_reason_and_a_suspension_name_their_rule(void **state)
{
	struct rig r;

	(void)state;
	open_page(&r, LANG_EN, 24, 80);
	rig_type(&r, "w");
	rig_sees(&r, "Give a reason");
	rig_sees(&r, "L-36");
	rig_sees_not(&r, "L-20");
	rig_type(&r, "<Esc>z");
	rig_sees(&r, "Suspend a rule for this message");
	rig_sees(&r, "L-20");
	rig_sees_not(&r, "L-36");
	rig_stop(&r);
}

/* A rule that is off is put in force again by the same dialog. */
static void
say__a_suspended_rule_is_put_in_force_again(void **state)
{
	json_t *page = rig_json(sample_page);
	struct rig r;
	char *text;

	(void)state;
	doc_put(page, "suspensions",
		rig_json("[{\"rule\":\"L-50\",\"by\":\"sun\",\"second\":"
			 "\"zhao\",\"reason\":\"已授权\"},{\"rule\":"
			 "\"L-20\",\"by\":\"sun\",\"reason\":\"误报\"}]"));
	text = doc_format(page);
	open_this(&r, text, LANG_ZH, 24, 80);
	rig_answer(&r, "rule.restore", "[]");
	rig_type(&r, "z<Down>");
	rig_sees(&r, "(*) 恢复 L-50");
	rig_type(&r, "<Tab>授权已撤回<^S>");
	assert_int_equal(rig_acts(&r, "rule.restore"), 1);
	assert_int_equal(rig_acts(&r, "rule.suspend"), 0);
	assert_string_equal(doc_str(rig_act(&r), "rule"), "L-50");
	assert_string_equal(doc_str(rig_act(&r), "reason"), "授权已撤回");
	rig_stop(&r);
	json_decref(page);
	free(text);
}

/* The page with so many units that the dialog is taller than the screen. */
static char *
page_of_many_units(void)
{
	json_t *page = rig_json(sample_page), *organs = doc_get(page, "organs");
	char *text;

	for (int i = 0; i < 9; i++)
		json_array_append(organs, json_array_get(organs, 0));
	text = doc_format(page);
	json_decref(page);
	return text;
}

static void
dialog__the_field_being_typed_in_is_whole_on_a_small_screen(void **state)
{
	char *page = page_of_many_units();
	struct rig r;

	(void)state;
	open_page(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "message.review", page);
	app_open(&r.app, "review", "D2026-0001/1");
	app_pump(&r.app);
	rig_type(&r, "h");
	rig_sees(&r, "单位");
	rig_type(&r, "<Tab><Tab><Tab><Tab><Tab>agreed by phone");
	rig_sees(&r, "理由");
	rig_sees(&r, "agreed by phone");
	rig_sees(&r, "Enter 提交  Tab 下一栏  Esc 取消");
	rig_type(&r, "<S-Tab><S-Tab><S-Tab><S-Tab><S-Tab>");
	rig_sees(&r, "(*) 县公安局");
	rig_stop(&r);
	free(page);
}

static void
concur__what_was_asked_and_what_was_answered(void **state)
{
	struct rig r;

	(void)state;
	open_page(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "concur.ask", "[]");
	rig_answer(&r, "concur.answer", "[]");
	rig_type(&r, "h");
	rig_sees(&r, "其他单位会签");
	rig_sees(&r, "县公安局");
	rig_type(&r, "<^S>");
	assert_int_equal(rig_acts(&r, "concur.ask"), 1);
	rig_type(&r, "h<Tab><Down>");
	rig_sees(&r, "同意");
	rig_type(&r, "<^S>");
	assert_int_equal(rig_acts(&r, "concur.answer"), 1);
	rig_stop(&r);
}

static void
stages__say_which_gate_one_may_sign_oneself(void **state)
{
	struct rig r;

	(void)state;
	open_page(&r, LANG_ZH, 24, 80);
	rig_sees_not(&r, "您：");
	rig_stop(&r);
	open_this(&r,
		"{\"stages\":[{\"stage\":\"first\",\"gates\":[{},{\"gate\":"
		"\"policy\",\"may\":[{\"id\":\"chen\"},{\"id\":\"wang\"}]}]}]}",
		LANG_ZH, 24, 80);
	rig_sees(&r, "[ ] 政策关        您：审核人");
	rig_sees(&r, "[ ] 发布权限      签发人");
	rig_stop(&r);
}

/* Who reviews an answer has the question before them. */
static void
text__of_an_answer_stands_below_what_was_asked(void **state)
{
	json_t *show = rig_json(sample_review);
	char *text;
	struct rig r;

	(void)state;
	doc_put_str(show, "answers", "c12");
	doc_put_str(show, "asked", "何时来电\u202e？");
	text = doc_format(show);
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "message.show", text);
	rig_start(&r, LANG_ZH, 24, 80);
	app_open(&r.app, "review", "D2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r, "答复留言 c12：何时来电");
	rig_sees_not(&r, "\u202e");
	rig_stop(&r);
	free(text);
	json_decref(show);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gates__found_vouched_and_who_may_in_chinese),
		cmocka_unit_test(gates__on_a_wide_screen_in_english),
		cmocka_unit_test(changes__are_those_since_the_reviewer_looked),
		cmocka_unit_test(changes__say_when_there_are_none_since),
		cmocka_unit_test(text__findings_that_have_no_room_are_counted),
		cmocka_unit_test(
			dialog__the_field_being_typed_in_is_whole_on_a_small_screen),
		cmocka_unit_test(concur__what_was_asked_and_what_was_answered),
		cmocka_unit_test(
			say__a_reason_and_a_suspension_name_their_rule),
		cmocka_unit_test(
			text__of_an_answer_stands_below_what_was_asked),
		cmocka_unit_test(stages__say_which_gate_one_may_sign_oneself),
		cmocka_unit_test(say__a_suspended_rule_is_put_in_force_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
