/*
 * `/` and what is typed behind it: less of a list while one types.
 */
#include "base/pinyin.h"
#include "tests/tui/sample.h"

static void
start(struct rig *r, enum lang lang)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_start(r, lang, 24, 80);
	app_pump(&r->app);
}

static void
board__asks_the_station_for_what_is_typed(void **state)
{
	struct rig r;
	const json_t *q;

	(void)state;
	start(&r, LANG_ZH);
	rig_type(&r, "/lhx");
	q = rig_asked(&r, "incident.list");
	assert_string_equal(doc_str(q, "filter"), "lhx");
	assert_string_equal(doc_str(q, "state"), ""); /* closed ones, too */
	rig_sees(&r, "找到的事件（含已结束）");
	rig_sees(&r, " / lhx");
	/* what waits is looked through here: one of two holds it */
	rig_sees(&r, "D2026-0001/1");
	rig_sees_not(&r, "网传大坝决口不实");
	rig_type(&r, "<Esc>");
	q = rig_asked(&r, "incident.list");
	assert_string_equal(doc_str(q, "filter"), "");
	assert_string_equal(doc_str(q, "state"), "open");
	rig_sees(&r, "网传大坝决口不实");
	rig_stop(&r);
}

/* Letters are no keys while they are typed, and are again after Enter. */
static void
sieve__letters_are_text_until_enter(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN);
	rig_type(&r, "/q");
	assert_false(r.app.quit);
	assert_int_equal(r.app.depth, 1);
	rig_type(&r, "<BkSp><BkSp>n"); /* an empty one is left by backspace */
	assert_string_equal(app_top(&r.app)->ops->name, "open");
	rig_type(&r, "q/lhx<Enter>");
	assert_int_equal(r.app.depth, 2); /* Enter opened what was found */
	rig_type(&r, "q");
	assert_string_equal(app_top(&r.app)->ops->name, "board");
	rig_sees(&r, " / lhx"); /* and it is still told that it is not all */
	rig_type(&r, "q");
	rig_sees_not(&r, " / lhx");
	assert_int_equal(r.app.depth, 1);
	assert_null(r.app.dialog);
	rig_stop(&r);
}

static void
sieve__takes_nothing_that_moves_a_cursor_and_little_of_all(void **state)
{
	struct rig r;
	char *long_text = mem_new(100001);

	(void)state;
	start(&r, LANG_EN);
	rig_type(&r, "/");
	rig_paste(&r, "\033[2J\001l\nh\x7f");
	assert_string_equal(sieve_text(app_top(&r.app)), "l h");
	memset(long_text, 'a', 100000);
	rig_paste(&r, long_text);
	assert_true(strlen(sieve_text(app_top(&r.app))) <= PINYIN_TYPED);
	free(long_text);
	rig_type(&r, "%_\\'\"");
	rig_stop(&r);
}

static void
help__is_looked_through_and_holds_the_legend(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH);
	rig_type(&r, "?");
	rig_type(&r, "/xsj"); /* 新事件 */
	rig_sees(&r, "按发布预案新建事件");
	rig_sees_not(&r, "台账");
	rig_type(&r, "<Esc>/人工");
	rig_sees(&r, "分发的图例");
	rig_sees(&r, "@");
	rig_type(&r, "<Esc>");
	rig_stop(&r);
}

static void
palette__finds_incidents_by_number_title_and_initials(void **state)
{
	static const struct {
		const char *typed, *filter;
	} rows[] = { { "lhx", "lhx" }, { "12", "-0012" }, { "D7", "-0007" },
		{ "12/4", "-0012" }, { "青河", "青河" }, { "１２", "-0012" },
		{ "12345", "12345" } };
	struct rig r;

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		start(&r, LANG_ZH);
		rig_type(&r, ":");
		rig_type(&r, rows[n].typed);
		assert_string_equal(
			doc_str(rig_asked(&r, "incident.list"), "filter"),
			rows[n].filter);
		rig_stop(&r);
	}
	start(&r, LANG_ZH);
	rig_type(&r, ":1/4");
	rig_sees(&r, "D2026-0001");
	rig_type(&r, "<Enter>"); /* the incident that was found, and its /4 */
	assert_string_equal(app_top(&r.app)->ops->name, "review");
	assert_string_equal(app_top(&r.app)->id, "D2026-0001/4");
	rig_type(&r, "q:lhx<Enter>");
	assert_string_equal(app_top(&r.app)->ops->name, "walk");
	rig_stop(&r);
}

static void
palette__finds_people_and_says_whom_to_ring(void **state)
{
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "officer.list",
		"{\"total\":1,\"rows\":[{\"id\":\"zhao\",\"name\":\"赵值班\","
		"\"phone\":\"0000-1001\",\"roles\":[\"drafter\"]}]}");
	rig_answer(&r, "incident.list", "{\"total\":0,\"rows\":[]}");
	rig_start(&r, LANG_ZH, 24, 80);
	app_pump(&r.app);
	rig_type(&r, ":zzb<Enter>");
	rig_sees(&r, "赵值班  0000-1001  撰稿");
	rig_stop(&r);
}

static void
sieve__says_where_there_is_no_list(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN);
	app_open(&r.app, "review", "D2026-0001/1");
	app_pump(&r.app);
	rig_type(&r, "/");
	rig_sees(&r, "There is no list here to look through.");
	rig_stop(&r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(board__asks_the_station_for_what_is_typed),
		cmocka_unit_test(sieve__letters_are_text_until_enter),
		cmocka_unit_test(
			sieve__takes_nothing_that_moves_a_cursor_and_little_of_all),
		cmocka_unit_test(help__is_looked_through_and_holds_the_legend),
		cmocka_unit_test(
			palette__finds_incidents_by_number_title_and_initials),
		cmocka_unit_test(palette__finds_people_and_says_whom_to_ring),
		cmocka_unit_test(sieve__says_where_there_is_no_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
