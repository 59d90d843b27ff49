/*
 * Whole screens, as an officer sees them: both languages, the smallest screen
 * and large ones. Those of one message are in test_screens_message.c.
 */
#include "tests/tui/sample.h"

static void
start(struct rig *r, enum lang lang, int rows, int cols)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
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
board__in_chinese(void **state)
{
	static const char *const want[] = { "─── 总览 柳河县 "
					    "──────────────────────────────────"
					    "───────────────────── 王芳 ───",
		" 下一时限：首次权威发布  还有 1 小时 24 分  (15:24)  "
		"D2026-0001 档案库滞后 3 条",
		" 待我处理 "
		"──────────────────────────────────────────────────────────────"
		"───────",
		">- 不限时         演练 D2026-0001/1  一审       "
		"柳河县暴雨洪涝情况通报",
		" 进行中的事件（按下一时限） "
		"───────────────────────────────────────────────────",
		"   不限时         实战 2026-0001       大坝谣言          1 稿",
		" - 余 1 时 24 分  演练 D2026-0001  II  柳河县暴雨洪涝    一审",
		" 待他人处理 "
		"──────────────────────────────────────────────────────────────"
		"─────",
		"   不限时         2026-0001/1   发布       网传大坝决口不实 "
		"赵敏  0435-2207",
		"", "", "", "", "", "", "", "", "", "", "",
		"  ! 账号 柳河发布（weibo）：令牌过期",
		"──────────────────────────────────────────────────────────────"
		"──────────────────",
		"",
		" Enter 打开  n 新事件  l 台账  ? 帮助  : 命令  q 返回  L "
		"English",
		NULL };
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 3);
	assert_int_equal(r.grid.cursor_col, 0);
	rig_stop(&r);
}

/* What is due stands beside what is wrong; why, and what to do, in the foot. */
static void
frame__does_not_lose_what_is_due_to_what_is_wrong(void **state)
{
	static const struct {
		int cols;
		const char *first;
	} rows[] = { { 80, "还有 1 小时 24 分  (15:24)" },
		{ 200, "! 档案库停滞: 对象无法读取" } };
	json_t *status = json_loads(sample_status, 0, NULL);
	struct rig r;
	char *text;

	(void)state;
	doc_put(status, "record",
		json_pack("{s:i,s:s,s:s}", "behind", 3, "fault",
			"对象无法读取，档案库的一个文件已经损坏，无法继续写入",
			"remedy", "请管理员运行 crier doctor"));
	text = doc_format(status);
	for (size_t n = 0; n < 2; n++) {
		start(&r, LANG_ZH, 24, rows[n].cols);
		rig_answer(&r, "status", text);
		rig_push(&r, "office", "");
		rig_sees(&r, " 下一时限：首次权威发布  还有");
		rig_sees(&r, rows[n].first);
		rig_sees(&r, "! 档案库停滞");
		rig_sees(&r, "crier doctor");
		rig_stop(&r);
	}
	free(text);
	json_decref(status);
}

/* On every screen, for as long as it is so. */
static void
frame__says_that_the_clock_is_behind_the_ledger(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "status",
		"{\"station\":{\"clock_behind\":1795500060000},"
		"\"record\":{\"behind\":3}}");
	rig_push(&r, "office", "");
	rig_sees(&r, "! 时钟落后于台账");
	rig_type(&r, "l");
	rig_sees(&r, "! 时钟落后于台账");
	rig_stop(&r);
}

/* The console is all that an officer has: it is confirmed there too. */
static void
board__confirms_the_time_read_from_another_clock(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_type(&r, "Z");
	rig_sees(&r, "发布台时钟并未落后于台账");
	rig_answer(
		&r, "status", "{\"station\":{\"clock_behind\":1795500060000}}");
	rig_answer(&r, "clock.confirm", "[]");
	rig_push(&r, "office", "");
	rig_type(&r, "Z");
	rig_sees(&r, "时钟落后于台账：其中已有");
	rig_type(&r, "now<Enter>");
	assert_int_equal(json_array_size(r.acts), 0);
	rig_sees(&r, "不是时间");
	rig_type(&r, "<BkSp><BkSp><BkSp>2026-11-24 14:00<Enter>");
	assert_int_equal(json_array_size(r.acts), 1);
	assert_int_equal(doc_int(json_array_get(r.acts, 0), "time"), RIG_NOW);
	rig_sees(&r, "时间已确认");
	rig_stop(&r);
}

static void
board__in_english_on_a_wide_screen(void **state)
{
	static const char *const want[] = {
		"─── Board 柳河县 "
		"──────────────────────────────────────────────────────────────"
		"──────────────────────────────────────────── 王芳 ───",
		" Next: first release  1 h 24 min left  (15:24)  D2026-0001    "
		"                                                      record "
		"3 behind",
		" Waiting for me "
		"──────────────────────────────────────────────────────────────"
		"─ │",
		">- no limit       DRILL  D2026-0001/1  first review   "
		"柳河县暴雨洪涝情况通报    │",
		" Open incidents, by their next deadline "
		"─────────────────────────────────────── │",
		"   no limit       ACTUAL 2026-0001       大坝谣言        1 "
		"msg                  │",
		" - 1 h 24 left    DRILL  D2026-0001  II  柳河县暴雨洪涝  "
		"first review           │",
		" Waiting for others "
		"─────────────────────────────────────────────────────────── │",
		"   no limit       2026-0001/1   to be fired    "
		"网传大坝决口不实 赵敏  0435-2207 │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"                                                              "
		"                  │",
		"  ! account 柳河发布 (weibo): 令牌过期                        "
		"                  │",
		"──────────────────────────────────────────────────────────────"
		"──────────────────────────────────────────────────────────────"
		"────────",
		"",
		" Enter Open  n New incident  l Ledger  ? Help  : Commands  q "
		"Back  L 中文",
		NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 30, 132);
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 3);
	assert_int_equal(r.grid.cursor_col, 0);
	rig_stop(&r);
}

/* Sixty drills run late: the one that is real is not below them. */
static void
board__what_is_real_stands_before_every_drill(void **state)
{
	json_t *list = json_array(), *doc, *status = rig_json(sample_status);
	char id[24], *many, *others;
	struct rig r;

	(void)state;
	/* what waits for others is known before the incidents are */
	(void)json_array_remove(json_object_get(status, "waits"), 0);
	others = doc_format(status);
	for (int i = 1; i <= 61; i++) {
		(void)snprintf(id, sizeof(id),
			i == 61 ? "2026-%04d" : "D2026-%04d", i);
		json_array_append_new(list,
			json_pack("{s:s,s:s,s:s,s:I}", "id", id, "mode",
				i == 61 ? "actual" : "drill", "title", "洪水",
				"due", (json_int_t)RIG_NOW + (i - 50) * 60000));
	}
	doc = json_pack("{s:o,s:i,s:s}", "rows", list, "total", 61, "next", "");
	many = doc_format(doc);
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "incident.list", many);
	rig_answer(&r, "status", others);
	rig_start(&r, LANG_EN, 24, 80);
	rig_sees(&r, "Open incidents, by their next deadline (61) ─");
	rig_sees(&r,
		">  11 min left    ACTUAL 2026-0061 "); /* and the cursor is on it */
	rig_sees(&r, " ! late 49 min    DRILL  D2026-0001 ");
	rig_stop(&r);
	free(many);
	free(others);
	json_decref(status);
	json_decref(doc);
}

static void
walk__shows_every_step_and_clock(void **state)
{
	static const char *const want[] = {
		"─ ─ 演练 DRILL  ─  预案步骤 D2026-0001  柳河县暴雨洪涝  ─ ─ ─ "
		"─ ─ ─ ─ ─ 王芳  ─",
		" 下一时限：首次权威发布  还有 1 小时 24 分  (15:24)  "
		"D2026-0001 档案库滞后 3 条",
		" 预案步骤 ─────────────────────── [x] 已办  [-] 已开始  [!] "
		"逾期  [ ] 未开始 ──",
		" [-]发布首份通报           [ ]表明态度               "
		"[-]滚动发布动态",
		" 经过与时限 "
		"──────────────────────────────────────────────────────────────"
		"─────",
		"                  首发通报   /1  柳河县暴雨洪涝情况通报   "
		"待一审",
		"                  动态       /2  续报                     "
		"草稿",
		" ─── 现在 14:00 "
		"──────────────────────────────────────────────────────────────"
		"─",
		">  余 1 时 24 分  时限       首次权威发布                 "
		"15:24",
		"   不限时         一审       /1  柳河县暴雨洪涝情况通报   您",
		"   不限时         表明态度                                "
		"未开始",
		"   不限时         动态       /2  滚动发布动态             "
		"草稿",
		"", "", "", "", "", "", "", "", "",
		"─ ─ 演练 DRILL  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─ ─",
		"", " Enter 打开  u 无新增  ? 帮助  : 命令  q 返回  L English",
		NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	show(&r, "walk", "D2026-0001", "");
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 8);
	assert_int_equal(r.grid.cursor_col, 0);
	rig_stop(&r);
}

static void
walk__in_english(void **state)
{
	static const char *const want[] = {
		"─ ─ 演练 DRILL  ─  Walk D2026-0001  柳河县暴雨洪涝  ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ 王芳  ─",
		" Next: first release  1 h 23 min left  (15:24)  D2026-0001    "
		"  record 3 behind",
		" Steps of the playbook ──────── [x] done  [-] begun  [!] late "
		" [ ] not begun ──",
		" [-]Say what has happened  [ ]Take a stance          "
		"[-]Rolling update",
		" Course of events "
		"─────────────────────────────────────────────────────────────",
		"                  first notice    /1  柳河县暴雨洪涝情况通… "
		"waits: first review",
		"                  update          /2  续报                "
		"draft",
		" ─── now 14:00 "
		"──────────────────────────────────────────────────────────────"
		"──",
		"   1 h 23 left    deadline        first release           "
		"15:24",
		">  no limit       first review    /1  柳河县暴雨洪涝情况通报 "
		"you",
		"   no limit       response state… Take a stance           not "
		"begun",
		"   no limit       update          /2  Rolling update      "
		"draft",
		"", "", "", "", "", "",
		" What to do at this step "
		"──────────────────────────────────────────────────────",
		" Only what is known: time, place, what people should do.", "",
		"─ ─ 演练 DRILL  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─ ─",
		"",
		" Enter Open  e Write  v Review  r Release  d See deliveries  "
		"u No change  ? Help",
		NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80);
	show(&r, "walk", "D2026-0001", "<Down>");
	rig_wait(&r, 200); /* the help is of where the cursor rests */
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 9);
	assert_int_equal(r.grid.cursor_col, 0);
	rig_stop(&r);
}

static void
open__asks_for_the_mode(void **state)
{
	static const char *const want[] = {
		"─── 新事件 "
		"──────────────────────────────────────────────────────────── "
		"王芳 ───",
		" 下一时限：首次权威发布  还有 1 小时 23 分  (15:24)  "
		"D2026-0001 档案库滞后 3 条",
		" 选择预案 ─────────────────────────────  暴雨洪涝",
		"  ── 新建事件 "
		"──────────────────────────────────────────────────────────────"
		"──",
		"  │ 暴雨洪涝                                                  "
		"               │",
		"  │ 标题：地点与事件 *                                        "
		"               │",
		"  │   北山滑坡                                                "
		"               │",
		"  │ 模式（建立后不可更改）                                    "
		"               │",
		"  │   (*) 演练：不对外发布任何内容                            "
		"               │",
		"  │   ( ) 实战：真实发布                                      "
		"               │",
		"  │ 级别                                                      "
		"               │",
		"  │   (*) 尚未定级                                            "
		"               │",
		"  │   ( ) I                                                   "
		"               │",
		"  │   ( ) II                                                  "
		"               │",
		"  │   ( ) III                                                 "
		"               │",
		"  │   ( ) IV                                                  "
		"               │",
		"  │ 发生时间（各时限由此起算）                                "
		"               │",
		"  │   2026-11-24 14:00                                        "
		"               │",
		"  │                                                           "
		"               │",
		"  "
		"──────────────────────────────────────────────────────────────"
		"──────────────",
		"",
		"──────────────────────────────────────────────────────────────"
		"──────────────────",
		"", " Enter 继续  Tab 下一栏  ^S 提交  Esc 取消", NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	show(&r, "open", "", "<Enter>北山滑坡<Enter>");
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 8);
	assert_int_equal(r.grid.cursor_col, 7);
	rig_stop(&r);
}

static void
help__names_its_view_in_the_language(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	show(&r, "deliveries", "D2026-0001/1", "?");
	rig_sees(&r, "帮助 分发 ─");
	rig_sees_not(&r, "deliveries");
	rig_stop(&r);
}

static void
small__says_what_it_needs(void **state)
{
	static const char *const want[] = {
		"当前窗口为 38×6，至少需要 40×16，请放", "大窗口。", "", "", "",
		"", NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 6, 38);
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 0);
	assert_int_equal(r.grid.cursor_col, 0);
	rig_stop(&r);
}

/* Any size may come at any time, over any view. */
static void
resize__no_size_breaks_a_screen(void **state)
{
	static const struct {
		const char *view, *id;
	} rows[] = { { "board", "" }, { "open", "" }, { "walk", "D2026-0001" },
		{ "compose", "D2026-0001/2" }, { "review", "D2026-0001/1" },
		{ "release", "D2026-0001/1" }, { "deliveries", "D2026-0001/1" },
		{ "help", "compose" }, { "commands", "" } };
	static const int sizes[][2] = { { 24, 80 }, { 1, 1 }, { 24, 81 },
		{ 25, 80 }, { 50, 200 }, { 23, 80 }, { 24, 79 }, { 3, 300 },
		{ 200, 80 }, { 24, 400 } };
	struct rig r;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		start(&r, i % 2 ? LANG_ZH : LANG_EN, 24, 80);
		show(&r, rows[i].view, rows[i].id, "");
		for (size_t k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++) {
			grid_release(&r.grid);
			grid_init(&r.grid, sizes[k][0], sizes[k][1]);
			(void)rig_screen(&r);
			if (sizes[k][0] < 24 || sizes[k][1] < 80)
				continue;
			rig_sees(&r, "王芳");
			assert_true(r.grid.cursor_row >= 0);
		}
		rig_stop(&r);
	}
}

/* Drill and actual must differ without colour and whatever the language. */
static void
frame__drill_and_actual_differ_in_words_and_lines(void **state)
{
	struct rig r;

	(void)state;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		start(&r, (enum lang)lang, 24, 80);
		rig_answer(&r, "message.show", sample_actual);
		show(&r, "release", "2026-0001/1", "");
		rig_sees(&r, "═══ 实战 ACTUAL ═══");
		rig_sees_not(&r, "演练");
		rig_answer(&r, "message.show", sample_armed);
		show(&r, "release", "D2026-0001/1", "");
		rig_sees(&r, "─ ─ 演练 DRILL");
		rig_sees_not(&r, "═");
		rig_sees_not(&r, "实战");
		rig_stop(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(board__in_chinese),
		cmocka_unit_test(board__in_english_on_a_wide_screen),
		cmocka_unit_test(
			frame__does_not_lose_what_is_due_to_what_is_wrong),
		cmocka_unit_test(
			frame__says_that_the_clock_is_behind_the_ledger),
		cmocka_unit_test(
			board__confirms_the_time_read_from_another_clock),
		cmocka_unit_test(board__what_is_real_stands_before_every_drill),
		cmocka_unit_test(walk__shows_every_step_and_clock),
		cmocka_unit_test(walk__in_english),
		cmocka_unit_test(open__asks_for_the_mode),
		cmocka_unit_test(help__names_its_view_in_the_language),
		cmocka_unit_test(small__says_what_it_needs),
		cmocka_unit_test(resize__no_size_breaks_a_screen),
		cmocka_unit_test(
			frame__drill_and_actual_differ_in_words_and_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
