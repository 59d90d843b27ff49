/*
 * The screen of accounts: the worst first, the reasons of the one under the
 * cursor in full, at the least size and at a large one; the board counts them.
 */
#include "tests/tui/sample.h"

static const char answer[] =
	"{\"total\":3,\"rows\":[{\"account\":\"weibo\",\"name\":\"云溪发布\","
	"\"owner\":\"云溪县新闻办\",\"platform\":\"weibo\",\"state\":"
	"\"active\",\"grade\":\"ill\",\"reasons\":[{\"grade\":\"ill\","
	"\"what\":{\"en\":\"no verified post for 15 days\",\"zh\":"
	"\"已15天没有经核实的更新\"},\"todo\":{\"en\":\"Release one through it"
	"\",\"zh\":\"今天经该账号发布一条\"}},{\"grade\":\"unknown\",\"rule\":"
	"\"R-12\",\"what\":{\"en\":\"unknown: Phone\",\"zh\":\"未登记：电话\"}"
	"}]},{\"account\":\"toutiao\",\"name\":\"云溪头条\",\"owner\":"
	"\"云溪县新闻办\",\"platform\":\"toutiao\",\"state\":\"suspended\","
	"\"grade\":\"unknown\",\"reasons\":[{\"grade\":\"unknown\",\"what\":{"
	"\"en\":\"nothing shows that anybody can log in\",\"zh\":"
	"\"未见可以登录的证明\"}}]},{\"account\":\"site\",\"name\":\"县网站\","
	"\"owner\":\"云溪县新闻办\",\"platform\":\"site\",\"state\":"
	"\"active\",\"grade\":\"well\",\"reasons\":[]}]}";

static void
start_with(struct rig *r, enum lang lang, int rows, int cols, const char *round)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "account.health", answer);
	rig_answer(r, "account.round", round);
	rig_start(r, lang, rows, cols);
	app_open(&r->app, "accounts", "");
	app_pump(&r->app);
}

static void
start(struct rig *r, enum lang lang, int rows, int cols)
{
	start_with(r, lang, rows, cols, NULL);
}

static void
health__is_told_worst_first_with_reasons(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_sees(&r, "> 异常     云溪发布");
	rig_sees(&r, "今天经该账号发布一条");
	rig_sees(&r, "R-12 未登记：电话");
	assert_null(strstr(rig_screen(&r), "已暂停"));
	rig_type(&r, "<Down>");
	rig_wait(&r, 200); /* the cursor rests */
	rig_sees(&r, "已暂停");
	rig_stop(&r);
}

/* What has no room beside or below the list is counted; Enter shows it. */
static void
health__says_how_much_is_cut(void **state)
{
	json_t *doc = json_loads(answer, 0, NULL), *reasons;
	struct rig r;
	char *text;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_sees_not(&r, "下面还有");
	rig_stop(&r);
	reasons = doc_get(json_array_get(doc_get(doc, "rows"), 0), "reasons");
	for (int n = 0; n < 10; n++)
		json_array_append_new(reasons,
			json_pack("{s:s,s:{s:s,s:s}}", "grade", "warned",
				"what", "en", "another reason", "zh",
				"另一原因"));
	text = doc_format(doc);
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "account.health", text);
	rig_push(&r, "office", "");
	rig_sees(&r, " 下面还有 7 行，按回车看 ──");
	rig_stop(&r);
	free(text);
	json_decref(doc);
}

/* When the last one was and what it came to stands above the list, what it
 * found on an account with the account; an older station tells nothing. */
static void
health__tells_of_the_last_round(void **state)
{
	static const struct {
		const char *answer, *sees[3], *not ;
	} rows[] = {
		{ "{}", { "还没有完成过巡查。" }, "没有发现" },
		{ "{\"began\":1795456800000,\"ended\":1795457640000,"
		  "\"accounts\":3,\"failed\":[],\"alarmed\":[]}",
			{ "上次巡查：02:00 至 02:14，账号 3 个",
				"巡查没有发现需要处理的情况。" },
			"未能" },
		{ "{\"began\":1795456800000,\"ended\":1795457640000,"
		  "\"accounts\":3,\"failed\":[{\"account\":\"weibo\","
		  "\"why\":\"口令不对\"}],\"unread\":[{\"account\":"
		  "\"toutiao\",\"why\":\"\"},{\"account\":\"site\","
		  "\"why\":\"\"}],\"running\":{\"began\":1795496400000,"
		  "\"accounts\":40,\"heard\":12}}",
			{ "13:00 起正在巡查：已看 12 个，共 40 个账号",
				"!  未能登录: 1  未读取已发内容: 2",
				"上次巡查：未能登录：口令不对" },
			"没有发现" },
		{ "{\"refusal\":{\"code\":\"no-question\",\"what\":"
		  "\"no such question\",\"where\":\"\",\"remedy\":"
		  "\"\"}}",
			{ "> 异常     云溪发布" }, "no such" },
	};
	struct rig r;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		start_with(&r, LANG_ZH, 24, 80, rows[i].answer);
		for (size_t n = 0; n < 3 && rows[i].sees[n]; n++)
			rig_sees(&r, rows[i].sees[n]);
		rig_sees_not(&r, rows[i].not );
		rig_stop(&r);
	}
}

/* The bar offers what there is to do: all reasons, and the register's form. */
static void
health__offers_keys(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	/* to who may not change an account no key is named that does */
	rig_sees(&r, " Enter 打开  e 核对  4 被盗  ? 帮助");
	(void)json_array_append_new(r.app.roles, json_string("registrar"));
	rig_sees(&r, " Enter 打开  m 修改  e 核对  K 开始巡查  4 被盗");
	rig_type(&r, "<Enter>");
	rig_sees(&r, "今天经该账号发布一条");
	rig_sees(&r, "R-12 未登记：电话");
	assert_non_null(r.app.dialog);
	rig_type(&r, "<Esc>");
	rig_answer(&r, "account.list", "{\"total\":0,\"rows\":[]}");
	rig_type(&r, "m");
	assert_string_equal(app_top(&r.app)->ops->name, "act");
	assert_string_equal(app_top(&r.app)->id, "account.change");
	app_pump(&r.app);
	rig_sees_not(&r, "按键 m"); /* the form, not the way back here */
	rig_stop(&r);
}

/* From an alarm one key opens the playbook for a stolen account. */
static void
health__leads_to_the_playbook_for_a_stolen_account(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "playbook.list",
		"{\"rows\":[{\"id\":\"rumor\",\"title\":{\"en\":\"Rumor\","
		"\"zh\":\"谣言\"}},{\"id\":\"account-stolen\",\"title\":{"
		"\"en\":\"Stolen account\",\"zh\":\"账号被盗用\"}}]}");
	rig_answer(&r, "playbook.show",
		"{\"id\":\"account-stolen\",\"title\":{\"en\":\"Stolen "
		"account\",\"zh\":\"账号被盗用\"},\"steps\":[]}");
	rig_type(&r, "4");
	app_pump(&r.app);
	assert_string_equal(app_top(&r.app)->ops->name, "open");
	rig_sees(&r, "> 账号被盗用");
	rig_stop(&r);
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "account.list", "{\"total\":0,\"rows\":[]}");
	rig_type(&r, "5");
	assert_string_equal(app_top(&r.app)->id, "account.suspend");
	rig_stop(&r);
}

static void
health__stands_beside_the_list_where_there_is_room(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 50, 200);
	rig_sees(&r, "> ILL      云溪发布");
	rig_sees(&r, "Release one through it");
	rig_sees(&r, "well     县网站");
	rig_stop(&r);
}

static void
board__counts_what_is_ill(void **state)
{
	json_t *status;
	char *text;
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	status = rig_json(sample_status);
	doc_put_int(doc_get(status, "accounts"), "ill", 2);
	text = doc_format(status);
	rig_answer(&r, "status", text);
	rig_start(&r, LANG_EN, 24, 80);
	rig_sees(&r, "2 ill, 0 warned of (3 says why)");
	rig_stop(&r);
	free(text);
	json_decref(status);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(health__is_told_worst_first_with_reasons),
		cmocka_unit_test(health__says_how_much_is_cut),
		cmocka_unit_test(health__tells_of_the_last_round),
		cmocka_unit_test(health__offers_keys),
		cmocka_unit_test(
			health__leads_to_the_playbook_for_a_stolen_account),
		cmocka_unit_test(
			health__stands_beside_the_list_where_there_is_room),
		cmocka_unit_test(board__counts_what_is_ill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
