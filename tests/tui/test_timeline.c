/*
 * An incident as a line of time: what happened, now, what falls due and who
 * moves next; the steps of the playbook in a row, those that are no message
 * ticked by a person.
 */
#include "tests/tui/sample_desk.h"

/* 13:03, 13:20, 13:43, 13:50 */
#define AT_CLAIM "1795496580000"
#define AT_FIGURES "1795497600000"
#define AT_OUT "1795499000000"
#define AT_PASSED "1795499400000"

static const char flood[] =
	"{\"id\":\"2026-0012\",\"mode\":\"actual\",\"title\":"
	"\"青河镇暴雨内涝\",\"level\":\"III\",\"state\":\"open\",\"steps\":["
	"{\"id\":\"ask\",\"kind\":\"\",\"title\":{\"en\":\"Ask six things\","
	"\"zh\":\"问清六件事\"},\"help\":{\"en\":\"Ask.\",\"zh\":\"先问。\"},"
	"\"message\":\"\",\"tick\":{\"by_name\":\"赵值班\",\"time\":1}},"
	"{\"id\":\"truth\",\"kind\":\"truth\",\"title\":{\"en\":"
	"\"First notice\",\"zh\":\"首发通报\"},\"help\":{},\"message\":"
	"\"2026-0012/1\"},"
	"{\"id\":\"update\",\"kind\":\"update\",\"title\":{\"en\":"
	"\"Rolling updates\",\"zh\":\"滚动动态\"},\"help\":{\"en\":"
	"\"Release when it was promised, also without news.\",\"zh\":"
	"\"到了承诺的时间就发，没有新情况也发。\"},\"message\":"
	"\"2026-0012/5\"},"
	"{\"id\":\"review\",\"kind\":\"\",\"title\":{\"en\":\"Look back\","
	"\"zh\":\"交班与复盘\"},\"help\":{\"en\":\"Look back.\",\"zh\":"
	"\"逐条复盘。\"},\"message\":\"\"}],\"clocks\":["
	"{\"rule\":\"P-01\",\"title\":{\"en\":\"next update\",\"zh\":"
	"\"承诺的下次发布\"},\"due\":" SOON
	",\"state\":\"running\",\"stops\":[\"update\"]},"
	"{\"rule\":\"D-02\",\"title\":{\"en\":\"press conference\",\"zh\":"
	"\"新闻发布会\"},\"due\":" MORROW
	",\"state\":\"running\",\"stops\":[],\"by_hand\":true}],"
	"\"messages\":["
	"{\"id\":\"2026-0012/1\",\"kind\":\"truth\",\"state\":\"released\","
	"\"title\":\"青河镇内涝（第1号）\",\"standing\":{\"is\":\"ended\","
	"\"online\":7,\"short\":{\"en\":\"7/7 out\",\"zh\":\"7/7 上线\"}}},"
	"{\"id\":\"2026-0012/5\",\"kind\":\"update\",\"state\":\"review\","
	"\"waits\":\"final\",\"title\":\"青河镇内涝（第5号）\",\"standing\":{"
	"\"is\":\"review\",\"short\":{\"en\":\"in review\",\"zh\":"
	"\"审核中\"}}}],\"past\":["
	"{\"what\":\"opened\",\"time\":1795490000000,\"by_name\":\"赵值班\"},"
	"{\"what\":\"claim\",\"time\":" AT_CLAIM
	",\"claim\":\"2026-0012/c1\",\"text\":\"自来水有毒\",\"by_name\":"
	"\"钱核实\"},"
	"{\"what\":\"verdict\",\"time\":" AT_FIGURES
	",\"claim\":\"2026-0012/c1\",\"text\":\"自来水有毒\",\"verdict\":"
	"\"false\",\"checker\":\"县疾控中心\"},"
	"{\"what\":\"outside\",\"time\":" AT_FIGURES
	",\"organ\":\"市气象台\",\"text\":\"暴雨橙色预警解除\",\"by_name\":"
	"\"钱核实\"},"
	"{\"what\":\"message\",\"time\":" AT_OUT
	",\"message\":\"2026-0012/1\",\"kind\":\"truth\",\"title\":"
	"\"青河镇内涝（第1号）\"},"
	"{\"what\":\"figures\",\"time\":" AT_OUT
	",\"message\":\"2026-0012/1\",\"changes\":[{\"label\":{\"en\":"
	"\"missing\",\"zh\":\"失联\"},\"value\":1,\"change\":-2}]},"
	"{\"what\":\"step\",\"time\":" AT_PASSED
	",\"title\":{\"en\":\"Ask six things\",\"zh\":\"问清六件事\"},"
	"\"by_name\":\"赵值班\"},"
	"{\"what\":\"message\",\"time\":" AT_PASSED
	",\"message\":\"2026-0012/5\",\"kind\":\"update\",\"title\":"
	"\"青河镇内涝（第5号）\"}]}";

static void
start(struct rig *r, enum lang lang, int rows, int cols)
{
	memset(r, 0, sizeof(*r));
	rig_answer(r, "watch", "{}");
	rig_answer(r, "status", desk_status);
	rig_answer(r, "incident.list", desk_incidents);
	rig_answer(r, "incident.show", flood);
	rig_answer(r, "message.show", desk_message);
	rig_start(r, lang, rows, cols);
	app_open(&r->app, "walk", "2026-0012");
	app_pump(&r->app);
}

static const char *const zh_small[] = {
	"═══ 实战 ACTUAL ═══ 预案步骤 2026-0012  青河镇…  ═ 待办 4（逾期 1） "
	"═══ 王芳 ═══",
	" 下一时限：承诺的下次发布  还有 27 分钟  (14:28)  2026-0012",
	" 预案步骤 ─────────────────────── [x] 已办  [-] 已开始  [!] 逾期  [ ] "
	"未开始 ──",
	" [x]问清六件事      [x]首发通报        [-]滚动动态        [ "
	"]交班与复盘",
	" 经过与时限 ────────────────────────────────────────────────── "
	"上面还有 2 条 ──",
	"   13:20          传言       c1  自来水有毒               不实  "
	"县疾控中心",
	"   13:20          外部       市气象台  暴雨橙色预警解除   钱核实",
	"   13:43          首发通报   /1  青河镇内涝（第1号）      7/7 上线",
	"   13:43          数据       失联 1 (-2)                  /1",
	"   13:50          步骤       问清六件事                   赵值班",
	"   13:50          动态       /5  青河镇内涝（第5号）      待终审签发",
	" ─── 现在 14:00 "
	"───────────────────────────────────────────────────────────────",
	">  余 27 分       待人工发布 /4  2 个账号  "
	"青河镇暴雨内涝情况通报（第4号） 您",
	"   余 27 分       终审签发   /5  青河镇暴雨内涝情况通报（第5… 吴签发  "
	"0000-1006",
	"   余 27 分       时限       承诺的下次发布               14:28",
	"   余 57 分       待核查     c3  石桥水库要垮             您",
	"   明天 12:05     时限       新闻发布会                   办完按 D",
	"   不限时         步骤       交班与复盘                   办完按 D "
	"打勾",
	"", "", "",
	"═══ 实战 ACTUAL "
	"════════════════════════════════════════════════════════════════",
	"",
	" Enter 打开  D 办结  e 撰写  v 审核  r 发布  d 看分发  u 无新增  ? "
	"帮助  : 命令",
	NULL
};

static const char *const zh_large[] = {
	"═══ 实战 ACTUAL ═══ 预案步骤 2026-0012  青河镇暴雨内涝 "
	"══════════════════════════════════════════════════════════════════════"
	"═════════════════════════════════════════════ 待办 4（逾期 1） ═══ "
	"王芳 ═══",
	" 下一时限：承诺的下次发布  还有 27 分钟  (14:28)  2026-0012",
	" 预案步骤 "
	"──────────────────────────────────────────────────────────────────────"
	"──────────────────────────────────────────────────────────────────────"
	"─── [x] 已办  [-] 已开始  [!] 逾期  [ ] 未开始 ──",
	" [x]问清六件事                                    [x]首发通报         "
	"                             [-]滚动动态                              "
	"        [ ]交班与复盘",
	" 经过与时限 "
	"──────────────────────────────────────────────────────────────────────"
	"───────────────── │ 2026-0012/4  待人工发布 "
	"──────────────────────────────────────────────────────────────────────"
	"────",
	"   11:13          建立                                                "
	"赵值班                        │ 青河镇暴雨内涝情况通报（第4号）",
	"   13:03          传言       c1  自来水有毒                           "
	"钱核实                        │ 原因       2 个账号",
	"   13:20          传言       c1  自来水有毒                           "
	"不实  县疾控中心              │ 时限       余 27 分",
	"   13:20          外部       市气象台  暴雨橙色预警解除               "
	"钱核实                        │ 可找       赵值班  0000-1001",
	"   13:43          首发通报   /1  青河镇内涝（第1号）                  "
	"7/7 上线                      │",
	"   13:43          数据       失联 1 (-2)                              "
	"/1                            │",
	"   13:50          步骤       问清六件事                               "
	"赵值班                        │",
	"   13:50          动态       /5  青河镇内涝（第5号）                  "
	"待终审签发                    │",
	" ─── 现在 14:00 "
	"──────────────────────────────────────────────────────────────────────"
	"───────────── │",
	">  余 27 分       待人工发布 /4  2 个账号  "
	"青河镇暴雨内涝情况通报（第4号） 您                       │",
	"   余 27 分       终审签发   /5  青河镇暴雨内涝情况通报（第5号）      "
	"吴签发  0000-1006             │",
	"   余 27 分       时限       承诺的下次发布                           "
	"14:28                         │",
	"   余 57 分       待核查     c3  石桥水库要垮                         "
	"您                            │",
	"   明天 12:05     时限       新闻发布会                               "
	"办完按 D                      │",
	"   不限时         步骤       交班与复盘                               "
	"办完按 D 打勾                 │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"═══ 实战 ACTUAL "
	"══════════════════════════════════════════════════════════════════════"
	"══════════════════════════════════════════════════════════════════════"
	"════════════════════════════════════════════",
	"",
	" Enter 打开  D 办结  e 撰写  v 审核  r 发布  d 看分发  u 无新增  ? "
	"帮助  : 命令  q 返回  L English",
	NULL
};

static const char *const en_small[] = {
	"═══ 实战 ACTUAL ═══ Walk 2026-0012  青河镇暴…  ═ 4 for you (1 late) "
	"═══ 王芳 ═══",
	" Next: next update  27 min left  (14:28)  2026-0012",
	" Steps of the playbook ──────── [x] done  [-] begun  [!] late  [ ] "
	"not begun ──",
	" [x]Ask six things  [x]First notice    [-]Rolling updates [ ]Look "
	"back",
	" Course of events ───────────────────────────────────────────── 2 "
	"more above ──",
	"   13:20          claim           c1  自来水有毒          false  "
	"县疾控中心",
	"   13:20          outside         市气象台  暴雨橙色预警解除 钱核实",
	"   13:43          first notice    /1  青河镇内涝（第1号） 7/7 out",
	"   13:43          figures         missing 1 (-2)          /1",
	"   13:50          step            Ask six things          赵值班",
	"   13:50          update          /5  青河镇内涝（第5号） waits: "
	"final review",
	" ─── now 14:00 "
	"────────────────────────────────────────────────────────────────",
	">  27 min left    post by hand    /4  2 accounts  "
	"青河镇暴雨内涝情况通报（… you",
	"   27 min left    final review    /5  青河镇暴雨内涝情况通报… 吴签发  "
	"0000-1006",
	"   27 min left    deadline        next update             14:28",
	"   57 min left    to be checked   c3  石桥水库要垮        you",
	"   tomorrow 12:05 deadline        press conference        D ends it",
	"   no limit       step            Look back               D ticks it",
	"", "", "",
	"═══ 实战 ACTUAL "
	"════════════════════════════════════════════════════════════════",
	"",
	" Enter Open  D Done  e Write  v Review  r Release  d See deliveries  "
	"? Help",
	NULL
};

static const char *const en_large[] = {
	"═══ 实战 ACTUAL ═══ Walk 2026-0012  青河镇暴雨内涝 "
	"══════════════════════════════════════════════════════════════════════"
	"═══════════════════════════════════════════════ 4 for you (1 late) "
	"═══ 王芳 ═══",
	" Next: next update  27 min left  (14:28)  2026-0012",
	" Steps of the playbook "
	"──────────────────────────────────────────────────────────────────────"
	"────────────────────────────────────────────────────────── [x] done  "
	"[-] begun  [!] late  [ ] not begun ──",
	" [x]Ask six things                                [x]First notice     "
	"                             [-]Rolling updates                       "
	"        [ ]Look back",
	" Course of events "
	"──────────────────────────────────────────────────────────────────────"
	"─────────── │ 2026-0012/4  post by hand "
	"──────────────────────────────────────────────────────────────────────"
	"──",
	"   11:13          begun                                               "
	"赵值班                        │ 青河镇暴雨内涝情况通报（第4号）",
	"   13:03          claim           c1  自来水有毒                      "
	"钱核实                        │ why        2 accounts",
	"   13:20          claim           c1  自来水有毒                      "
	"false  县疾控中心             │ deadline   27 min left",
	"   13:20          outside         市气象台  暴雨橙色预警解除          "
	"钱核实                        │ who can    赵值班  0000-1001",
	"   13:43          first notice    /1  青河镇内涝（第1号）             "
	"7/7 out                       │",
	"   13:43          figures         missing 1 (-2)                      "
	"/1                            │",
	"   13:50          step            Ask six things                      "
	"赵值班                        │",
	"   13:50          update          /5  青河镇内涝（第5号）             "
	"waits: final review           │",
	" ─── now 14:00 "
	"──────────────────────────────────────────────────────────────────────"
	"────────────── │",
	">  27 min left    post by hand    /4  2 accounts  "
	"青河镇暴雨内涝情况通报（第4号） you               │",
	"   27 min left    final review    /5  青河镇暴雨内涝情况通报（第5号） "
	"吴签发  0000-1006             │",
	"   27 min left    deadline        next update                         "
	"14:28                         │",
	"   57 min left    to be checked   c3  石桥水库要垮                    "
	"you                           │",
	"   tomorrow 12:05 deadline        press conference                    "
	"D ends it                     │",
	"   no limit       step            Look back                           "
	"D ticks it                    │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"                                                                      "
	"                              │",
	"═══ 实战 ACTUAL "
	"══════════════════════════════════════════════════════════════════════"
	"══════════════════════════════════════════════════════════════════════"
	"════════════════════════════════════════════",
	"",
	" Enter Open  D Done  e Write  v Review  r Release  d See deliveries  "
	"u No change  ? Help  : Commands  q Back  L 中文",
	NULL
};

static void
timeline__as_it_looks(void **state)
{
	static const struct {
		enum lang lang;
		int rows, cols;
		const char *const *want;
	} screens[] = { { LANG_ZH, 24, 80, zh_small },
		{ LANG_ZH, 50, 200, zh_large }, { LANG_EN, 24, 80, en_small },
		{ LANG_EN, 50, 200, en_large } };
	struct rig r;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		start(&r, screens[i].lang, screens[i].rows, screens[i].cols);
		(void)rig_screen(&r);
		rig_wait(&r, 200);
		rig_expect(&r, screens[i].want);
		assert_int_equal(
			r.grid.cursor_row, screens[i].rows == 24 ? 12 : 14);
		assert_int_equal(r.grid.cursor_col, 0);
		rig_stop(&r);
	}
}

/* The step under the cursor, and no other, is ticked, with or without a word
 * on what was done. */
static void
timeline__a_step_without_a_message_is_ticked(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "step.done", "[]");
	/* a key that the bar has leads to the first row that it is for */
	rig_sees(&r, " Enter 打开  D 办结 ");
	rig_type(&r, "D");
	rig_sees(&r, "人工结束时限");
	rig_sees(&r, "新闻发布会");
	rig_type(&r, "<Esc><End>D");
	rig_sees(&r, "交班与复盘");
	rig_type(&r, "已开会<^S>");
	assert_int_equal(rig_acts(&r, "step.done"), 1);
	assert_string_equal(doc_str(rig_act(&r), "step"), "review");
	assert_string_equal(doc_str(rig_act(&r), "incident"), "2026-0012");
	assert_string_equal(doc_str(rig_act(&r), "reason"), "已开会");
	rig_sees(&r, "已打勾");
	rig_stop(&r);
}

/* The cursor is on what is due first, also when more has happened since; and
 * it stays on its row when others come. */
static void
timeline__the_cursor_stays_where_it_is(void **state)
{
	json_t *more = rig_json(flood);
	char *text;
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_sees(&r, ">  余 28 分       待人工发布 /4");
	rig_type(&r, "<Down><Down>");
	rig_sees(&r, ">  余 27 分       时限       承诺的下次发布");
	json_array_append_new(json_object_get(more, "past"),
		rig_json("{\"what\":\"halted\",\"time\":1795499900000,"
			 "\"message\":\"2026-0012/1\",\"by_name\":\"王芳\"}"));
	text = doc_format(more);
	rig_answer(&r, "incident.show", text);
	rig_push(&r, "incident", "2026-0012");
	rig_sees(&r, "停发");
	rig_sees(&r, ">  余 27 分       时限       承诺的下次发布");
	rig_stop(&r);
	free(text);
	json_decref(more);
}

/* A rebuttal would keep the promise too, and is none that it asks for. */
static void
timeline__a_promise_asks_for_an_update_alone(void **state)
{
	json_t *doc = rig_json(flood), *step, *clock;
	struct rig r;
	char *text;

	(void)state;
	step = rig_json("{\"id\":\"answer\",\"kind\":\"rebuttal\",\"title\":"
			"{\"en\":\"Answer a rumor\",\"zh\":\"辟谣\"},\"help\":"
			"{},\"message\":\"\"}");
	json_array_insert_new(json_object_get(doc, "steps"), 2, step);
	clock = json_array_get(json_object_get(doc, "clocks"), 0);
	json_array_append_new(
		json_object_get(clock, "stops"), json_string("rebuttal"));
	text = doc_format(doc);
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "incident.show", text);
	rig_push(&r, "incident", "2026-0012");
	rig_sees(&r, " 分       时限       承诺的下次发布 ");
	rig_sees(&r, "   不限时         辟谣                                ");
	rig_stop(&r);
	free(text);
	json_decref(doc);
}

/* A post that waits for a person is in the row of its message, once for all its
 * accounts. */
static void
timeline__posts_by_hand_are_one_row(void **state)
{
	json_t *doc = rig_json(flood), *clocks = json_object_get(doc, "clocks");
	struct rig r;
	char *text;

	(void)state;
	for (int n = 0; n < 6; n++)
		json_array_append_new(clocks,
			rig_json(
				"{\"rule\":\"wait 2026-0012/4:weibo\",\"due\":"
				"1795500240000,\"state\":\"running\",\"title\":"
				"{\"en\":\"by hand: "
				"X\",\"zh\":\"人工发布：X\"}}"));
	json_array_append_new(clocks,
		rig_json("{\"rule\":\"wait 2026-0012/3:weibo\",\"due\":"
			 "1795500240000,\"state\":\"running\",\"title\":"
			 "{\"en\":\"by hand: Y\",\"zh\":\"人工发布：Y\"}}"));
	text = doc_format(doc);
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "incident.show", text);
	rig_push(&r, "incident", "2026-0012");
	rig_sees_not(&r, "人工发布：X");
	rig_sees(&r, "人工发布：Y"); /* it has no row of its own */
	rig_stop(&r);
	free(text);
	json_decref(doc);
}

/* One account is out and others may wait: no deadline is "done" by that. */
static void
timeline__a_release_ends_a_deadline_by_its_first_account(void **state)
{
	json_t *doc = rig_json(flood), *past = json_object_get(doc, "past");
	struct rig r;
	char *text;

	(void)state;
	json_array_append_new(past,
		rig_json("{\"what\":\"clock\",\"time\":1795499900000,"
			 "\"title\":{\"en\":\"D\",\"zh\":\"更正\"},\"state\":"
			 "\"met\",\"first_out\":true,\"times\":3}"));
	json_array_append_new(past,
		rig_json("{\"what\":\"clock\",\"time\":1795499900000,"
			 "\"title\":{\"en\":\"E\",\"zh\":\"书面报告\"},"
			 "\"state\":\"met\",\"times\":1}"));
	json_array_append_new(past,
		rig_json("{\"what\":\"clock\",\"time\":1795499900000,"
			 "\"title\":{\"en\":\"F\",\"zh\":\"首发\"},\"state\":"
			 "\"late\",\"first_out\":true,\"times\":1}"));
	text = doc_format(doc);
	for (int lang = 0; lang < 2; lang++) {
		start(&r, lang ? LANG_EN : LANG_ZH, 24, 80);
		rig_answer(&r, "incident.show", text);
		rig_push(&r, "incident", "2026-0012");
		rig_sees(&r,
			lang ? "first out in time x3" : "首个账号按时发出 x3");
		rig_sees(&r, lang ? " met" : "按时完成");
		rig_sees(&r, lang ? "first out too late" : "首个账号逾期发出");
		rig_stop(&r);
	}
	free(text);
	json_decref(doc);
}

/* What a row is about is opened by it. */
static void
timeline__enter_opens_what_the_row_is_about(void **state)
{
	static const struct {
		const char *keys, *view;
	} rows[] = { { "<Enter>", "deliveries" }, { "<Down><Enter>", "review" },
		{ "<Down><Down><Down><Enter>", "claims" },
		{ "<Home><Down><Down><Down><Enter>", "lines" },
		{ "<Home><Down><Down><Down><Down><Enter>", "deliveries" } };
	struct rig r;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		start(&r, LANG_ZH, 24, 80);
		rig_answer(&r, "claim.list", "{\"rows\":[]}");
		rig_answer(&r, "lines.list", "{\"rows\":[]}");
		rig_answer(&r, "message.review", "{}");
		rig_answer(&r, "delivery.list", "{\"rows\":[]}");
		rig_answer(&r, "account.list", "{\"rows\":[]}");
		rig_type(&r, rows[i].keys);
		assert_string_equal(app_top(&r.app)->ops->name, rows[i].view);
		rig_stop(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(timeline__as_it_looks),
		cmocka_unit_test(timeline__a_step_without_a_message_is_ticked),
		cmocka_unit_test(timeline__the_cursor_stays_where_it_is),
		cmocka_unit_test(timeline__a_promise_asks_for_an_update_alone),
		cmocka_unit_test(timeline__posts_by_hand_are_one_row),
		cmocka_unit_test(
			timeline__a_release_ends_a_deadline_by_its_first_account),
		cmocka_unit_test(timeline__enter_opens_what_the_row_is_about),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
