/*
 * Figures over all bulletins, lines to take, and an incident's clocks on the
 * screen.
 */
#include "tests/tui/sample.h"

#define VALUE(n, more)                                                           \
	"{\"value\":" #n ",\"source\":\"县应急局\",\"as_of\":1795499000000," \
	"\"verified\":true" more "}"

static const char figures[] =
	"{\"incident\":\"D2026-0001\",\"mode\":\"drill\","
	"\"title\":"
	"\"柳河县暴雨洪涝\",\"figures\":["
	"{\"id\":\"dead\",\"label\":{\"en\":\"dead\",\"zh\":"
	"\"遇难\"}},"
	"{\"id\":\"missing\",\"label\":{\"en\":\"missing\",\"zh\":"
	"\"失联\"}},"
	"{\"id\":\"injured\",\"label\":{\"en\":\"injured\",\"zh\":"
	"\"受伤\"}},"
	"{\"id\":\"rescued\",\"label\":{\"en\":\"rescued\",\"zh\":"
	"\"获救\"}},"
	"{\"id\":\"trapped\",\"label\":{\"en\":\"trapped\",\"zh\":"
	"\"被困\"}},"
	"{\"id\":\"moved\",\"label\":{\"en\":\"moved to safety\","
	"\"zh\":\"转移安置\"}}],\"bulletins\":["
	"{\"message\":\"D2026-0001/"
	"1\",\"number\":1,\"kind\":\"truth\","
	"\"state\":\"released\",\"time\":1795490000000,\"title\":"
	"\"第1号\","
	"\"values\":{\"dead\":{\"source\":\"县公安局\",\"as_of\":"
	"1795489000000,\"verified\":false},\"missing\":" VALUE(
		5, "") "}},"
		       "{\"message\":\"D2026-0001/"
		       "2\",\"number\":2,\"kind\":\"update\","
		       "\"state\":\"released\",\"time\":"
		       "1795496000000,\"title\":\"第2号\","
		       "\"values\":{\"dead\":" VALUE(
			       3, "") ",\"missing\":" VALUE(2,
			       ",\"change\":-3,\"reason\":"
			       "\"找到3人\"") ",\"injured\":"
					      "{\"value\":11,"
					      "\"source\":"
					      "\"县卫健局\",\"as_"
					      "of\":1795495000000,"
					      "\"verified\":false},"
					      "\"moved\":" VALUE(1204,
						      "") "}},"
							  "{\"message"
							  "\":"
							  "\"D2026-"
							  "0001/"
							  "4\","
							  "\"kind\":"
							  "\"update\""
							  ",\"state\""
							  ":"
							  "\"draft\","
							  "\"title\":"
							  "\"第3号\","
							  "\"values\""
							  ":{"
							  "\"dead\""
							  ":" VALUE(5,
								  ","
								  "\""
								  "ch"
								  "an"
								  "ge"
								  "\""
								  ":"
								  "2") "}}]}";

static const char lines[] =
	"{\"incident\":\"D2026-0001\",\"mode\":\"drill\",\"title\":"
	"\"柳河县暴雨洪涝\",\"total\":2,\"rows\":["
	"{\"topic\":\"place\",\"text\":\"柳河县城关镇\",\"waits\":false,"
	"\"by\":\"wang\",\"time\":1795490000000,\"confirmed_by\":\"zhao\","
	"\"confirmed\":1795491000000},"
	"{\"topic\":\"态度\",\"text\":\"\",\"proposed\":"
	"\"全力搜救，每三小时公布一次\",\"waits\":true,\"by\":\"wang\","
	"\"time\":1795498000000}]}";

static const char clocks[] =
	"{\"id\":\"D2026-0001\",\"mode\":\"drill\",\"title\":"
	"\"柳河县暴雨洪涝\",\"level\":\"II\",\"state\":\"open\",\"steps\":["
	"{\"id\":\"update\",\"kind\":\"update\",\"title\":{\"en\":"
	"\"Rolling update\",\"zh\":\"滚动发布动态\"},\"help\":{\"en\":"
	"\"Keep it.\",\"zh\":\"到点就发。\"},\"message\":\"\","
	"\"state\":\"\"}],\"clocks\":["
	"{\"rule\":\"D-16\",\"title\":{\"en\":\"written report\",\"zh\":"
	"\"书面报告上级\"},\"due\":1795499000000,\"state\":\"overdue\","
	"\"internal\":true,\"by_hand\":true,\"citation\":\"惯例\"},"
	"{\"rule\":\"D-01\",\"title\":{\"en\":\"first release\",\"zh\":"
	"\"首次权威发布\"},\"due\":1795499900000,\"state\":\"overdue\","
	"\"missed\":true},"
	"{\"rule\":\"D-02\",\"title\":{\"en\":\"press conference\",\"zh\":"
	"\"新闻发布会\"},\"due\":1795550000000,\"state\":\"running\","
	"\"by_hand\":true,\"citation\":\"61号\"},"
	"{\"rule\":\"D-05\",\"title\":{\"en\":\"short release\",\"zh\":"
	"\"微博首发\"},\"due\":1795480000000,\"state\":\"met\"}],"
	"\"messages\":[],\"missing_roles\":[]}";

static void
start(struct rig *r, enum lang lang, int rows, int cols)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "incident.figures", figures);
	rig_answer(r, "lines.list", lines);
	rig_start(r, lang, rows, cols);
}

static void
show(struct rig *r, const char *view, const char *id, const char *keys)
{
	app_open(&r->app, view, id);
	app_pump(&r->app);
	rig_type(r, keys);
}

static void
figures__one_row_a_bulletin_at_80_by_24(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	show(&r, "figures", "D2026-0001", "");
	rig_sees(&r, "Right 后一列  Left 前一列");
	rig_sees(&r, "─ ─ 演练 DRILL  ─  数据 D2026-0001  柳河县暴雨洪涝");
	rig_sees(&r,
		"  号   发布时间    稿件       遇难       失联       受伤      "
		" "
		"获救            >\n"
		"  1    11:13       首发通报   ?          5\n"
		"  2    12:53       动态       3          2 -3       11~\n"
		">      草稿        动态       5 +2\n");
	/* the clock that matters next is here too */
	rig_sees(&r, " 下一时限：首次权威发布  还有 1 小时 24 分  (15:24)");
	/* what finds no room is reached with right, and left goes back */
	rig_type(&r, "<Right><Right><Right>");
	rig_sees(&r,
		"< 号   发布时间    稿件       获救       被困       "
		"转移安置\n");
	rig_sees(&r, "1204\n");
	rig_type(&r, "<Left><Left><Left><Left>");
	rig_sees(&r, "  号   发布时间    稿件       遇难");
	/* source, as-of and reason of one bulletin */
	rig_type(&r, "<Up><Enter>");
	rig_sees(&r, "失联 2 -3  (县应急局, 13:43)  找到3人");
	rig_sees(&r, "受伤 11~  (县卫健局, 12:36)");
	rig_stop(&r);
}

static void
figures__all_at_once_on_a_wide_screen(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 50, 200);
	show(&r, "figures", "D2026-0001", "");
	rig_sees(&r,
		"  No.  released    bulletin   dead           missing     "
		"   injured        rescued        trapped        moved to "
		"safe…\n");
	rig_sees(&r,
		"  2    12:53       update     3              2 -3        "
		"   11~                                          1204\n");
	rig_sees(&r,
		"+2 -1: against what was told before; ? being verified; "
		"~ not verified");
	rig_stop(&r);
}

/* A number that was corrected since does not stand there as if it held. */
static void
figures__of_a_corrected_bulletin_are_marked(void **state)
{
	json_t *doc = rig_json(figures);
	json_t *rows = json_object_get(doc, "bulletins");
	struct rig r;
	char *text;

	(void)state;
	doc_put(json_array_get(rows, 0), "standing",
		rig_json("{\"is\":\"corrected\",\"short\":{\"en\":"
			 "\"CORRECTED by /4\",\"zh\":\"已更正 /4\"}}"));
	doc_put(json_array_get(rows, 1), "standing",
		rig_json("{\"is\":\"ended\",\"online\":7,\"short\":{\"en\":"
			 "\"7/7 out\",\"zh\":\"7/7 上线\"}}"));
	text = doc_format(doc);
	for (int lang = 0; lang < 2; lang++) {
		start(&r, lang ? LANG_EN : LANG_ZH, 24, 80);
		rig_answer(&r, "incident.figures", text);
		show(&r, "figures", "D2026-0001", "");
		rig_sees(&r,
			lang ? "first not… CORRECTED by /4  ?          5\n"
			     : "首发通报   已更正 /4  ?          5\n");
		rig_sees(&r,
			lang ? "update                      3          2 -3"
			     : "动态                  3          2 -3");
		rig_sees(&r, lang ? "dead       missing" : "遇难       失联");
		rig_stop(&r);
	}
	free(text);
	json_decref(doc);
}

/* Nor one that failed everywhere, or that was halted half-way. */
static void
figures__of_what_is_nowhere_or_was_halted_are_marked(void **state)
{
	json_t *doc = rig_json(figures);
	json_t *rows = json_object_get(doc, "bulletins");
	struct rig r;
	char *text;

	(void)state;
	doc_put(json_array_get(rows, 0), "standing",
		rig_json("{\"is\":\"ended\",\"failed\":7,\"short\":{\"en\":"
			 "\"0/7 out\",\"zh\":\"0/7 上线\"}}"));
	doc_put(json_array_get(rows, 1), "standing",
		rig_json("{\"is\":\"halted\",\"online\":2,\"short\":{\"en\":"
			 "\"HALTED 2/7 out\",\"zh\":\"已停发 2/7 上线\"}}"));
	text = doc_format(doc);
	for (int lang = 0; lang < 2; lang++) {
		start(&r, lang ? LANG_EN : LANG_ZH, 24, 80);
		rig_answer(&r, "incident.figures", text);
		show(&r, "figures", "D2026-0001", "");
		rig_sees(&r, lang ? "0/7 out" : "0/7 上线");
		rig_sees(&r, lang ? "HALTED 2/7 out" : "已停发 2/7 上线");
		rig_stop(&r);
	}
	free(text);
	json_decref(doc);
}

static void
lines__are_proposed_and_confirmed(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	show(&r, "lines", "D2026-0001", "");
	rig_sees(&r,
		"> place            柳河县城关镇                         "
		"已生效\n"
		"  态度             全力搜救，每三小时公布一次           "
		"待确认\n");
	rig_sees(&r, "  zhao 确认，11:30\n");
	rig_type(&r, "Y"); /* waits for nobody */
	rig_sees(&r, "此条无需确认");
	assert_int_equal(rig_acts(&r, "lines.confirm"), 0);
	rig_type(&r, "<Down>Y");
	assert_int_equal(rig_acts(&r, "lines.confirm"), 1);
	/* it is what was seen that is confirmed */
	assert_string_equal(doc_str(rig_act(&r), "topic"), "态度");
	assert_string_equal(
		doc_str(rig_act(&r), "text"), "全力搜救，每三小时公布一次");
	rig_type(&r, "ntime<Tab>2026-11-24 13:00<^S>");
	assert_int_equal(rig_acts(&r, "lines.set"), 1);
	assert_string_equal(doc_str(rig_act(&r), "topic"), "time");
	assert_string_equal(doc_str(rig_act(&r), "text"), "2026-11-24 13:00");
	rig_stop(&r);
}

static void
lines__say_what_they_are_for_when_there_are_none(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80);
	rig_answer(&r, "lines.list",
		"{\"mode\":\"actual\",\"title\":\"x\",\"rows\":[]}");
	show(&r, "lines", "2026-0001", "");
	rig_sees(&r, "No lines to take yet. n proposes one");
	rig_sees(&r, "═══ 实战 ACTUAL ═══");
	rig_stop(&r);
}

static void
walk__one_key_begins_the_update_that_keeps_a_promise(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "incident.show", clocks);
	rig_answer(&r, "message.keep",
		"[{\"body\":{\"message\":\"D2026-0001/2\"}}]");
	show(&r, "walk", "D2026-0001", "u");
	assert_int_equal(rig_acts(&r, "message.keep"), 1);
	assert_string_equal(doc_str(rig_act(&r), "incident"), "D2026-0001");
	/* and shows it, ready to be submitted */
	rig_sees(&r, "撰写 D2026-0001/2");
	rig_stop(&r);
}

static void
walk__clocks_of_the_public_and_reports_inside(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80);
	rig_answer(&r, "incident.show", clocks);
	show(&r, "walk", "D2026-0001", "");
	rig_sees(&r, ">! late 1 min     deadline        first release");
	rig_sees(&r, "   tomorrow 03:53 deadline        press conference ");
	rig_sees(&r, " ! late 16 min    internal report written report ");
	rig_sees(&r,
		"                  deadline        short release           "
		"met\n");
	rig_stop(&r);
	start(&r, LANG_ZH, 24, 160);
	rig_answer(&r, "incident.show", clocks);
	show(&r, "walk", "D2026-0001", "");
	rig_sees(&r, "内部报告   书面报告上级");
	rig_stop(&r);
	/* what no release ends is ended by hand, with a word on it */
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "incident.show", clocks);
	show(&r, "walk", "D2026-0001", "<Down>D<Tab>9时已举行<^S>");
	assert_int_equal(rig_acts(&r, "clock.done"), 1);
	assert_string_equal(doc_str(rig_act(&r), "rule"), "D-02");
	assert_string_equal(doc_str(rig_act(&r), "reason"), "9时已举行");
	rig_stop(&r);
}

/* incident.show after a night: each bulletin has met the same two clocks. */
static char *
after_bulletins(int count)
{
	json_t *show = rig_json(clocks), *row;
	char *text;

	for (int i = 0; i < count; i++) {
		for (int k = 0; k < 2; k++) {
			row = json_pack("{s:s,s:s,s:I,s:s}", "rule",
				k ? "promise" : "update", "title",
				k ? "promised update" : "rolling update", "due",
				(json_int_t)1795500000000 + i, "state", "met");
			(void)json_array_append_new(
				json_object_get(show, "clocks"), row);
		}
	}
	text = doc_format(show);
	json_decref(show);
	return text;
}

static void
walk__what_runs_is_not_pushed_off_by_what_is_met(void **state)
{
	char *show_doc = after_bulletins(20);
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80);
	rig_answer(&r, "incident.show", show_doc);
	show(&r, "walk", "D2026-0001", "");
	rig_sees(&r, "late 1 min     deadline        first release");
	rig_sees(&r, "tomorrow 03:53 deadline        press conference");
	rig_sees(&r, "written report");
	rig_sees(&r, "more above");
	rig_sees(&r, "rolling update");
	rig_sees(&r, "met\n");
	rig_type(&r, "<End>");
	rig_wait(&r, 200); /* said when the cursor rests */
	rig_sees(&r, "What to do at this step");
	rig_stop(&r);
	free(show_doc);
}

/* The incident with fifteen steps of its playbook. */
static char *
with_many_steps(void)
{
	json_t *show = rig_json(clocks), *steps;
	char *text;

	steps = json_object_get(show, "steps");
	while (json_array_size(steps) < 15)
		(void)json_array_append_new(
			steps, json_deep_copy(json_array_get(steps, 0)));
	text = doc_format(show);
	json_decref(show);
	return text;
}

static void
walk__steps_that_have_no_room_are_said(void **state)
{
	char *show_doc = with_many_steps();
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80);
	rig_answer(&r, "incident.show", show_doc);
	show(&r, "walk", "D2026-0001", "");
	rig_sees(&r, "more below");
	rig_type(&r, "<End>");
	rig_sees(&r, "more above");
	rig_wait(&r, 200);
	rig_sees(&r, "What to do at this step");
	rig_stop(&r);
	free(show_doc);
}

static void
resize__no_size_breaks_them(void **state)
{
	static const char *const views[] = { "figures", "lines", "walk" };
	static const int sizes[][2] = { { 24, 80 }, { 1, 1 }, { 24, 81 },
		{ 50, 200 }, { 23, 80 }, { 24, 119 }, { 24, 120 }, { 3, 300 },
		{ 200, 80 }, { 24, 400 } };
	struct rig r;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		start(&r, i % 2 ? LANG_ZH : LANG_EN, 24, 80);
		rig_answer(&r, "incident.show", clocks);
		show(&r, views[i], "D2026-0001", "");
		for (size_t k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++) {
			grid_release(&r.grid);
			grid_init(&r.grid, sizes[k][0], sizes[k][1]);
			(void)rig_screen(&r);
			if (sizes[k][0] >= 24 && sizes[k][1] >= 80) {
				rig_sees(&r, "王芳");
				assert_true(r.grid.cursor_row >= 0);
			}
		}
		rig_stop(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures__one_row_a_bulletin_at_80_by_24),
		cmocka_unit_test(figures__all_at_once_on_a_wide_screen),
		cmocka_unit_test(figures__of_a_corrected_bulletin_are_marked),
		cmocka_unit_test(
			figures__of_what_is_nowhere_or_was_halted_are_marked),
		cmocka_unit_test(lines__are_proposed_and_confirmed),
		cmocka_unit_test(
			lines__say_what_they_are_for_when_there_are_none),
		cmocka_unit_test(
			walk__one_key_begins_the_update_that_keeps_a_promise),
		cmocka_unit_test(walk__clocks_of_the_public_and_reports_inside),
		cmocka_unit_test(
			walk__what_runs_is_not_pushed_off_by_what_is_met),
		cmocka_unit_test(walk__steps_that_have_no_room_are_said),
		cmocka_unit_test(resize__no_size_breaks_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
