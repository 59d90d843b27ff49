/*
 * The board of claims, and withdrawing by two keys.
 */
#include "tests/tui/rig.h"
#include "tests/tui/sample.h"
#include "tui/console/correct.h"
#include "tui/console/view.h"

static const char rows[] =
	"{\"rows\":[{\"id\":\"2026-0001/c1\",\"incident\":\"2026-0001\","
	"\"mode\":\"actual\",\"priority\":\"high\",\"verdict\":\"false\","
	"\"kind\":\"malice\",\"text\":\"东安水库大坝决堤\\u202e，"
	"下游三个村被淹\","
	"\"reach\":120000,\"seen\":%lld,\"answered\":0,\"answer\":"
	"\"2026-0001/2\",\"evidence\":[{}],\"platform\":\"微信群\","
	"\"accused\":\"县水利局\",\"finding\":{\"checker\":\"市水文局\","
	"\"fact\":\"大坝完好\"}},"
	"{\"id\":\"2026-0001/c2\",\"incident\":\"2026-0001\",\"mode\":"
	"\"actual\",\"priority\":\"low\",\"verdict\":\"open\",\"kind\":"
	"\"misreport\",\"text\":\"学校停课\",\"reach\":30,\"seen\":%lld,"
	"\"answered\":1,\"minutes\":12,\"evidence\":[]}],\"total\":2,"
	"\"next\":\"\"}";

static char answer[4000];

static void
start(struct rig *r, enum lang lang, int height, int width)
{
	memset(r, 0, sizeof(*r));
	(void)snprintf(answer, sizeof(answer), rows,
		(long long)RIG_NOW - 25 * 60000,
		(long long)RIG_NOW - 3 * 3600000);
	rig_answer(r, "status", sample_status);
	rig_answer(r, "incident.list", sample_incidents);
	rig_answer(r, "claim.list", answer);
	rig_start(r, lang, height, width);
	app_open(&r->app, "claims", "2026-0001");
	app_pump(&r->app);
}

static void
claims__say_what_waits_on_a_small_screen(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_sees(&r, "25 分钟");
	rig_sees(&r, "120000");
	rig_sees(&r, "不实");
	rig_sees(&r, "回应起草中");
	rig_sees(&r, "首个账号 12 分钟发出");
	rig_sees(&r, "东安水库大坝决堤�");
	rig_type(&r, "<Enter>");
	rig_sees(&r, "市水文局");
	rig_stop(&r);
}

static void
claims__show_the_chosen_one_whole_on_a_large_screen(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 50, 200);
	rig_sees(&r, "25 min");
	rig_sees(&r, "3 h");
	rig_sees(&r, "answer in work");
	rig_sees(&r, "first out in 12 min");
	rig_sees(&r, "checked by  市水文局");
	rig_sees(&r, "accused  县水利局");
	rig_stop(&r);
}

/* Where there is no room for all that is known of it, that is said. */
static void
claims__say_how_much_of_the_chosen_one_is_cut(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80);
	rig_sees_not(&r, "核实单位");
	rig_sees(&r, " 下面还有 4 行，按回车看 ──");
	rig_stop(&r);
	start(&r, LANG_ZH, 50, 200);
	rig_sees(&r, "核实单位");
	rig_sees_not(&r, "下面还有");
	rig_stop(&r);
}

/* What was answered and is not any more says since when, in one glance. */
static void
claims__whose_answer_was_withdrawn_are_open_again(void **state)
{
	static const struct {
		enum lang lang;
		const char *want, *whole;
	} langs[] = { { LANG_ZH, "回应已撤回 13:50", "回应撤回时间" },
		{ LANG_EN, "WITHDRAWN 13:50", "answer withdrawn" } };
	struct rig r;
	char doc[600];

	(void)state;
	for (size_t n = 0; n < 2; n++) {
		start(&r, langs[n].lang, 24, 80);
		(void)snprintf(doc, sizeof(doc),
			"{\"rows\":[{\"id\":\"2026-0001/c1\",\"text\":\"决堤\","
			"\"verdict\":\"false\",\"seen\":%lld,\"answered\":0,"
			"\"reopened\":%lld}],\"total\":1,\"next\":\"\"}",
			(long long)RIG_NOW - 3600000,
			(long long)RIG_NOW - 600000);
		rig_answer(&r, "claim.list", doc);
		app_open(&r.app, "claims", "");
		app_pump(&r.app);
		rig_sees(&r, langs[n].want);
		rig_sees(&r, langs[n].whole);
		rig_stop(&r);
	}
}

/* Forty of one rank: the one that most have read stands first. */
static void
claims__of_one_rank_begin_with_the_widest_reach(void **state)
{
	json_t *list = json_array(), *doc;
	char id[24], text[40], *many;
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80);
	for (int i = 1; i <= 40; i++) {
		(void)snprintf(id, sizeof(id), "2026-0001/c%d", i);
		(void)snprintf(text, sizeof(text), "claim number %d", i);
		json_array_append_new(list,
			json_pack("{s:s,s:s,s:s,s:s,s:i,s:i,s:I}", "id", id,
				"text", text, "priority", "medium", "verdict",
				"open", "rank", 1, "reach", i == 33 ? 900 : 5,
				"seen", (json_int_t)RIG_NOW - i * 60000));
	}
	doc = json_pack("{s:o,s:i,s:s}", "rows", list, "total", 40, "next", "");
	many = doc_format(doc);
	rig_answer(&r, "claim.list", many);
	app_open(&r.app, "claims", "");
	app_pump(&r.app);
	rig_sees(&r, "> medium  33 min  900     being checked");
	rig_sees(&r, "  medium  40 min  5       being checked");
	rig_sees(&r, "claim number 33\n"); /* the chosen one, in full */
	rig_type(&r, "<End>");
	rig_sees(&r, "> medium  1 min");
	rig_stop(&r);
	free(many);
	json_decref(doc);
}

static void
claims__are_registered_checked_and_answered_by_key(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80);
	rig_answer(&r, "claim.add",
		"[{\"kind\":\"claim.added\",\"body\":{\"claim\":"
		"\"2026-0001/c3\",\"like\":\"2026-0001/c1\"}}]");
	rig_answer(&r, "claim.show",
		"{\"id\":\"2026-0001/c1\",\"text\":\"the dam\",\"priority\":"
		"\"high\",\"verdict\":\"false\",\"evidence\":[]}");
	rig_type(&r, "n");
	rig_paste(&r, "the dam has burst");
	rig_type(&r, "<^S>");
	assert_int_equal(rig_acts(&r, "claim.add"), 1);
	rig_sees(&r, "This was said before");
	rig_type(&r, "<Esc>V<Tab>city bureau<^S>");
	assert_int_equal(rig_acts(&r, "claim.verdict"), 1);
	rig_stop(&r);
}

static void
withdraw__is_two_keys_from_the_deliveries(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80);
	rig_answer(&r, "message.correct",
		"[{\"kind\":\"message.created\",\"body\":{\"message\":"
		"\"2026-0001/2\"}}]");
	rig_answer(&r, "message.submit",
		"[{\"kind\":\"message.submitted\",\"body\":{\"message\":"
		"\"2026-0001/2\"}}]");
	app_open(&r.app, "deliveries", "2026-0001/1");
	app_pump(&r.app);
	rig_type(&r, "W");
	assert_int_equal(rig_acts(&r, "message.correct"), 0);
	rig_type(&r, "<Enter>");
	assert_int_equal(rig_acts(&r, "message.correct"), 1);
	assert_int_equal(rig_acts(&r, "message.submit"), 1);
	assert_string_equal(app_top(&r.app)->ops->name, "review");
	assert_string_equal(app_top(&r.app)->id, "2026-0001/2");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(claims__say_what_waits_on_a_small_screen),
		cmocka_unit_test(claims__say_how_much_of_the_chosen_one_is_cut),
		cmocka_unit_test(
			claims__whose_answer_was_withdrawn_are_open_again),
		cmocka_unit_test(
			claims__of_one_rank_begin_with_the_widest_reach),
		cmocka_unit_test(
			claims__show_the_chosen_one_whole_on_a_large_screen),
		cmocka_unit_test(
			claims__are_registered_checked_and_answered_by_key),
		cmocka_unit_test(withdraw__is_two_keys_from_the_deliveries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
