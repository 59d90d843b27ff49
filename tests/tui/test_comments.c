/*
 * The screen of what the public writes: a call for help before one's eyes with
 * its deadline, and acts by keys about the comment that is chosen.
 */
#include "tests/tui/sample.h"

#define HELP                                                                        \
	"\"id\":\"c2\",\"account\":\"weibo\",\"account_name\":\"云溪发布\","    \
	"\"sort\":\"help\",\"await\":\"handover\",\"state\":\"open\","              \
	"\"text\":\"救命\\u202e 北村\",\"who\":\"阿明\",\"came\":"            \
	"1784570400000,\"asked\":1784570400000,\"owner\":\"\",\"next\":{"           \
	"\"rule\":\"P-02\",\"title\":{\"en\":\"Hand it over\",\"zh\":"              \
	"\"立即转热线\"},\"todo\":{\"en\":\"Ring.\",\"zh\":\"打电话。\"}," \
	"\"due\":1784570700000,\"overdue\":true,\"citation\":\"本库建议\"}"

static const char list[] =
	"{\"total\":10000,\"next\":\"\",\"rows\":[{" HELP
	"},{\"id\":\"c3\",\"account\":\"weibo\",\"sort\":"
	"\"unsorted\",\"await\":\"triage\",\"state\":\"open\","
	"\"erased\":true,\"came\":1784570400000,\"asked\":"
	"1784570400000}]}";

static void
start_comments(struct rig *r, enum lang lang, int cols, const char *rows)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "comment.list", rows);
	rig_answer(r, "comment.show", "{" HELP "}");
	rig_start(r, lang, 24, cols);
	rig_type(r, ".");
}

static void
comments__say_what_is_urgent_and_by_when(void **state)
{
	static const struct {
		enum lang lang;
		const char *sees[5];
	} rows[] = {
		{ LANG_ZH,
			{ "求助", "已逾期：立即转热线", "打电话", "未分类",
				"10000" } },
		{ LANG_EN,
			{ "CALL FOR HELP", "OVERDUE: Hand it over", "Ring.",
				"NOT SORTED", "10000" } },
	};
	struct rig r;

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]) * 2; n++) {
		start_comments(&r, rows[n / 2].lang, n % 2 ? 120 : 80, list);
		for (size_t k = 0; k < 5; k++)
			rig_sees(&r, rows[n / 2].sees[k]);
		rig_sees_not(&r, "\u202e");
		rig_stop(&r);
	}
}

static void
comments__are_handed_over_by_a_key_with_who_took_it(void **state)
{
	struct rig r;

	(void)state;
	start_comments(&r, LANG_ZH, 120, list);
	rig_type(&r, ">119<Tab>3号台<^S>");
	assert_int_equal(rig_acts(&r, "comment.handover"), 1);
	assert_string_equal(doc_str(rig_act(&r), "comment"), "c2");
	assert_string_equal(doc_str(rig_act(&r), "to"), "119");
	assert_string_equal(doc_str(rig_act(&r), "taker"), "3号台");
	rig_stop(&r);
}

/* What is answered begins a message, to be reviewed: nothing is sent here. */
static void
comments__are_answered_by_a_key_with_a_draft(void **state)
{
	struct rig r;

	(void)state;
	start_comments(&r, LANG_ZH, 120, list);
	rig_answer(&r, "incident.list",
		"{\"total\":2,\"rows\":[{\"id\":\"2026-0007\",\"title\":"
		"\"南河镇洪水\",\"playbook\":\"rainstorm-flood\"},{\"id\":"
		"\"2026-0008\",\"title\":\"12月留言答复\",\"playbook\":"
		"\"unit-answers\"}]}");
	rig_type(&r, "q.;");
	rig_sees(&r, "12月留言答复");
	rig_type(&r, "<Tab>已派人前往<^S>");
	assert_int_equal(rig_acts(&r, "comment.answer"), 1);
	assert_string_equal(doc_str(rig_act(&r), "comment"), "c2");
	assert_string_equal(doc_str(rig_act(&r), "incident"), "2026-0008");
	assert_string_equal(doc_str(rig_act(&r), "text"), "已派人前往");
	rig_stop(&r);
}

/* A wide screen has room for what was written. */
static void
comments__use_the_width_of_the_screen(void **state)
{
	static const char one[] =
		"{\"total\":1,\"rows\":[{\"id\":\"c7\",\"sort\":\"unsorted\","
		"\"state\":\"open\",\"account_name\":\"网站\",\"text\":"
		"\"请问南河镇到县城的公交车今天还开不开，几点有末班车，北站能不"
		"能上"
		"车\",\"came\":1784570400000,\"asked\":1784570400000}]}";
	struct rig r;

	(void)state;
	start_comments(&r, LANG_ZH, 200, one);
	rig_sees(&r,
		"c7      未分类        请问南河镇到县城的公交车今天还开不开"
		"，几点有末班车，北站能不能上车");
	rig_stop(&r);
}

static void
comments__none_says_where_they_come_from(void **state)
{
	struct rig r;

	(void)state;
	start_comments(&r, LANG_EN, 80, "{\"total\":0,\"rows\":[]}");
	rig_sees(&r, "No comment waits");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments__say_what_is_urgent_and_by_when),
		cmocka_unit_test(
			comments__are_handed_over_by_a_key_with_who_took_it),
		cmocka_unit_test(comments__are_answered_by_a_key_with_a_draft),
		cmocka_unit_test(comments__use_the_width_of_the_screen),
		cmocka_unit_test(comments__none_says_where_they_come_from),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
