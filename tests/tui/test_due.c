/*
 * What the frame says of all that is due, and what the board counts as late:
 * deadlines, reports inside the government, what a message's own time ends.
 */
#include "tests/tui/sample_desk.h"

/* The board's station; `key` has this instead. */
static void
start(struct rig *r, enum lang lang, const char *key, const char *value)
{
	json_t *status = rig_json(desk_status);
	char *text;

	doc_put(status, key, rig_json(value));
	text = doc_format(status);
	memset(r, 0, sizeof(*r));
	rig_answer(r, "watch", "{}");
	rig_answer(r, "status", text);
	rig_answer(r, "incident.list", desk_incidents);
	rig_answer(r, "officer.list", desk_officers);
	rig_answer(r, "incident.show",
		"{\"id\":\"2026-0012\",\"mode\":\"actual\",\"title\":"
		"\"青河镇暴雨内涝\"}");
	rig_start(r, lang, 24, 80);
	free(text);
	json_decref(status);
}

static void
into_incident(struct rig *r)
{
	app_open(&r->app, "walk", "2026-0012");
	app_pump(&r->app);
}

/* The nearest stands first, whichever kind it is, and what is behind it at the
 * right; of a post by hand it says which message waits. */
static void
frame__begins_with_what_is_due_first(void **state)
{
	static const struct {
		const char *more; /* of the report */
		const char *zh, *en;
	} rows[] = {
		{ "\"due\":1795499400000",
			"下一时限：内部报告 书面报告上级：X  已逾期 10 分钟  ",
			"Next: internal report: report: X  10 min overdue  " },
		{ "\"due\":1795499400000,\"wait\":true,\"message\":"
		  "\"2026-0012/4\"",
			"下一时限：2026-0012/4 书面报告上级  已逾期 10 分钟  ",
			"Next: 2026-0012/4 report  10 min" },
		{ "\"due\":1795499400000,\"mode\":\"drill\"",
			"下一时限：首次权威发布  已逾期 9 分 0 秒  2026-0014",
			"Next: first release  9 min 0 s overdue  2026-0014" },
		{ "\"due\":1795507200000",
			"下一时限：首次权威发布  已逾期 9 分 0 秒  2026-0014",
			"Next: first release  9 min 0 s overdue  2026-0014" },
	};
	struct rig r;
	char report[400];

	(void)state;
	for (size_t i = 0; i < 8; i++) {
		(void)snprintf(report, sizeof(report),
			"[{\"incident\":\"2026-0012\",\"title\":{\"en\":"
			"\"report: X\",\"zh\":\"书面报告上级：X\"},"
			"%s}]",
			rows[i / 2].more);
		start(&r, i % 2 ? LANG_EN : LANG_ZH, "reports", report);
		rig_sees(&r, i % 2 ? rows[i / 2].en : rows[i / 2].zh);
		if (i < 3) /* what is behind it, as much as there is room */
			rig_sees(&r, i % 2 ? " 28 min left" : "余 28 分");
		rig_stop(&r);
	}
}

/* Nine minutes are left to fire what is armed: that is before any deadline. */
static void
due__the_window_of_an_armed_release_stands_first(void **state)
{
	static const char window[] =
		"[{\"due\":1795500540000,\"what\":\"fire\",\"message\":"
		"\"2026-0012/5\",\"incident\":\"2026-0012\",\"mode\":"
		"\"actual\"}]";
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, "windows", window);
	rig_sees(&r, "发布 余 9 分"); /* the first release is late */
	into_incident(&r);
	rig_sees(&r, "下一时限：2026-0012/5 发布  还有 9 分");
	rig_stop(&r);
	start(&r, LANG_EN, "windows", window);
	into_incident(&r);
	rig_sees(&r, "Next: 2026-0012/5 to be fired  9 min");
	rig_sees(&r, "next update  28 min left");
	rig_stop(&r);
}

/* Of what is late only the first is named, and of the rest what comes next: a
 * narrow screen has no room for more, and has it for that. */
static void
due__what_comes_next_is_seen_beside_what_is_late(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, "reports",
		"[{\"due\":1795499400000,\"incident\":\"2026-0012\",\"mode\":"
		"\"actual\",\"title\":{\"en\":\"written report to the duty "
		"office of the province and of the city\",\"zh\":\"x\"}}]");
	rig_sees(&r, "Next: internal report: written report …  10 min overdue");
	rig_sees(&r, "deadline: 28 min left");
	rig_stop(&r);
}

/* Nobody waits for a report inside, and it is late all the same. */
static void
due__a_late_internal_report_is_counted(void **state)
{
	static const char report[] =
		"[{\"due\":1795499400000,\"incident\":\"2026-0011\",\"mode\":"
		"\"actual\",\"title\":{\"en\":\"written report\",\"zh\":"
		"\"书面报告上级\"}}]";
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, "reports", report);
	rig_sees(&r, "待办 4（逾期 1） ! 报告逾期 1");
	rig_sees(&r, "内部报告 书面报告上级  已逾期 10 分");
	rig_sees(&r, "! 逾期 10 分     实战 2026-0011");
	rig_sees(&r, " ! 逾期 2 ──");
	rig_stop(&r);
	start(&r, LANG_EN, "reports", report);
	rig_sees(&r, "4 for you (1 late) ! 1 report late");
	rig_sees(&r, "internal report: written report");
	rig_stop(&r);
	/* of a post that waits for a person the row that waits is counted */
	start(&r, LANG_ZH, "reports",
		"[{\"due\":1795499400000,\"incident\":\"2026-0011\",\"mode\":"
		"\"actual\",\"wait\":true,\"message\":\"2026-0011/2\","
		"\"title\":{\"en\":\"x\",\"zh\":\"x\"}}]");
	rig_sees(&r, "待办 4（逾期 1）");
	rig_stop(&r);
	/* and neither hides the other */
	start(&r, LANG_ZH, "reports",
		"[{\"due\":1795499400000,\"incident\":\"2026-0012\",\"mode\":"
		"\"actual\",\"wait\":true,\"title\":{\"en\":\"x\",\"zh\":"
		"\"x\"}},{\"due\":1795499430000,\"incident\":\"2026-0012\","
		"\"mode\":\"actual\",\"title\":{\"en\":\"y\",\"zh\":"
		"\"y\"}},{\"due\":1795500540000,\"incident\":\"2026-0012\","
		"\"mode\":\"actual\",\"wait\":true,\"title\":{\"en\":"
		"\"z\",\"zh\":\"z\"}}]");
	rig_sees(&r, "待办 4（逾期 1） ! 报告逾期 1");
	rig_sees(&r, "! 逾期 9 分      实战 2026-0012");
	into_incident(&r);
	rig_sees(&r, "z  余 9 分");
	rig_stop(&r);
}

/* Whose turn it is, whom to ring, and by when. */
static void
due__what_waits_for_others_has_its_time_on_80_columns(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, "told", "[]");
	rig_sees(&r, "  余 28 分       2026-0012/5   终审签发 ");
	rig_sees(&r, "吴签发  0000-1006");
	rig_stop(&r);
	start(&r, LANG_EN, "told", "[]");
	rig_sees(&r, "  28 min left    2026-0012/5   final review ");
	rig_sees(&r, "吴签发  0000-1006");
	rig_stop(&r);
}

/* A key stands in a row for whoever may use it, and then in the bar, too. */
static void
due__a_row_names_its_key_to_those_who_may_use_it(void **state)
{
	static const struct {
		const char *may, *not ;
		bool named;
	} rows[] = { { "true", "未办", true }, { "false", "D 办结", false } };
	char show[900], acts[200];
	struct rig r;

	(void)state;
	for (size_t n = 0; n < 2; n++) {
		(void)snprintf(show, sizeof(show),
			"{\"id\":\"2026-0012\",\"mode\":\"actual\",\"title\":"
			"\"青河镇暴雨内涝\",\"clocks\":[{\"rule\":\"p\","
			"\"title\":{\"en\":\"press conference\",\"zh\":"
			"\"新闻发布会\"},\"due\":" MORROW
			",\"state\":\"running\",\"by_hand\":true}],"
			"\"steps\":[{\"id\":\"back\",\"kind\":\"\","
			"\"title\":{\"en\":\"look back\",\"zh\":\"复盘\"}}]}");
		(void)snprintf(acts, sizeof(acts),
			"{\"acts\":{\"clock.done\":{\"may\":%s},"
			"\"step.done\":{\"may\":%s}}}",
			rows[n].may, rows[n].may);
		start(&r, LANG_ZH, "told", "[]");
		rig_answer(&r, "incident.show", show);
		rig_answer(&r, "acts.possible", acts);
		into_incident(&r);
		app_pump(&r.app);
		if (rows[n].named) {
			rig_sees(&r, "办完按 D");
			rig_sees(&r, "办完按 D 打勾");
			rig_sees(&r, " D 办结 ");
		} else {
			rig_sees(&r, "11-25 12:05");
			rig_sees(&r, "待打勾");
			rig_sees_not(&r, "按 D");
			rig_sees_not(&r, rows[n].not );
		}
		rig_stop(&r);
	}
}

/* What has scrolled away is counted in rows; the line of now is none. */
static void
due__rows_above_and_below_are_counted_without_now(void **state)
{
	json_t *show = rig_json("{\"id\":\"2026-0012\",\"mode\":\"actual\","
				"\"title\":\"x\",\"clocks\":[],\"past\":[]}");
	json_t *past = json_object_get(show, "past");
	char *text;
	struct rig r;

	(void)state;
	for (int n = 0; n < 30; n++)
		json_array_append_new(past,
			json_pack("{s:s,s:I,s:s}", "what", "opened", "time",
				(json_int_t)(RIG_NOW - 100000 + n), "by_name",
				"赵值班"));
	text = doc_format(show);
	start(&r, LANG_EN, "waits", "[]");
	rig_answer(&r, "incident.show", text);
	into_incident(&r);
	rig_sees(&r, " 17 more above ");
	rig_type(&r, "<Home>");
	rig_sees(&r, " 16 more below ");
	rig_sees_not(&r, "more above");
	rig_stop(&r);
	free(text);
	json_decref(show);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frame__begins_with_what_is_due_first),
		cmocka_unit_test(
			due__the_window_of_an_armed_release_stands_first),
		cmocka_unit_test(
			due__what_comes_next_is_seen_beside_what_is_late),
		cmocka_unit_test(due__a_late_internal_report_is_counted),
		cmocka_unit_test(
			due__what_waits_for_others_has_its_time_on_80_columns),
		cmocka_unit_test(
			due__a_row_names_its_key_to_those_who_may_use_it),
		cmocka_unit_test(
			due__rows_above_and_below_are_counted_without_now),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
