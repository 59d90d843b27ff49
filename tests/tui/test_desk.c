/*
 * The board as a desk: what waits by deadline, incidents, who is on duty, and
 * beside them, on a wide screen, the thing under the cursor.
 */
#include "tests/tui/sample_desk.h"

static void
start(struct rig *r, enum lang lang, int rows, int cols)
{
	memset(r, 0, sizeof(*r));
	rig_answer(r, "watch", "{}");
	rig_answer(r, "status", desk_status);
	rig_answer(r, "incident.list", desk_incidents);
	rig_answer(r, "incident.show", desk_incident);
	rig_answer(r, "message.show", desk_message);
	rig_answer(r, "officer.list", desk_officers);
	rig_start(r, lang, rows, cols);
}

static const char *const zh_small[] = {
	"─── 总览 柳河县 ────────────────────────────────── 待办 4（逾期 1） "
	"─── 王芳 ───",
	" 下一时限：首次权威发布  已逾期 9 分 0 秒  2026-0014  时限：余 27 分  "
	"2026-0012",
	" 待我处理 ───────────────────────────────────────────────────────── ! "
	"逾期 1 ──",
	">! 逾期 9 分      实战 2026-0014/1   已退回     "
	"马岭镇储罐泄漏情况通报",
	"                  周保密（保密关）：第二段写了储罐编号，删去后再报",
	"   余 27 分       实战 2026-0012/4   待人工发布 2 个账号  "
	"青河镇暴雨内涝情况通…",
	"   余 57 分       实战 2026-0012/c3  待核查     石桥水库要垮",
	" - 不限时         演练 D2026-0003/1  草稿       东安县城区内涝",
	" 进行中的事件（按下一时限） ─────────────────────────────────────── ! "
	"逾期 1 ──",
	" ! 逾期 9 分      实战 2026-0014   [I] 马岭镇储罐泄漏    已退回",
	"   余 27 分       实战 2026-0012   III 青河镇暴雨内涝    一审  传言 1",
	"   明天 12:05     实战 2026-0011   IV  城区供水管网抢修  6/12 上线",
	" - 今天 18:00     演练 D2026-0003  II  东安县城区内涝    1 稿",
	" 待他人处理 "
	"───────────────────────────────────────────────────────────────────",
	"   余 27 分       2026-0012/5   终审签发   青河镇暴雨内涝情…  吴签发  "
	"0000-1006",
	" 值班与账号 ──────────────────────────────────────────────── 账号 "
	"12，异常 1 ──",
	"  在岗  赵值班 0000-1001  孙审核 0000-1003  周保密 0000-1005",
	"        吴签发 0000-1006  王发布 0000-1008",
	"  ! 缺岗：核实人（请电话 钱核实 0000-1002）",
	"  ! 缺岗：法制审核员（请电话 李法制 0000-1004）",
	"  ! 账号 云溪发布（weibo）：凭据 2 天后到期",
	"──────────────────────────────────────────────────────────────────────"
	"──────────",
	"", " Enter 打开  n 新事件  l 台账  ? 帮助  : 命令  q 返回  L English",
	NULL
};

static const char *const zh_large[] = {
	"─── 总览 柳河县 "
	"──────────────────────────────────────────────────────────────────────"
	"──────────────────────────────────────────────────────────────────────"
	"────────────── 待办 4（逾期 1） ─── 王芳 ───",
	" 下一时限：首次权威发布  已逾期 9 分 0 秒  (13:51)  2026-0014         "
	"                                                                      "
	"                        承诺的下次发布  余 27 分  2026-0012",
	" 待我处理 "
	"──────────────────────────────────────────────────────────────────────"
	"─────────────── ! 逾期 1 ── │ 2026-0014/1  已退回 "
	"─────────────────────────────────────────────────────────────────────"
	"─",
	">! 逾期 9 分      实战 2026-0014/1   已退回     "
	"马岭镇储罐泄漏情况通报                                      │ "
	"马岭镇储罐泄漏情况通报",
	"                  周保密（保密关）：第二段写了储罐编号，删去后再报    "
	"                                      │ 原因       "
	"周保密（保密关）：第二段写了储罐编号，删去后再报",
	"   余 27 分       实战 2026-0012/4   待人工发布 2 个账号  "
	"青河镇暴雨内涝情况通报（第4号）                   │ 时限       ! 逾期 "
	"9 分",
	"   余 57 分       实战 2026-0012/c3  待核查     石桥水库要垮          "
	"                                      │ 现状       周保密 13:45 退回",
	" - 不限时         演练 D2026-0003/1  草稿       东安县城区内涝        "
	"                                      │ 可找       赵值班  0000-1001",
	" 进行中的事件（按下一时限） "
	"─────────────────────────────────────────────────────────────────── ! "
	"逾期 1 ── │",
	" ! 逾期 9 分      实战 2026-0014   [I] 马岭镇储罐泄漏                 "
	"          已退回                      │ "
	"11月24日9时23分，马岭镇化工园区一企业储罐发生泄漏。",
	"   余 27 分       实战 2026-0012   III 青河镇暴雨内涝             4 "
	"号 13:43    一审               传言 1   │ 泄漏的是园区 3-207 "
	"号储罐，现场已停产，周边 420 名职工撤离。",
	"   明天 12:05     实战 2026-0011   IV  城区供水管网抢修               "
	"          6/12 上线                   │ "
	"请居民关闭门窗，暂不外出，听村镇干部通知。",
	" - 今天 18:00     演练 D2026-0003  II  东安县城区内涝                 "
	"          1 稿                        │",
	" 待他人处理 "
	"──────────────────────────────────────────────────────────────────────"
	"───────────────────────── │ 2026-0014  马岭镇储罐泄漏  实战 I "
	"────────────────────────────────────────────────────────",
	"   余 27 分       实战 2026-0012/5   终审签发   "
	"青河镇暴雨内涝情况通报（第5号）        吴签发  0000-1006    │ 时限    "
	"   ! 逾期 9 分  首次权威发布",
	"                                                                      "
	"                                      │            明天 12:05  "
	"新闻发布会",
	"                                                                      "
	"                                      │ 稿件       /1 首发通报  "
	"已退回",
	"                                                                      "
	"                                      │ 口径       原因只说正在调查",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │ 值班 "
	"──────────────────────────────────────────────────────────────────────"
	"───────────────",
	"                                                                      "
	"                                      │ 撰稿人               赵值班 "
	"0000-1001",
	"                                                                      "
	"                                      │ 核实人               ! 缺",
	"                                                                      "
	"                                      │ 审核人               孙审核 "
	"0000-1003",
	" 值班与账号 "
	"──────────────────────────────────────────────────────────────────────"
	"────── 账号 12，异常 1 ── │ 签发人               吴签发 0000-1006",
	"  在岗  赵值班 0000-1001  孙审核 0000-1003  周保密 0000-1005  吴签发 "
	"0000-1006  王发布 0000-1008            │ 保密审查员           周保密 "
	"0000-1005",
	"  ! 缺岗：核实人（请电话 钱核实 0000-1002）、法制审核员（请电话 "
	"李法制 0000-1004）                          │ 法制审核员           ! "
	"缺",
	"  ! 账号 云溪发布（weibo）：凭据 2 天后到期                           "
	"                                      │ 发布员               王发布 "
	"0000-1008",
	"──────────────────────────────────────────────────────────────────────"
	"──────────────────────────────────────────────────────────────────────"
	"────────────────────────────────────────────────────────────",
	"", " Enter 打开  n 新事件  l 台账  ? 帮助  : 命令  q 返回  L English",
	NULL
};

static const char *const en_small[] = {
	"─── Board 柳河县 ─────────────────────────────── 4 for you (1 late) "
	"─── 王芳 ───",
	" Next: first release  9 min 0 s overdue  2026-0014        deadline: "
	"27 min left",
	" Waiting for me ─────────────────────────────────────────────────── ! "
	"1 late ──",
	">! late 9 min     ACTUAL 2026-0014/1   RETURNED       "
	"马岭镇储罐泄漏情况通报",
	"                  周保密 (confidentiality): "
	"第二段写了储罐编号，删去后再报",
	"   27 min left    ACTUAL 2026-0012/4   post by hand   2 accounts  "
	"青河镇暴雨内…",
	"   57 min left    ACTUAL 2026-0012/c3  to be checked  石桥水库要垮",
	" - no limit       DRILL  D2026-0003/1  draft          东安县城区内涝",
	" Open incidents, by their next deadline ─────────────────────────── ! "
	"1 late ──",
	" ! late 9 min     ACTUAL 2026-0014   [I] 马岭镇储罐泄漏  returned",
	"   27 min left    ACTUAL 2026-0012   III 青河镇暴雨内涝  first review "
	" 1 claim",
	"   tomorrow 12:05 ACTUAL 2026-0011   IV  城区供水管网抢修 6/12 "
	"published",
	" - today 18:00    DRILL  D2026-0003  II  东安县城区内涝  1 msg",
	" Waiting for others "
	"───────────────────────────────────────────────────────────",
	"   27 min left    2026-0012/5   final review   青河镇暴雨内…  吴签发  "
	"0000-1006",
	" Duty and accounts ────────────────────────────────── accounts 12, 1 "
	"failing ──",
	"  on duty  赵值班 0000-1001  孙审核 0000-1003  周保密 0000-1005",
	"           吴签发 0000-1006  王发布 0000-1008",
	"  ! nobody on duty is verifier (call 钱核实 0000-1002)",
	"  ! nobody on duty is legal reviewer (call 李法制 0000-1004)",
	"  ! account 云溪发布 (weibo): 凭据 2 天后到期",
	"──────────────────────────────────────────────────────────────────────"
	"──────────",
	"",
	" Enter Open  n New incident  l Ledger  ? Help  : Commands  q Back  L "
	"中文",
	NULL
};

static const char *const en_large[] = {
	"─── Board 柳河县 "
	"──────────────────────────────────────────────────────────────────────"
	"──────────────────────────────────────────────────────────────────────"
	"─────────── 4 for you (1 late) ─── 王芳 ───",
	" Next: first release  9 min 0 s overdue  (13:51)  2026-0014           "
	"                                                                      "
	"                        next update  27 min left  2026-0012",
	" Waiting for me "
	"──────────────────────────────────────────────────────────────────────"
	"───────── ! 1 late ── │ 2026-0014/1  RETURNED "
	"────────────────────────────────────────────────────────────────────",
	">! late 9 min     ACTUAL 2026-0014/1   RETURNED       "
	"马岭镇储罐泄漏情况通报                                │ "
	"马岭镇储罐泄漏情况通报",
	"                  周保密 (confidentiality): "
	"第二段写了储罐编号，删去后再报                                  │ why "
	"       周保密 (confidentiality): 第二段写了储罐编号，删去后再报",
	"   27 min left    ACTUAL 2026-0012/4   post by hand   2 accounts  "
	"青河镇暴雨内涝情况通报（第4号）           │ deadline   ! late 9 min",
	"   57 min left    ACTUAL 2026-0012/c3  to be checked  石桥水库要垮    "
	"                                      │ standing   returned by Zhou",
	" - no limit       DRILL  D2026-0003/1  draft          东安县城区内涝  "
	"                                      │ who can    赵值班  0000-1001",
	" Open incidents, by their next deadline "
	"─────────────────────────────────────────────────────── ! 1 late ── │",
	" ! late 9 min     ACTUAL 2026-0014   [I] 马岭镇储罐泄漏               "
	"          returned                    │ "
	"11月24日9时23分，马岭镇化工园区一企业储罐发生泄漏。",
	"   27 min left    ACTUAL 2026-0012   III 青河镇暴雨内涝           No. "
	"4 13:43   first review       1 claim  │ 泄漏的是园区 3-207 "
	"号储罐，现场已停产，周边 420 名职工撤离。",
	"   tomorrow 12:05 ACTUAL 2026-0011   IV  城区供水管网抢修             "
	"          6/12 published              │ "
	"请居民关闭门窗，暂不外出，听村镇干部通知。",
	" - today 18:00    DRILL  D2026-0003  II  东安县城区内涝               "
	"          1 msg                       │",
	" Waiting for others "
	"──────────────────────────────────────────────────────────────────────"
	"───────────────── │ 2026-0014  马岭镇储罐泄漏  ACTUAL I "
	"──────────────────────────────────────────────────────",
	"   27 min left    ACTUAL 2026-0012/5   final review   "
	"青河镇暴雨内涝情况通报（第5号）  吴签发  0000-1006    │ deadlines  ! "
	"late 9 min  first release",
	"                                                                      "
	"                                      │            tomorrow 12:05  "
	"press conference",
	"                                                                      "
	"                                      │ texts      /1 first notice  "
	"returned",
	"                                                                      "
	"                                      │ lines      原因只说正在调查",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │",
	"                                                                      "
	"                                      │ Duty table "
	"──────────────────────────────────────────────────────────────────────"
	"─────────",
	"                                                                      "
	"                                      │ drafter              赵值班 "
	"0000-1001",
	"                                                                      "
	"                                      │ verifier             ! nobody",
	"                                                                      "
	"                                      │ reviewer             孙审核 "
	"0000-1003",
	" Duty and accounts "
	"────────────────────────────────────────────────────────────── "
	"accounts 12, 1 failing ── │ signer               吴签发 0000-1006",
	"  on duty  赵值班 0000-1001  孙审核 0000-1003  周保密 0000-1005  "
	"吴签发 0000-1006  王发布 0000-1008         │ secrecy reviewer     "
	"周保密 0000-1005",
	"  ! nobody on duty is verifier (call 钱核实 0000-1002), legal "
	"reviewer (call 李法制 0000-1004)              │ legal reviewer       "
	"! nobody",
	"  ! account 云溪发布 (weibo): 凭据 2 天后到期                         "
	"                                      │ releaser             王发布 "
	"0000-1008",
	"──────────────────────────────────────────────────────────────────────"
	"──────────────────────────────────────────────────────────────────────"
	"────────────────────────────────────────────────────────────",
	"",
	" Enter Open  n New incident  l Ledger  ? Help  : Commands  q Back  L "
	"中文",
	NULL
};

/* Both languages, the usual screen and a large one, the cursor at rest. */
static void
desk__as_it_looks(void **state)
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
		assert_int_equal(r.grid.cursor_row, 3);
		assert_int_equal(r.grid.cursor_col, 0);
		rig_stop(&r);
	}
}

/* A move changes two cells: nothing is asked, nothing beside is drawn. */
static void
desk__what_is_beside_is_read_when_the_cursor_rests(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 40, 120);
	rig_sees_not(&r, "│ 2026-0014/1");
	rig_wait(&r, 100);
	rig_sees_not(&r, "│ 2026-0014/1");
	rig_wait(&r, 100);
	rig_sees(&r, "│ 2026-0014/1  已退回");
	rig_sees(&r, "周边 420 名职工撤离");
	assert_int_equal(rig_asked_times(&r, "message.show"), 1);

	rig_type(&r, "<Down><Down>");
	rig_sees(&r, "│ 2026-0014/1  已退回");
	assert_int_equal(rig_asked_times(&r, "message.show"), 1);
	rig_wait(&r, 200);
	rig_sees(&r, "│ 2026-0012/c3  待核查");
	rig_sees_not(&r, "周边 420 名职工撤离");
	assert_int_equal(rig_asked_times(&r, "message.show"), 1);
	rig_stop(&r);
}

/* Nothing is beside at 80 columns, and nothing is asked for it. */
static void
desk__on_80_columns_asks_nothing_more(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	(void)rig_screen(&r);
	rig_type(&r, "<Down>");
	rig_wait(&r, 500);
	assert_int_equal(rig_asked_times(&r, "message.show"), 0);
	assert_int_equal(rig_asked_times(&r, "incident.show"), 0);
	rig_stop(&r);
}

/* On every screen, and it grows at once. */
static void
frame__counts_what_waits_and_what_is_late(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_sees(&r, "待办 4（逾期 1）");
	rig_type(&r, "l");
	rig_sees(&r, "台账");
	rig_sees(&r, "待办 4（逾期 1）");
	r.now += 30 * 60000; /* and two more are late by then */
	rig_sees(&r, "待办 4（逾期 2）");
	rig_stop(&r);
}

/* The nearest of all on the board, this incident's own in an incident. */
static void
frame__has_the_clock_of_its_incident(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_sees(&r, "下一时限：首次权威发布");
	rig_answer(&r, "incident.show",
		"{\"id\":\"2026-0012\",\"mode\":\"actual\",\"title\":"
		"\"青河镇暴雨内涝\"}");
	app_open(&r.app, "walk", "2026-0012");
	app_pump(&r.app);
	rig_sees(&r, "下一时限：承诺的下次发布  还有 28 分");
	rig_sees_not(&r, "首次权威发布");
	rig_type(&r, "<Esc>");
	rig_answer(&r, "incident.show",
		"{\"id\":\"2026-0099\",\"mode\":\"actual\"}");
	app_open(&r.app, "walk", "2026-0099");
	app_pump(&r.app);
	rig_sees(&r, "没有计时中的时限");
	rig_stop(&r);
}

/* No account fails, and of ten nobody knows how they are: both are said. */
static void
desk__counts_the_accounts_that_are_unknown(void **state)
{
	json_t *status = rig_json(desk_status), *accounts;
	struct rig r;
	char *text;

	(void)state;
	accounts = json_object_get(status, "accounts");
	(void)json_object_del(accounts, "failed");
	doc_put_int(accounts, "warned", 2);
	doc_put_int(accounts, "unknown", 10);
	text = doc_format(status);
	for (int lang = 0; lang < 2; lang++) {
		start(&r, lang ? LANG_EN : LANG_ZH, 24, 80);
		rig_answer(&r, "status", text);
		rig_push(&r, "incident", "2026-0012");
		rig_sees(&r,
			lang ? " accounts 12, 0 failing, 10 unknown "
			     : " 账号 12，异常 0，不明 10 ");
		rig_sees(&r,
			lang ? "0 ill, 2 warned of, 10 unknown"
			     : "账号：0个异常，2个预警，10个不明");
		rig_stop(&r);
	}
	free(text);
	json_decref(status);
}

/* Nobody on duty is counted away while rows are empty. */
static void
desk__names_who_is_on_duty_while_there_is_room(void **state)
{
	json_t *all = rig_json(desk_officers);
	json_t *rows = json_object_get(all, "rows");
	struct rig r;
	char *text;

	(void)state;
	for (size_t n = 0; n < 7; n++)
		json_object_del(json_array_get(rows, n), "duty");
	text = doc_format(all);
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "incident.list", "{\"rows\":[],\"total\":0}");
	rig_answer(&r, "status", "{}");
	rig_answer(&r, "officer.list", text);
	rig_push(&r, "office", "");
	rig_sees(&r, "赵值班 0000-1001");
	rig_sees(&r, "王发布 0000-1008");
	rig_sees_not(&r, "+");
	rig_stop(&r);
	free(text);
	json_decref(all);
}

/* What does not fit is counted, above and below. */
static void
desk__what_has_scrolled_away_is_counted(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 20, 40);
	rig_sees(&r, ">! 逾期 9 分      2026-0014/1   已退回");
	rig_sees(&r, "下面还有 4 条");
	rig_type(&r, "<End>");
	rig_sees(&r, ">  余 27 分");
	rig_sees(&r, "上面还有");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(desk__as_it_looks),
		cmocka_unit_test(
			desk__what_is_beside_is_read_when_the_cursor_rests),
		cmocka_unit_test(desk__on_80_columns_asks_nothing_more),
		cmocka_unit_test(desk__what_has_scrolled_away_is_counted),
		cmocka_unit_test(frame__counts_what_waits_and_what_is_late),
		cmocka_unit_test(frame__has_the_clock_of_its_incident),
		cmocka_unit_test(desk__counts_the_accounts_that_are_unknown),
		cmocka_unit_test(
			desk__names_who_is_on_duty_while_there_is_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
