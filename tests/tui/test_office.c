/*
 * The screens of letters, mirrors and reports: what went wrong is said with its
 * reason, how far each is, and each number leads to its entries.
 */
#include "tests/tui/sample_office.h"
#include "tui/console/list.h"

static void
start(struct rig *r, enum lang lang, const char *view, const char *id)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	sample_office_answers(r);
	rig_start(r, lang, 24, 80);
	app_open(&r->app, view, id);
	app_pump(&r->app);
}

static void
letters__that_were_refused_say_why(void **state)
{
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	sample_office_answers(&r);
	rig_start(&r, LANG_EN, 40, 120);
	rig_type(&r, "7");
	rig_sees(&r, "REFUSED: not the text that was signed");
	rig_sees(&r, "well, host last well 13:58:20, every 60 s");
	rig_sees(&r, "该分支被改写"); /* as the station has put it */
	rig_sees(&r, "明日八时起停水十二小时。");
	rig_stop(&r);
}

static void
letters__without_an_exchange_say_how_they_go(void **state)
{
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	sample_office_answers(&r);
	rig_answer(&r, "exchange.status",
		"{\"refusal\":{\"code\":\"exchange-none\",\"what\":\"none\","
		"\"where\":\"\",\"remedy\":\"\"}}");
	rig_start(&r, LANG_EN, 24, 80);
	rig_type(&r, "7");
	rig_sees(&r, "No exchange: letters go by stick or mail");
	rig_sees(&r, "> taken");
	rig_stop(&r);
}

static void
letters__that_ask_are_answered_as_they_were_read(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, "letters", "");
	rig_answer(&r, "letter.answer", "[]");
	rig_type(&r, "+");
	rig_sees(&r, "Agree to this text");
	rig_sees(&r, "明日八时起停水十二小时。");
	rig_type(&r, "<Enter>");
	assert_int_equal(rig_acts(&r, "letter.answer"), 1);
	assert_string_equal(doc_str(rig_act(&r), "letter"), "aa11000000");
	assert_string_equal(doc_str(rig_act(&r), "answer"), "agreed");
	/* no without a reason is none */
	rig_type(&r, "<Home>-<^S>");
	assert_int_equal(rig_acts(&r, "letter.answer"), 1);
	rig_type(&r, "other hours<^S>");
	assert_int_equal(rig_acts(&r, "letter.answer"), 2);
	assert_string_equal(doc_str(rig_act(&r), "answer"), "refused");
	/* what does not ask is not answered, nor what is not read yet */
	rig_type(&r, "<Down>+");
	rig_sees(&r, "does not ask for our agreement");
	assert_int_equal(rig_acts(&r, "letter.answer"), 2);
	rig_stop(&r);
}

static void
mirrors__say_how_far_behind_they_are(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, "mirrors", "");
	rig_sees(&r, "> city           落后：缺 12 条，始于 13:43:20");
	rig_sees(&r, "原因  连接超时");
	rig_sees(&r, "镜像进程  运行中");
	/* one that has come up to us is not shown behind any longer */
	rig_answer(&r, "mirror.list", "{\"rows\":[],\"running\":true}");
	rig_push(&r, "mirror", "city");
	rig_wait(&r, 1);
	assert_null(strstr(rig_screen(&r), "落后"));
	rig_stop(&r);
}

static void
mirrors__are_proposed_confirmed_and_stopped(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, "mirrors", "");
	rig_answer(&r, "mirror.add", "[]");
	rig_answer(&r, "mirror.confirm", "[]");
	rig_answer(&r, "mirror.stop", "[]");
	rig_type(&r, "Y");
	rig_sees(&r, "Nothing waits about this mirror.");
	rig_type(&r, "<End>Y");
	rig_sees(&r, "/srv/vault");
	rig_type(&r, "<Enter>");
	assert_int_equal(rig_acts(&r, "mirror.confirm"), 1);
	assert_string_equal(doc_str(rig_act(&r), "mirror"), "vault");
	assert_string_equal(doc_str(rig_act(&r), "digest"), "d7");
	rig_type(&r, "<Home>X");
	rig_type(&r, "disk broken<^S>");
	assert_string_equal(doc_str(rig_act(&r), "mirror"), "city");
	assert_string_equal(doc_str(rig_act(&r), "reason"), "disk broken");
	rig_type(&r, "n");
	rig_sees(&r, "Whoever has the copy reads everything");
	rig_type(&r, "two<Tab>/srv/two<^S>");
	assert_int_equal(rig_acts(&r, "mirror.add"), 1);
	assert_string_equal(doc_str(rig_act(&r), "address"), "/srv/two");
	rig_stop(&r);
}

/* The last question of that name. */
static const json_t *
last_asked(const struct rig *r, const char *question)
{
	for (size_t n = json_array_size(r->asked); n > 0; n--)
		if (strcmp(doc_str(json_array_get(r->asked, n - 1), "question"),
			    question) == 0)
			return json_array_get(r->asked, n - 1);
	return NULL;
}

static void
reports__each_number_leads_to_its_entries(void **state)
{
	const json_t *asked;
	struct rig r;

	(void)state;
	start(&r, LANG_EN, "reports", "2026-11");
	rig_answer(&r, "ledger.list",
		"{\"total\":3,\"rows\":[{\"seq\":5,\"time\":1795499940000,"
		"\"by\":\"li\",\"kind\":\"message.fired\",\"incident\":"
		"\"2026-0001\",\"body\":{}},{\"seq\":9,\"time\":1795499950000,"
		"\"by\":\"wang\",\"kind\":\"message.fired\",\"incident\":"
		"\"2026-0001\",\"body\":{}},{\"seq\":17,\"time\":1795499960000,"
		"\"by\":\"wang\",\"kind\":\"message.fired\",\"incident\":"
		"\"2026-0002\",\"body\":{}}]}");
	rig_sees(&r, "messages released");
	rig_sees(&r, "2 of 3");
	rig_sees(&r, "not known"); /* and not 0 */
	rig_sees(&r, "FOUND");
	rig_type(&r, "<Enter>");
	asked = doc_get(last_asked(&r, "ledger.list"), "entries");
	assert_int_equal(json_array_size(asked), 3);
	assert_int_equal(json_integer_value(json_array_get(asked, 2)), 17);
	rig_sees(&r, "2026-0002");
	rig_sees_not(&r, "messages released");
	rig_type(&r, "<Enter>");
	rig_sees(&r, "Entry 5");
	rig_type(&r, "<Esc>q");
	rig_sees(&r, "messages released");
	/* a number with nothing behind it says so */
	rig_type(&r, "<Down><Enter>");
	rig_sees(&r, "No entry stands behind this number.");
	rig_stop(&r);
}

static void
reports__say_what_the_last_round_did_not_see(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, "reports", "2026-11");
	rig_sees(&r, "登录失败           weibo              令牌过期");
	rig_sees(&r, "未巡查             douyin             没有接口");
	rig_type(&r, "<End>");
	rig_wait(&r, LIST_REST_MS + 1);
	rig_sees(&r, "最近巡查");
	rig_sees(&r, "账号数  12");
	rig_stop(&r);
}

static void
reports__turn_by_month_and_year(void **state)
{
	static const struct {
		const char *keys, *period;
	} rows[] = { { "<Right>", "2026-12" }, { "<Right>", "2027-01" },
		{ "<Left>", "2026-12" }, { "0", "2026" }, { "<Left>", "2025" },
		{ "0", "2025-11" } };
	struct rig r;

	(void)state;
	start(&r, LANG_EN, "reports", "");
	assert_string_equal(
		doc_str(last_asked(&r, "report.show"), "period"), "2026-11");
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		rig_type(&r, rows[n].keys);
		assert_string_equal(
			doc_str(last_asked(&r, "report.show"), "period"),
			rows[n].period);
		/* another month's answer is not shown as this one's */
		if (strcmp(rows[n].period, "2026-11") != 0)
			rig_sees_not(&r, "messages released");
	}
	rig_stop(&r);
}

static void
reports__are_copied_as_a_table(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, "reports", "2026-11");
	rig_answer(&r, "report.show", "{\"text\":\"a,b\\r\\n1,2\\r\\n\"}");
	rig_type(&r, "$");
	assert_string_equal(
		doc_str(last_asked(&r, "report.show"), "format"), "csv");
	assert_string_equal(r.copied, "a,b\r\n1,2\r\n");
	rig_stop(&r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters__that_were_refused_say_why),
		cmocka_unit_test(letters__without_an_exchange_say_how_they_go),
		cmocka_unit_test(
			letters__that_ask_are_answered_as_they_were_read),
		cmocka_unit_test(mirrors__say_how_far_behind_they_are),
		cmocka_unit_test(mirrors__are_proposed_confirmed_and_stopped),
		cmocka_unit_test(reports__each_number_leads_to_its_entries),
		cmocka_unit_test(reports__say_what_the_last_round_did_not_see),
		cmocka_unit_test(reports__turn_by_month_and_year),
		cmocka_unit_test(reports__are_copied_as_a_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
