/*
 * The release before it is armed: every account in full, what is left out and
 * why, and the text that the account under the cursor gets.
 */
#include "tests/tui/sample_desk.h"

static const char approved[] =
	"{\"id\":\"2026-0012/5\",\"incident\":\"2026-0012\",\"mode\":"
	"\"actual\",\"kind\":\"update\",\"state\":\"approved\",\"revision\":2,"
	"\"title\":\"青河镇暴雨内涝情况通报（第5号）\",\"digest\":"
	"\"72b464b6672b00000000000000000000000000000000000000000000000000\","
	"\"authors\":[\"zhao\"],\"approved\":{\"by\":\"wu\",\"time\":"
	"1795499000000},\"variants\":["
	"{\"account\":\"site\",\"name\":\"云溪县人民政府网站\",\"kind\":"
	"\"site\",\"title\":\"第5号\",\"text\":\"截至14时20分，积水基本退去。"
	"\\n转移安置群众1480人。\\n搜救仍在进行。\\n请关好门窗。\\n"
	"下次通报不晚于17时。\",\"count\":412,\"limit\":0},"
	"{\"account\":\"weibo\",\"name\":\"云溪发布\",\"kind\":\"weibo\","
	"\"title\":\"\",\"text\":\"积水基本退去，转移1480人。\",\"count\":138,"
	"\"limit\":140,\"untried\":true}]}";

static const char office[] =
	"{\"total\":4,\"next\":null,\"rows\":["
	"{\"id\":\"site\",\"name\":\"云溪县人民政府网站\",\"owner\":"
	"\"县政府办公室\",\"lead\":true,\"ok\":true,\"state\":\"active\"},"
	"{\"id\":\"weibo\",\"name\":\"云溪发布\",\"owner\":\"县政府新闻办\","
	"\"ok\":true,\"state\":\"active\"},"
	"{\"id\":\"hook\",\"name\":\"融媒采编\",\"owner\":\"县融媒中心\","
	"\"ok\":false,\"detail\":\"没有密钥\",\"state\":\"active\"},"
	"{\"id\":\"old\",\"name\":\"旧网站\",\"owner\":\"县融媒中心\","
	"\"ok\":true,\"state\":\"closed\"}]}";

static const char nothing[] = "{\"total\":0,\"next\":null,\"rows\":[]}";

static void
start(struct rig *r, enum lang lang, int rows, int cols)
{
	memset(r, 0, sizeof(*r));
	rig_answer(r, "watch", "{}");
	rig_answer(r, "status", desk_status);
	rig_answer(r, "incident.list", desk_incidents);
	rig_answer(r, "message.show", approved);
	rig_answer(r, "delivery.list", nothing);
	rig_answer(r, "account.list", office);
	rig_start(r, lang, rows, cols);
	app_open(&r->app, "release", "2026-0012/5");
	app_pump(&r->app);
}

static const char *const zh_small[] = {
	"═══ 实战 ACTUAL ═══ 发布 2026-0012/5 动态  青河… ═ 待办 4（逾期 1） "
	"═══ 王芳 ═══",
	" 下一时限：承诺的下次发布  还有 28 分钟  (14:28)  2026-0012",
	" 已签发。由发布员转待发：各账号作好准备，不发出任何内容。", "",
	" 校验码     72b4 64b6 672b（第 2 稿）", " 撰稿人     zhao",
	" 签发       wu  13:43:20",
	" 转待发与发布须两人；只有一名撰稿人的，该撰稿人不得操作。",
	" 未在真实平台试过：云溪发布", "  不发 1 个：融媒采编（没有密钥）",
	" 2 个账号 "
	"─────────────────────────────────────────────────────────────────────",
	"> 网站       云溪县人民政府网站   412          县政府办公室（主账…  "
	"检查正常",
	"  weibo      云溪发布             138/140      县政府新闻办         "
	"从未试发",
	"", "", "", "",
	" 云溪县人民政府网站  第5号 ────────────────── 第 1-3 行，共 5 "
	"行，PgDn 下翻 ───",
	" 截至14时20分，积水基本退去。", " 转移安置群众1480人。",
	" 搜救仍在进行。",
	"═══ 实战 ACTUAL "
	"════════════════════════════════════════════════════════════════",
	"",
	" a 转待发  f 发布  H 停发  U 解除  Enter 看分发  PgDn 下页  ? 帮助  "
	": 命令",
	NULL
};

static const char *const zh_large[] = {
	"═══ 实战 ACTUAL ═══ 发布 2026-0012/5 动态  "
	"青河镇暴雨内涝情况通报（第5号） "
	"══════════════════════════════════════════════════════════════════════"
	"═════════════════════════ 待办 4（逾期 1） ═══ 王芳 ═══",
	" 下一时限：承诺的下次发布  还有 28 分钟  (14:28)  2026-0012",
	" 已签发。由发布员转待发：各账号作好准备，不发出任何内容。", "",
	" 校验码     72b4 64b6 672b（第 2 稿）", " 撰稿人     zhao",
	" 签发       wu  13:43:20",
	" 转待发与发布须两人；只有一名撰稿人的，该撰稿人不得操作。",
	" 未在真实平台试过：云溪发布",
	"  不发 1 个：融媒采编（没有密钥）                                     "
	"                               云溪县人民政府网站  第5号 "
	"──────────────────────────────────────────────────────────────────────"
	"───",
	" 2 个账号 "
	"──────────────────────────────────────────────────────────────────────"
	"──────────────────   截至14时20分，积水基本退去。",
	"> 网站       云溪县人民政府网站       412          "
	"县政府办公室（主账号）              检查正常      "
	"转移安置群众1480人。",
	"  weibo      云溪发布                 138/140      县政府新闻办       "
	"                 从未试发      搜救仍在进行。",
	"                                                                      "
	"                               请关好门窗。",
	"                                                                      "
	"                               下次通报不晚于17时。",
	"", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "",
	"", "", "", "", "", "", "", "", "", "", "", "", "", "",
	"═══ 实战 ACTUAL "
	"══════════════════════════════════════════════════════════════════════"
	"══════════════════════════════════════════════════════════════════════"
	"════════════════════════════════════════════",
	"",
	" a 转待发  f 发布  H 停发  U 解除  Enter 看分发  ? 帮助  : 命令  q "
	"返回  L English",
	NULL
};

static const char *const en_small[] = {
	"═══ 实战 ACTUAL ═══ Release 2026-0012/5 updat… ═ 4 for you (1 late) "
	"═══ 王芳 ═══",
	" Next: next update  28 min left  (14:28)  2026-0012",
	" Approved. A releaser arms it: every account is prepared, nothing is "
	"sent.",
	"", " digest     72b4 64b6 672b  (revision 2)", " authors    zhao",
	" approved   wu  13:43:20",
	" Two persons: who arms does not fire; the only author does neither.",
	" Not tried on the real platform: 云溪发布",
	"  1 left out: 融媒采编 (没有密钥)",
	" 2 accounts "
	"───────────────────────────────────────────────────────────────────",
	"> web site   云溪县人民政府网站   412          县政府办公室 (lead)  "
	"checked",
	"  weibo      云溪发布             138/140      县政府新闻办         "
	"never tried",
	"", "", "", "",
	" 云溪县人民政府网站  第5号 ─────────────────────────── lines 1-3 of "
	"5, PgDn ───",
	" 截至14时20分，积水基本退去。", " 转移安置群众1480人。",
	" 搜救仍在进行。",
	"═══ 实战 ACTUAL "
	"════════════════════════════════════════════════════════════════",
	"",
	" a Arm  f Fire  H HALT  U Disarm  Enter See deliveries  PgDn Page "
	"down  ? Help",
	NULL
};

static const char *const en_large[] = {
	"═══ 实战 ACTUAL ═══ Release 2026-0012/5 update  "
	"青河镇暴雨内涝情况通报（第5号） "
	"══════════════════════════════════════════════════════════════════════"
	"══════════════════ 4 for you (1 late) ═══ 王芳 ═══",
	" Next: next update  28 min left  (14:28)  2026-0012",
	" Approved. A releaser arms it: every account is prepared, nothing is "
	"sent.",
	"", " digest     72b4 64b6 672b  (revision 2)", " authors    zhao",
	" approved   wu  13:43:20",
	" Two persons: who arms does not fire; the only author does neither.",
	" Not tried on the real platform: 云溪发布",
	"  1 left out: 融媒采编 (没有密钥)                                     "
	"                               云溪县人民政府网站  第5号 "
	"──────────────────────────────────────────────────────────────────────"
	"───",
	" 2 accounts "
	"──────────────────────────────────────────────────────────────────────"
	"────────────────   截至14时20分，积水基本退去。",
	"> web site   云溪县人民政府网站       412          县政府办公室 "
	"(lead)                 checked       转移安置群众1480人。",
	"  weibo      云溪发布                 138/140      县政府新闻办       "
	"                 never tried   搜救仍在进行。",
	"                                                                      "
	"                               请关好门窗。",
	"                                                                      "
	"                               下次通报不晚于17时。",
	"", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "",
	"", "", "", "", "", "", "", "", "", "", "", "", "", "",
	"═══ 实战 ACTUAL "
	"══════════════════════════════════════════════════════════════════════"
	"══════════════════════════════════════════════════════════════════════"
	"════════════════════════════════════════════",
	"",
	" a Arm  f Fire  H HALT  U Disarm  Enter See deliveries  ? Help  : "
	"Commands  q Back  L 中文",
	NULL
};

static void
accounts__as_they_look(void **state)
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
		rig_expect(&r, screens[i].want);
		rig_stop(&r);
	}
}

/* The text changes when the cursor has rested, not while it moves. */
static void
accounts__the_text_is_that_of_the_account_it_rests_on(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_sees(&r, "截至14时20分");
	rig_type(&r, "<Down>");
	rig_sees(&r, "截至14时20分");
	rig_wait(&r, 200);
	rig_sees(&r, "积水基本退去，转移1480人。");
	rig_sees_not(&r, "截至14时20分");
	rig_stop(&r);
}

/* The whole text can be read before anything is prepared. */
static void
accounts__a_long_text_is_read_by_pages(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_sees(&r, "第 1-3 行，共 5 行，PgDn 下翻");
	rig_sees_not(&r, "下次通报不晚于17时。");
	rig_type(&r, "<PgDn>");
	rig_sees(&r, "第 3-5 行，共 5 行，PgUp 上翻");
	rig_sees(&r, "下次通报不晚于17时。");
	rig_sees(&r, "> 网站"); /* and the cursor has not moved */
	rig_type(&r, "<PgUp>");
	rig_sees(&r, "第 1-3 行，共 5 行，PgDn 下翻");
	rig_type(&r, "<PgDn><Down>");
	rig_wait(&r, 200);
	rig_sees(&r, "积水基本退去，转移1480人。");
	rig_stop(&r);
}

/* Once it is being prepared, the list is of what each account says to it. */
static void
accounts__give_way_to_what_is_prepared(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_sees(&r, "不发 1 个");
	rig_answer(&r, "delivery.list",
		"{\"total\":1,\"next\":null,\"rows\":[{\"id\":"
		"\"2026-0012/5:site\",\"account\":\"site\",\"kind\":\"site\","
		"\"state\":\"prepared\"}]}");
	rig_push(&r, "message", "2026-0012/5");
	rig_sees(&r, "1 个账号：就绪 1，未就绪 0");
	rig_sees_not(&r, "不发 1 个");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accounts__as_they_look),
		cmocka_unit_test(
			accounts__the_text_is_that_of_the_account_it_rests_on),
		cmocka_unit_test(accounts__a_long_text_is_read_by_pages),
		cmocka_unit_test(accounts__give_way_to_what_is_prepared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
