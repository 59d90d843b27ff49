/*
 * Where an incident's bulletins are, beside its line of time: accounts down,
 * bulletins across, a sign in each cell, and what the signs mean.
 */
#include "tests/tui/sample.h"
#include "tests/tui/sample_desk.h"

#define SENT(n, of, is)                                                        \
	"{\"id\":\"2026-0012/" n ":" of "\",\"message\":\"2026-0012/" n        \
	"\",\"incident\":\"2026-0012\",\"account\":\"" of                      \
	"\",\"mode\":\"actual\",\"state\":\"" is "\"}"

static const char sent[] = "{\"total\":7,\"next\":null,\"rows\":[" SENT(
	"1", "weibo", "verified") "," SENT("1", "site",
	"verified") "," SENT("10", "site", "published") "," SENT("10", "weibo",
	"human") "," SENT("2", "site", "verified") "," SENT("2", "weibo",
	"unknown") "," SENT("10", "radio", "skipped") "]}";

static const char registered[] =
	"{\"rows\":[{\"id\":\"site\",\"name\":\"云溪县政府网站\"},{\"id\":"
	"\"weibo\",\"name\":\"云溪发布\"},{\"id\":\"other\",\"name\":"
	"\"从不发\"}]}";

static void
start_at(struct rig *r, enum lang lang, int rows, int cols)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "delivery.list", sent);
	rig_answer(r, "account.list", registered);
	rig_start(r, lang, rows, cols);
	app_open(&r->app, "walk", "2026-0012");
	app_pump(&r->app);
	(void)rig_screen(r); /* there is room: it is asked for */
	app_pump(&r->app);
}

/* The screen's row that holds a text, from there on. */
static const char *
row_with(struct rig *r, const char *text)
{
	static char row[1000];
	const char *at = strstr(rig_screen(r), text);

	if (at == NULL)
		fail_msg("\"%s\" is not on the screen", text);
	(void)snprintf(row, sizeof(row), "%.*s", (int)strcspn(at, "\n"), at);
	return row;
}

static void
spread__has_a_sign_for_each_account_and_bulletin(void **state)
{
	struct rig r;

	(void)state;
	start_at(&r, LANG_EN, 50, 200);
	assert_string_equal(
		row_with(&r, "/1   /2   /10"), "/1   /2   /10  now");
	assert_string_equal(row_with(&r, "云溪县政府网站"),
		"云溪县政府网站             =    =    +");
	assert_string_equal(row_with(&r, "云溪发布  "),
		"云溪发布                   =    ?    @   waits for a person");
	/* of no register any more; and it was left out of the last one */
	assert_string_equal(row_with(&r, "radio "),
		"radio                                -   skipped");
	rig_sees_not(&r, "从不发");
	(void)row_with(&r, "= verified");
	(void)row_with(&r, "? unknown");
	rig_stop(&r);
	start_at(&r, LANG_ZH, 50, 200);
	(void)row_with(&r, "账号与各号");
	(void)row_with(&r, "= 已复核");
	rig_stop(&r);
}

static void
spread__is_not_asked_for_where_there_is_no_room(void **state)
{
	static const struct {
		int rows, cols;
	} sizes[] = { { 24, 80 }, { 40, 120 }, { 30, 200 } };
	struct rig r;
	json_t *ask;
	size_t i;

	(void)state;
	for (size_t n = 0; n < sizeof(sizes) / sizeof(sizes[0]); n++) {
		start_at(&r, LANG_EN, sizes[n].rows, sizes[n].cols);
		rig_sees_not(&r, "Accounts and bulletins");
		json_array_foreach(r.asked, i, ask)
		{
			assert_string_not_equal(
				doc_str(ask, "question"), "delivery.list");
		}
		rig_stop(&r);
	}
}

/* What moves at an account is seen without a key. */
static void
spread__is_read_anew_when_a_delivery_moves(void **state)
{
	struct rig r;

	(void)state;
	start_at(&r, LANG_EN, 50, 200);
	rig_answer(&r, "delivery.list",
		"{\"rows\":[" SENT("10", "weibo", "verified") "]}");
	rig_push(&r, "delivery", "2026-0012/10:weibo");
	assert_string_equal(
		row_with(&r, "云溪发布  "), "云溪发布                   =");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			spread__has_a_sign_for_each_account_and_bulletin),
		cmocka_unit_test(
			spread__is_not_asked_for_where_there_is_no_room),
		cmocka_unit_test(spread__is_read_anew_when_a_delivery_moves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
