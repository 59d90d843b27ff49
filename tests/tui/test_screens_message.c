/*
 * Whole screens of one message, from writing to its deliveries; drill and
 * actual, both languages.
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
compose__form_and_preview_side_by_side(void **state)
{
	static const char *const want[] = {
		"─ ─ 演练 DRILL  ─  撰写 D2026-0001/2 动态  续报 ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ 王芳  ─",
		" 下一时限：首次权威发布  还有 1 小时 23 分  (15:24)  "
		"D2026-0001 档案库滞后 3 条",
		" 第 1 稿  正在保存草稿……                    │ [1/2] "
		"县政府网站",
		" 地点 +                                     │ 网站  26 字",
		"   柳河县城关镇                             │ ! 另有 1 "
		"个账号放不下",
		" 情况 +                                     │ 续报",
		"   水位上涨，请转移。                       │ "
		"【演练】柳河县城关镇已转移1200",
		" 预警                                       │ "
		"人。请勿前往河边。",
		"   < 未选择 >                               │",
		" 转移人数                                   │",
		"   1200     县应急局                        │",
		"            2026-11-24 13:43  [x] 已核实    │",
		"                                            │",
		"                                            │",
		"                                            │",
		"                                            │",
		"                                            │ * 未填：情况",
		"                                            │ 检查发现 1/1  "
		"!! 1 "
		"──────────────",
		"                                            │ !! L-06 须改: "
		"手机号码",
		"                                            │   地点",
		"                                            │   → 请删去",
		"─ ─ 演练 DRILL  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─ ─",
		"",
		" Tab 下一栏  ^S 保存  ^T 送审  ^B 问题  ^N 下一账号  ^F "
		"手工版  F1 "
		"帮助  ^P 命令",
		NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	show(&r, "compose", "D2026-0001/2", "<Tab>水位上涨，请转移。");
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 6);
	assert_int_equal(r.grid.cursor_col, 21);
	rig_stop(&r);
}

static void
compose__by_hand_in_english(void **state)
{
	static const char *const want[] = {
		"─ ─ 演练 DRILL  ─  Write D2026-0001/2 update  续报  ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ 王芳  ─",
		" Next: first release  1 h 23 min left  (15:24)  D2026-0001    "
		"  record 3 behind",
		" Revision 1  nothing unsaved                │ [2/2] 柳河发布",
		" Place +                                    │ practice  ! "
		"150/140 weighted",
		"  ─  演练 DRILL ─  柳河发布 ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─",
		"  ¦ Written by hand for this account only. Empty: automatic "
		"again.           ¦",
		"  ¦ Text                                                      "
		"               ¦",
		"  ¦   【演练】已转移1200人。                                  "
		"               ¦",
		"  ¦                                                           "
		"               ¦",
		"  ¦                                                           "
		"               ¦",
		"  ¦                                                           "
		"               ¦",
		"  ¦                                                           "
		"               ¦",
		"  ¦                                                           "
		"               ¦",
		"  ¦                                                           "
		"               ¦",
		"  ¦                                                           "
		"               ¦",
		"  ¦                                                           "
		"               ¦",
		"  ¦                                                           "
		"               ¦",
		"  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─",
		"                                            │ !! L-06 blocks: "
		"手机号码",
		"                                            │   Place",
		" ? county and township  Example: Liuhe      │   → 请删去",
		"─ ─ 演练 DRILL  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─ ─",
		"", " ^S Send  Esc Cancel", NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80);
	show(&r, "compose", "D2026-0001/2", "<^N><^F>");
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 7);
	assert_int_equal(r.grid.cursor_col, 28);
	rig_stop(&r);
}

static void
compose__on_a_wide_screen(void **state)
{
	static const char *const want[] = {
		"─ ─ 演练 DRILL  ─  撰写 D2026-0001/2 动态  续报 ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ 王芳  ─",
		" 下一时限：首次权威发布  还有 1 小时 24 分  (15:24)  "
		"D2026-0001                                                    "
		"                                                              "
		"       档案库滞后 3 条",
		" 第 1 稿  没有未保存的改动                                    "
		"                                                │ [1/2] "
		"县政府网站",
		" 地点 +                                                       "
		"                                                │ 网站  26 字",
		"   柳河县城关镇                                               "
		"                                                │ ! 另有 1 "
		"个账号放不下",
		" 情况 *                                                       "
		"                                                │ 续报",
		"                                                              "
		"                                                │ "
		"【演练】柳河县城关镇已转移1200人。请勿前往河边。",
		" 预警                                                         "
		"                                                │",
		"   < 未选择 >                                                 "
		"                                                │",
		" 转移人数                                                     "
		"                                                │",
		"   1200     县应急局                                          "
		"                  2026-11-24 13:43  [x] 已核实  │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │",
		"                                                              "
		"                                                │ * "
		"未填：情况",
		"                                                              "
		"                                                │ 检查发现 "
		"1/1  !! 1 "
		"──────────────────────────────────────────────────────────────"
		"──────",
		"                                                              "
		"                                                │ !! L-06 "
		"须改: 手机号码",
		"                                                              "
		"                                                │   地点",
		" ? 到乡镇  例：柳河县                                         "
		"                                                │   → 请删去",
		"─ ─ 演练 DRILL  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─",
		"",
		" Tab 下一栏  ^S 保存  ^T 送审  ^B 问题  ^N 下一账号  ^F "
		"手工版  F1 "
		"帮助  ^P 命令  Esc 返回",
		NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 50, 200);
	show(&r, "compose", "D2026-0001/2", "");
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 4);
	assert_int_equal(r.grid.cursor_col, 15);
	rig_stop(&r);
}

static void
review__gates_beside_the_text(void **state)
{
	static const char *const want[] = {
		"─ ─ 演练 DRILL  ─  审核 D2026-0001/1 首发通报  "
		"柳河县暴雨洪涝情况通…  ─ 王芳  ─",
		" 下一时限：首次权威发布  还有 1 小时 24 分  (15:24)  "
		"D2026-0001 档案库滞后 3 条",
		" 一审 ─────────────────────────── │ [正文]  各关   改动   "
		"账号",
		"  [x] 文字关        chen 13:43    │",
		"  [ ] 政策关        审核人/核实人 │ 柳河县暴雨洪涝情况通报",
		" 终审签发 ─────────────────────── │",
		"  [ ] 发布权限      签发人        │ "
		"11月24日10时起，柳河县城关镇出现暴雨。",
		" 发布清单 ─────────────────────── │ 请沿河群众立即转移。",
		"  校验码 3f9a 11c2 77de           │",
		"  第 2 稿，2 个账号               │",
		"  状态：审核中                    │",
		"                                  │",
		"                                  │",
		"                                  │",
		"                                  │",
		"                                  │",
		"                                  │",
		"                                  │",
		"                                  │ 检查发现 "
		"──────────────────────────────────",
		"                                  │ * 未填：情况",
		"                                  │ !! L-06 place: 手机号码  "
		"请删去",
		"─ ─ 演练 DRILL  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─ ─",
		"",
		" A 签发  p 通过  B 退回  r 发布  Tab 换页  ? 帮助  : 命令  q "
		"返回  L English",
		NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "message.show", sample_review);
	show(&r, "review", "D2026-0001/1", "");
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 2);
	assert_int_equal(r.grid.cursor_col, 41);
	rig_stop(&r);
}

static void
review__changes_in_english(void **state)
{
	static const char *const want[] = {
		"─ ─ 演练 DRILL  ─  Review D2026-0001/1 first notice  "
		"柳河县暴雨洪涝…  ─ 王芳  ─",
		" Next: first release  1 h 23 min left  (15:24)  D2026-0001    "
		"  record 3 behind",
		" first review ─────────────────── │  Text   Gates  [Changes]  "
		"Accounts",
		"  [x] wording       chen 13:43    │",
		"  [ ] policy        reviewer/ver… │ - is what stood there, + "
		"what stands there",
		" final review ─────────────────── │ now",
		"  [ ] authority to… signer        │ Place",
		" Manifest ─────────────────────── │ - 城关",
		"  digest 3f9a 11c2 77de           │ + 城关镇",
		"  revision 2, 2 accounts          │ figures.moved",
		"  state: in review                │ - 1      [ ] verified",
		"  PgDn to end, or say why         │ + 2      [ ] verified",
		"                                  │",
		"                                  │",
		"                                  │",
		"                                  │",
		"                                  │",
		"                                  │",
		"                                  │",
		"                                  │",
		"                                  │",
		"─ ─ 演练 DRILL  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─ ─",
		"",
		" A Approve  p Pass  B Return  r Release  Tab Next page  ? "
		"Help  : Commands",
		NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80);
	rig_answer(&r, "message.show", sample_review);
	show(&r, "review", "D2026-0001/1", "<Tab><Tab>");
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 2);
	assert_int_equal(r.grid.cursor_col, 59);
	rig_stop(&r);
}

static void
release__fire_in_a_drill(void **state)
{
	static const char *const want[] = {
		"─ ─ 演练 DRILL  ─  发布 D2026-0001/1 首发通报  "
		"柳河县暴雨洪涝情况通…  ─ 王芳  ─",
		" 下一时限：首次权威发布  还有 1 小时 23 分  (15:24)  "
		"D2026-0001 档案库滞后 3 条",
		" 演练：不对外发布任何内容。",
		" 已待发。由发布员发布本次演练，内容不外发。", "",
		"  ─  演练 DRILL ─  演练发布 ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─",
		"  ¦ 柳河县暴雨洪涝情况通报                                    "
		"               ¦",
		"  ¦ 演练：不对外发布任何内容。                                "
		"               ¦",
		"  ¦ 校验码 3f9a 11c2 77de，zhao 已转待发                      "
		"               ¦",
		"  ¦ ! 柳河发布: 令牌过期                                      "
		"               ¦",
		"  ¦ "
		"发布时依次输入事件口令、账号数、随机码；随机码每次不同，只在此"
		"处显示。   ¦",
		"  ¦ 部分账号未就绪仍要发布的理由 *                            "
		"               ¦",
		"  ¦                                                           "
		"               ¦",
		"  ¦ 发布请输入：演练-0001 1 4731 *                            "
		"               ¦",
		"  ¦                                                           "
		"               ¦",
		"  ¦                                                           "
		"               ¦",
		"  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─",
		"", "", "", "",
		"─ ─ 演练 DRILL  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─ ─",
		"", " Enter 继续  Tab 下一栏  ^S 提交  Esc 取消", NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "message.show", sample_armed);
	rig_answer(&r, "delivery.list", sample_prepared);
	show(&r, "release", "D2026-0001/1", "f");
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 12);
	assert_int_equal(r.grid.cursor_col, 6);
	rig_stop(&r);
}

static void
release__fire_for_real(void **state)
{
	static const char *const want[] = {
		"═══ 实战 ACTUAL ═══ Release 2026-0001/1 rumor response  "
		"网传大坝决…  ══ 王芳 ═══",
		" Next: first release  1 h 23 min left  (15:24)  D2026-0001    "
		"  record 3 behind",
		" ARMED. Another releaser fires it, in a session of their own. "
		" Who can: 赵敏",
		" 0435-2207", "",
		"  ══ 实战 ACTUAL ══ RELEASE FOR REAL "
		"═════════════════════════════════════════",
		"  ║ 网传大坝决口不实                                          "
		"               ║",
		"  ║ ACTUAL: the public will read this on 1 account.           "
		"               ║",
		"  ║ digest 3f9a 11c2 77de, armed by zhao                      "
		"               ║",
		"  ║ ! 柳河发布: 令牌过期                                      "
		"               ║",
		"  ║ To fire one types the incident's word, the number of "
		"accounts, and a     ║",
		"  ║ code that is new each time and stands only here.          "
		"               ║",
		"  ║ Why release with these gaps? *                            "
		"               ║",
		"  ║                                                           "
		"               ║",
		"  ║ To fire, type: 2026-0001 1 4731 *                         "
		"               ║",
		"  ║                                                           "
		"               ║",
		"  ║                                                           "
		"               ║",
		"  "
		"══════════════════════════════════════════════════════════════"
		"══════════════",
		"", "", "",
		"═══ 实战 ACTUAL "
		"══════════════════════════════════════════════════════════════"
		"══",
		"", " Enter Go on  Tab Next field  ^S Send  Esc Cancel", NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80);
	rig_answer(&r, "message.show", sample_actual);
	rig_answer(&r, "delivery.list", sample_prepared);
	show(&r, "release", "2026-0001/1", "f");
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 13);
	assert_int_equal(r.grid.cursor_col, 6);
	rig_stop(&r);
}

static const char fired_drill[] =
	"{\"id\":\"D2026-0001/1\",\"incident\":\"D2026-0001\",\"mode\":"
	"\"drill\",\"kind\":\"truth\",\"state\":\"fired\",\"title\":"
	"\"柳河县暴雨洪涝情况通报\",\"standing\":{\"is\":\"open\","
	"\"online\":1,\"unknown\":1,\"long\":{\"zh\":"
	"\"演练：1/2 会上线，1 结果不明 (weibo)；没有发出任何内容\"}}}";

static const char withdrawn[] =
	"{\"id\":\"2026-0001/1\",\"incident\":\"2026-0001\",\"mode\":"
	"\"actual\",\"kind\":\"rebuttal\",\"state\":\"released\","
	"\"title\":\"网传大坝决口不实\",\"standing\":{\"is\":"
	"\"withdrawn\",\"online\":1,\"unknown\":1,\"long\":{\"en\":"
	"\"WITHDRAWN by 2026-0001/6; 1 of 2 published, 1 UNKNOWN "
	"(weibo)\"},\"stop\":[{\"account\":\"weibo\",\"name\":\"王编辑\","
	"\"phone\":\"0000-2013\"}]}}";

static void
deliveries__one_row_an_account(void **state)
{
	static const char *const want[] = {
		"─ ─ 演练 DRILL  ─  分发 D2026-0001/1 首发通报  "
		"柳河县暴雨洪涝情况通…  ─ 王芳  ─",
		" 下一时限：首次权威发布  还有 1 小时 24 分  (15:24)  "
		"D2026-0001 档案库滞后 3 条",
		" 演练：1/2 会上线，1 结果不明 (weibo)；没有发出任何内容",
		" 账号 "
		"──────────────────────────────────────────────────────────────"
		"───────────",
		"> ? 结果不明           柳河发布             已 49 秒       "
		"答复丢失",
		"  + 会上线             县政府网站           13:59:10       "
		"演练：https://examp…",
		"", "", "", "", "", "", "", "", "", "", "", "", "", "",
		"  @ 待人工  ? 结果不明  ! 失败",
		"─ ─ 演练 DRILL  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ "
		"─ ─ ─ ─ ─ ─ ─ ─ ─",
		"",
		" Enter 打开  t 正文  P 发布凭证  s 认定  R 重试  x 略过  H "
		"停发  "
		"W 撤回  ? 帮助",
		NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "message.show", fired_drill);
	show(&r, "deliveries", "D2026-0001/1", "");
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 4);
	assert_int_equal(r.grid.cursor_col, 0);
	rig_stop(&r);
}

static const char deliveries_actual[] =
	"{\"total\":2,\"next\":null,\"rows\":["
	"{\"id\":\"2026-0001/1:site\",\"account\":\"site\",\"mode\":"
	"\"actual\",\"state\":\"published\",\"url\":\"https://example.cn/"
	"1\",\"at\":1795499950000},{\"id\":\"2026-0001/1:weibo\","
	"\"account\":\"weibo\",\"mode\":\"actual\",\"state\":\"unknown\","
	"\"detail\":\"答复丢失\",\"at\":1795499951000}]}";

static void
deliveries__for_real_on_a_wide_screen(void **state)
{
	static const char *const want[] = {
		"═══ 实战 ACTUAL ═══ Deliveries 2026-0001/1 rumor response  "
		"网传大坝决口不实 "
		"═══════════════════════════════════════════════ 王芳 ═══",
		" Next: first release  1 h 24 min left  (15:24)  D2026-0001    "
		"                                                      record "
		"3 behind",
		" WITHDRAWN by 2026-0001/6; 1 of 2 published, 1 UNKNOWN "
		"(weibo)",
		" weibo: 王编辑 0000-2013 has the text. Ring: it must not be "
		"posted.",
		" Accounts "
		"──────────────────────────────────────────────────────────────"
		"───────────────────────────────────────────────────────────",
		"> ? unknown                  柳河发布                         "
		"        for 49 s       答复丢失",
		"  + published                县政府网站                       "
		"        13:59:10       https://example.cn/1",
		"", "", "", "", "", "", "", "", "", "", "", "", "",
		"  @ waits for a person  ? unknown  ! failed  + published  "
		"= verified  # published, but differs",
		"═══ 实战 ACTUAL "
		"══════════════════════════════════════════════════════════════"
		"══════════════════════════════════════════════════════",
		"",
		" Enter Open  t Text  P Proof  s Settle  R Retry  x Skip  H "
		"HALT  W WITHDRAW  ? Help  : Commands  q Back  L 中文",
		NULL
	};
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 132);
	rig_answer(&r, "message.show", withdrawn);
	rig_answer(&r, "delivery.list", deliveries_actual);
	show(&r, "deliveries", "2026-0001/1", "");
	rig_expect(&r, want);
	assert_int_equal(r.grid.cursor_row, 5);
	assert_int_equal(r.grid.cursor_col, 0);
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compose__form_and_preview_side_by_side),
		cmocka_unit_test(compose__by_hand_in_english),
		cmocka_unit_test(compose__on_a_wide_screen),
		cmocka_unit_test(review__gates_beside_the_text),
		cmocka_unit_test(review__changes_in_english),
		cmocka_unit_test(release__fire_in_a_drill),
		cmocka_unit_test(release__fire_for_real),
		cmocka_unit_test(deliveries__one_row_an_account),
		cmocka_unit_test(deliveries__for_real_on_a_wide_screen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
