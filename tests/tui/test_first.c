/*
 * What the board asks for at first, and when it asks for more: of many things
 * that wait, and of many incidents, only what is seen is read.
 */
#include "tests/tui/sample.h"
#include "tui/console/due.h"

/* The "limit" of the nth time that it was asked, 0 if none, -1 if not asked. */
static int64_t
limit_asked(const struct rig *r, const char *question, size_t nth)
{
	json_t *ask;
	size_t i;

	json_array_foreach(r->asked, i, ask)
	{
		if (strcmp(doc_str(ask, "question"), question) == 0 &&
			nth-- == 0)
			return doc_int(ask, "limit");
	}
	return -1;
}

static const char many_incidents[] =
	"{\"total\":51,\"next\":\"2026-0001\",\"rows\":[{\"id\":"
	"\"2026-0001\",\"mode\":\"actual\",\"title\":\"Dam\"}]}";

static void
board__asks_for_more_incidents_only_if_there_are(void **state)
{
	struct rig r = { 0 };

	(void)state;
	sample_answers(&r);
	rig_start(&r, LANG_EN, 24, 80);
	(void)rig_screen(&r);
	assert_int_equal(limit_asked(&r, "incident.list", 0), 20);
	assert_int_equal(limit_asked(&r, "incident.list", 1), -1);
	rig_stop(&r);

	sample_answers(&r);
	rig_answer(&r, "incident.list", many_incidents);
	rig_start(&r, LANG_EN, 24, 80);
	rig_sees(&r, "Dam");
	assert_int_equal(limit_asked(&r, "incident.list", 0), 20);
	assert_int_equal(limit_asked(&r, "incident.list", 1), 200);
	assert_int_equal(limit_asked(&r, "incident.list", 2), -1);
	rig_stop(&r);
}

/* A status with so many rows of what waits for this officer; `of`: with the
 * counts of all, as a station answers that was asked for a window. */
static char *
status_of(int rows, int of)
{
	json_t *waits = json_array(), *doc = json_object(), *row;
	char id[40], *text;

	for (int n = 1; n <= rows; n++) {
		row = json_pack("{s:s, s:b, s:s, s:[]}", "what", "claim",
			"mine", 1, "mode", "actual", "officers");
		(void)snprintf(id, sizeof(id), "2026-0001/c%d", n);
		doc_put_str(row, "claim", id);
		doc_put_str(row, "title", "Dam");
		(void)json_array_append_new(waits, row);
	}
	doc_put_int(doc, "mine", of ? of - 5 : rows);
	doc_put(doc, "waits", waits);
	if (of)
		doc_put(doc, "waiting",
			json_pack("{s:i, s:i, s:i, s:i, s:i}", "rows", of,
				"mine", of - 5, "late", 3, "others_late", 2,
				"overdue", 0));
	text = json_dumps(doc, 0);
	json_decref(doc);
	return text;
}

static void
board__reads_what_waits_as_far_as_it_is_seen(void **state)
{
	char *first = status_of(20, 45), *all = status_of(45, 0);
	struct rig r = { 0 };

	(void)state;
	rig_answer(&r, "status", first);
	rig_answer(&r, "incident.list", many_incidents);
	rig_start(&r, LANG_EN, 24, 80);
	rig_sees(&r, "40 for you (3 late)");
	rig_sees(&r, "Waiting for me (40)");
	/* 40 of mine, 51 incidents, 5 of others, but for 16 that are seen */
	rig_sees(&r, "80 more below");
	assert_int_equal(limit_asked(&r, "status", 0), 20);
	assert_int_equal(limit_asked(&r, "status", 1), -1);
	assert_int_equal(limit_asked(&r, "incident.list", 0), 20);
	assert_int_equal(limit_asked(&r, "incident.list", 1), -1);

	rig_answer(&r, "status", all);
	rig_type(&r, "<Down>");
	assert_int_equal(limit_asked(&r, "status", 1), 0);
	assert_int_equal(limit_asked(&r, "incident.list", 1), 200);
	for (int n = 0; n < 30; n++)
		rig_type(&r, "<Down>");
	rig_sees(&r, "2026-0001/c32");
	rig_stop(&r);
	free(first);
	free(all);
}

static void
board__on_a_tall_screen_reads_as_many_as_it_has_rows(void **state)
{
	char *first = status_of(20, 45), *all = status_of(45, 0);
	struct rig r = { 0 };

	(void)state;
	rig_answer(&r, "status", first);
	rig_answer(&r, "incident.list", many_incidents);
	rig_start(&r, LANG_EN, 40, 80);
	rig_answer(&r, "status", all);
	(void)rig_screen(&r);
	assert_in_range(limit_asked(&r, "status", 1), 25, 40);
	app_pump(&r.app);
	rig_sees(&r, "2026-0001/c25");
	rig_stop(&r);
	free(first);
	free(all);
}

/* Whatever the station says anew: of many that are alike but for whom they are
 * about, Enter must not open another. */
static void
board__keeps_the_cursor_on_what_is_about_the_same(void **state)
{
	static const char *const abouts[] = { "account", "partner", "mirror",
		"joint" };
	char status[600];
	struct rig r = { 0 };
	int row;

	(void)state;
	for (size_t n = 0; n < sizeof(abouts) / sizeof(abouts[0]); n++) {
		(void)snprintf(status, sizeof(status),
			"{\"mine\":3,\"waits\":["
			"{\"what\":\"%s\",\"mine\":true,\"%s\":\"a\"},"
			"{\"what\":\"%s\",\"mine\":true,\"%s\":\"b\"},"
			"{\"what\":\"%s\",\"mine\":true,\"%s\":\"c\"}]}",
			abouts[n], abouts[n], abouts[n], abouts[n], abouts[n],
			abouts[n]);
		sample_answers(&r);
		rig_answer(&r, "status", status);
		rig_start(&r, LANG_EN, 24, 80);
		rig_type(&r, "<Down>");
		(void)rig_screen(&r);
		row = r.grid.cursor_row;
		rig_push(&r, "office", "");
		(void)rig_screen(&r);
		assert_int_equal(r.grid.cursor_row, row);
		rig_stop(&r);
	}
}

/* Where to go on writing is asked for by the screens that say it. */
static void
walk__needs_all_that_waits(void **state)
{
	char *first = status_of(20, 45), *all = status_of(45, 0);
	struct rig r = { 0 };

	(void)state;
	sample_answers(&r);
	rig_answer(&r, "status", first);
	rig_start(&r, LANG_EN, 24, 80);
	rig_answer(&r, "status", all);
	app_open(&r.app, "walk", "2026-0001");
	app_pump(&r.app);
	assert_int_equal(limit_asked(&r, "status", 1), 0);
	rig_stop(&r);
	free(first);
	free(all);
}

/* The window has the first deadline alone, however few rows wait. */
static void
walk__shows_the_deadline_of_its_incident_that_the_window_leaves_out(
	void **state)
{
	static const char first[] = "{\"due\":1764489600000,\"incident\":"
				    "\"2026-0099\",\"mode\":\"actual\"}";
	char own[200], status[800];
	struct rig r = { 0 };

	(void)state;
	(void)snprintf(own, sizeof(own),
		"{\"due\":%lld,\"incident\":\"2026-0001\","
		"\"mode\":\"actual\"}",
		1764489600000LL + 5 * 60000);
	sample_answers(&r);
	(void)snprintf(status, sizeof(status),
		"{\"mine\":0,\"waits\":[],\"waiting\":{\"rows\":0},"
		"\"clock\":%s,\"clocks\":[%s]}",
		first, first);
	rig_answer(&r, "status", status);
	rig_start(&r, LANG_EN, 24, 80);
	(void)snprintf(status, sizeof(status),
		"{\"mine\":0,\"waits\":[],\"clock\":%s,"
		"\"clocks\":[%s,%s]}",
		first, first, own);
	rig_answer(&r, "status", status);
	app_open(&r.app, "walk", "2026-0001");
	app_pump(&r.app);
	(void)rig_screen(&r);
	app_pump(&r.app);
	assert_int_equal(limit_asked(&r, "status", 1), 0);
	assert_int_equal(limit_asked(&r, "status", 2), -1);
	assert_string_equal(
		doc_str(due_first(&r.app).row, "incident"), "2026-0001");
	rig_stop(&r);
}

/* Which an older station does not know. */
static void
board__asks_for_all_that_waits_where_no_window_of_it_is_known(void **state)
{
	struct rig r = { 0 };

	(void)state;
	sample_answers(&r);
	rig_answer(&r, "status",
		"{\"refusal\":{\"code\":\"field\",\"what\":\"no such "
		"field\"}}");
	rig_start(&r, LANG_EN, 24, 80);
	assert_int_equal(limit_asked(&r, "status", 0), 20);
	assert_int_equal(limit_asked(&r, "status", 1), 0);
	assert_int_equal(limit_asked(&r, "status", 2), -1);
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			board__asks_for_more_incidents_only_if_there_are),
		cmocka_unit_test(board__reads_what_waits_as_far_as_it_is_seen),
		cmocka_unit_test(
			board__on_a_tall_screen_reads_as_many_as_it_has_rows),
		cmocka_unit_test(
			board__keeps_the_cursor_on_what_is_about_the_same),
		cmocka_unit_test(walk__needs_all_that_waits),
		cmocka_unit_test(
			walk__shows_the_deadline_of_its_incident_that_the_window_leaves_out),
		cmocka_unit_test(
			board__asks_for_all_that_waits_where_no_window_of_it_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
