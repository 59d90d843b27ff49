/*
 * Small windows: 80x23, 60x20 and 40 columns are enough to read, review,
 * approve, fire and halt.
 */
#include "tests/tui/sample.h"
#include "tests/tui/sample_desk.h"

static const struct {
	int rows, cols;
} sizes[] = { { 23, 80 }, { 20, 60 }, { 20, 40 }, { 16, 40 } };
enum { SIZES = sizeof(sizes) / sizeof(sizes[0]) };

static void
start(struct rig *r, size_t size, const char *view, const char *show)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "message.show", show);
	rig_answer(r, "delivery.list", sample_prepared);
	rig_start(r, LANG_ZH, sizes[size].rows, sizes[size].cols);
	app_open(&r->app, view, "2026-0001/1");
	app_pump(&r->app);
}

static void
small__reviewing_at_40_columns(void **state)
{
	static const char *const text[] = {
		"─ ─ 演练 DRILL  ─  审核 2026-0001/1 … ─",
		" 下一时限：首次权威…  还有 1 小时 24 分",
		" [正文]  各关   改动   账号",
		" 3f9a 11c2 77de  PgDn 读到末尾，否则说明",
		" 柳河县暴雨洪涝情况通报", "",
		" 11月24日10时起，柳河县城关镇出现暴雨。",
		" 请沿河群众立即转移。", "", "", "", "", "", "", "", "", "",
		"─ ─ 演练 DRILL  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─", "",
		" A 签发  p 通过  B 退回  r 发布  ? 帮助", NULL
	};
	static const char *const gates[] = {
		"─ ─ 演练 DRILL  ─  审核 2026-0001/1 … ─",
		" 下一时限：首次权威…  还有 1 小时 23 分",
		"  正文  [各关]  改动   账号", " 3f9a 11c2 77de",
		" 一审 ─────────────────────────────────",
		"  [x] 文字关        chen 13:43",
		"  [ ] 政策关        审核人/核实人",
		" 终审签发 ─────────────────────────────",
		"  [ ] 发布权限      签发人",
		" 发布清单 ─────────────────────────────",
		"  w 说明理由  z 本稿豁免  h 会签", "   机器未发现问题", "", "",
		"", "", "", "─ ─ 演练 DRILL  ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─", "",
		" A 签发  p 通过  B 退回  r 发布  ? 帮助", NULL
	};
	struct rig r;

	(void)state;
	start(&r, 2, "review", sample_review);
	rig_expect(&r, text);
	rig_type(&r, "<Tab>");
	rig_expect(&r, gates);
	rig_stop(&r);
}

static void
small__releasing_at_40_columns(void **state)
{
	static const char *const want[] = {
		"═══ 实战 ACTUAL ═══ 发布 2026-0001/1… ══",
		" 下一时限：首次权威…  还有 1 小时 24 分",
		" 已待发。须由另一名发布员登录后发布。",
		" 可由：赵敏 0435-2207", "",
		" 校验码     3f9a 11c2 77de（第 2 稿）", " 撰稿人     li",
		" 签发       sun  13:43:20", " 待发       zhao  13:58:20",
		"            有效期：还有 8 分 20 秒", " 发布       尚无",
		" 转待发与发布须两人；只有一名撰稿人的，",
		" 该撰稿人不得操作。",
		" 2 个账号：就绪 1，未就绪 1 ───────────",
		"> * 县政府网站    网站        就绪",
		"  ! 柳河发布      practice    未就绪", "",
		"═══ 实战 ACTUAL ════════════════════════", "",
		" a 转待发  f 发布  H 停发  ? 帮助", NULL
	};
	struct rig r;

	(void)state;
	start(&r, 2, "release", sample_actual);
	rig_expect(&r, want);
	rig_stop(&r);
}

/* How long a deadline's name may be, how much time is left is not cut. */
static void
small__the_time_left_is_whole_in_both_languages(void **state)
{
	static const char *const titles[] = { "first release",
		"Rainstorm and flood, Qinghe town: the first notice of all" };
	static const char *const left[LANG_COUNT] = {
		[LANG_EN] = "1 h 24 min left", [LANG_ZH] = "还有 1 小时 24 分"
	};
	char status[400];
	struct rig r;

	(void)state;
	for (size_t n = 0; n < 2; n++) {
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			(void)snprintf(status, sizeof(status),
				"{\"waits\":[],\"record\":{\"behind\":3},"
				"\"relay\":{\"actual\":true,\"drill\":true},"
				"\"clock\":{\"due\":" SAMPLE_DUE
				",\"incident\":\"2026-0001\",\"title\":{"
				"\"en\":\"%s\",\"zh\":\"%s\"}}}",
				titles[n], titles[n]);
			memset(&r, 0, sizeof(r));
			sample_answers(&r);
			rig_answer(&r, "status", status);
			rig_start(&r, (enum lang)lang, 20, 40);
			rig_sees(&r, left[lang]);
			rig_stop(&r);
		}
	}
}

/* There is no room for the word of each row, but some have nothing else. */
static void
small__a_halt_is_named_in_the_line_of_time(void **state)
{
	static const char *const sees[LANG_COUNT][2] = {
		[LANG_EN] = { "13:50          HALTED   /1",
			"13:45          begun" },
		[LANG_ZH] = { "13:50          停发 /1", "13:45          建立" }
	};
	struct rig r;

	(void)state;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		memset(&r, 0, sizeof(r));
		sample_answers(&r);
		rig_answer(&r, "incident.show",
			"{\"id\":\"2026-0001\",\"mode\":\"actual\",\"title\":"
			"\"内涝\",\"state\":\"open\",\"past\":[{\"what\":"
			"\"opened\",\"time\":1795499100000},{\"what\":"
			"\"halted\",\"time\":1795499400000,\"message\":"
			"\"2026-0001/1\",\"by_name\":\"王发布\"}]}");
		rig_start(&r, (enum lang)lang, 20, 40);
		app_open(&r.app, "walk", "2026-0001");
		app_pump(&r.app);
		for (size_t n = 0; n < 2; n++)
			rig_sees(&r, sees[lang][n]);
		rig_stop(&r);
	}
}

static void
small__any_of_them_is_enough_to_pass_and_halt_and_fire(void **state)
{
	struct rig r;

	(void)state;
	for (size_t i = 0; i < SIZES; i++) {
		start(&r, i, "review", sample_review);
		rig_answer(&r, "review", "[]");
		rig_sees(&r, "请沿河群众立即转移。");
		rig_sees(&r, "3f9a 11c2 77de");
		rig_type(&r, "<End>p");
		rig_sees(&r, "通过");
		rig_sees(&r, "政策关");
		rig_type(&r, "<Enter>已通读全文<Enter>");
		assert_int_equal(rig_acts(&r, "review"), 1);
		rig_stop(&r);

		start(&r, i, "release", sample_actual);
		rig_answer(&r, "release.halt", "[]");
		rig_answer(&r, "release.fire", "[]");
		rig_type(&r, "f令牌稍后修复<Enter>");
		rig_sees(&r, "发布请输入：2026-0001 1 4731");
		rig_type(&r, "2026-0001 1 4731<Enter>");
		assert_int_equal(rig_acts(&r, "release.fire"), 1);
		app_open(&r.app, "release", "2026-0001/1");
		app_pump(&r.app);
		rig_sees(&r, "H 停发");
		rig_type(&r, "H");
		assert_int_equal(rig_acts(&r, "release.halt"), 1);
		rig_stop(&r);
	}
}

/* Every view and every dialog of it, in every size down to nothing. */
static void
small__no_size_breaks_a_view(void **state)
{
	struct rig r;

	(void)state;
	for (int cols = 1; cols < 90; cols += cols < 44 ? 1 : 7) {
		for (int rows = 1; rows < 26; rows += 3) {
			memset(&r, 0, sizeof(r));
			sample_answers(&r);
			rig_start(&r, LANG_EN, rows, cols);
			for (size_t i = 0; all_views[i]; i++) {
				app_open(&r.app, all_views[i]->name,
					"D2026-0001/1");
				app_pump(&r.app);
				(void)rig_screen(&r);
				r.down = 1;
				rig_type(&r, "<Up>");
				(void)rig_screen(&r);
				r.down = 0;
				rig_type(&r, "<Esc><Esc>");
			}
			rig_stop(&r);
		}
	}
}

/* However long the reason why the record stopped: what is late is seen. */
static void
small__what_waits_keeps_its_room(void **state)
{
	json_t *status = json_loads(desk_status, 0, NULL);
	char why[390], *text;
	struct rig r;

	(void)state;
	for (size_t n = 0; n < sizeof(why); n++)
		why[n] = n % 8 == 7 ? ' ' : 'w';
	why[sizeof(why) - 1] = '\0';
	doc_put(status, "record",
		json_pack("{s:i,s:s,s:s}", "behind", 3, "fault", why, "remedy",
			"请管理员运行 crier doctor"));
	text = doc_format(status);
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "status", text);
	rig_answer(&r, "incident.list", desk_incidents);
	rig_answer(&r, "officer.list", desk_officers);
	rig_start(&r, LANG_ZH, 23, 80);
	rig_sees(&r, ">! 逾期 9 分      实战 2026-0014/1");
	rig_sees(&r, "2026-0012/c3  待核查     石桥水库要垮");
	rig_sees(&r, "…  请管理员运行 crier doctor");
	rig_stop(&r);
	free(text);
	json_decref(status);
}

static void
small__below_that_it_says_so(void **state)
{
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_start(&r, LANG_EN, 15, 39);
	rig_sees(&r, "This window is 39 x 15.");
	rig_sees(&r, "40 x 16");
	rig_stop(&r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(small__reviewing_at_40_columns),
		cmocka_unit_test(small__releasing_at_40_columns),
		cmocka_unit_test(
			small__the_time_left_is_whole_in_both_languages),
		cmocka_unit_test(small__a_halt_is_named_in_the_line_of_time),
		cmocka_unit_test(
			small__any_of_them_is_enough_to_pass_and_halt_and_fire),
		cmocka_unit_test(small__no_size_breaks_a_view),
		cmocka_unit_test(small__what_waits_keeps_its_room),
		cmocka_unit_test(small__below_that_it_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
