/*
 * The update that keeps a promise, lines to take, and clocks that an officer
 * ends by hand.
 */
#include "domain/review/review_findings.h"
#include "domain/line/line.h"
#include "tests/domain/scene.h"

static json_t *
figures(int64_t now, int dead, int missing)
{
	return json_pack("[{s:s,s:i,s:s,s:I,s:b},{s:s,s:i,s:s,s:I,s:b}]",
		"name", "dead", "value", dead, "source", "县应急局", "as_of",
		(json_int_t)now, "verified", 1, "name", "missing", "value",
		missing, "source", "县应急局", "as_of", (json_int_t)now,
		"verified", 1);
}

/* Message 1 is out, with figures. */
static void
begin(struct scene *s)
{
	scene_open(s, false);
	scene_must(s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o,s:o}", "incident", s->incident.id,
			"kind", "truth", "slots", scene_slots(), "figures",
			figures(s->now, 2, 3)));
	scene_release(s, 1);
}

static void
keep__is_ready_to_be_submitted_and_says_no_change(void **state)
{
	struct scene s;
	const struct message *m;

	(void)state;
	begin(&s);
	s.now += INT64_C(110) * 60000;
	scene_must(&s, "dora", ACT_MESSAGE_KEEP,
		json_pack("{s:s}", "incident", s.incident.id));
	m = scene_message(&s, 2);
	assert_int_equal(m->kind, KIND_UPDATE);
	assert_int_equal(m->state, MESSAGE_DRAFT);
	assert_string_equal(doc_str(m->slots, "as_of"), "2026-07-21 03:50:00");
	/* as far ahead as the last promise was: 120 minutes */
	assert_string_equal(
		doc_str(m->slots, "next_update"), "2026-07-21 05:50");
	assert_string_equal(doc_str(m->slots, "place"), "云溪县青河镇");
	assert_string_equal(
		doc_str(m->slots, "news"), "无新增情况，与第1号通报相同");
	assert_non_null(strstr(m->text, "遇难2人，失联3人。"));
	assert_int_equal(json_array_size(m->figures), 2);
	/* reviewed and approved like any other text */
	scene_submit(&s, 2);
	assert_int_equal(scene_message(&s, 2)->state, MESSAGE_REVIEW);
	scene_close(&s);
}

static void
keep__keeps_the_promise(void **state)
{
	struct scene s;
	int64_t due = 0;
	bool met = false;

	(void)state;
	begin(&s);
	assert_true(instant_parse(&due, "2026-07-21 04:00", 480));
	s.now += INT64_C(110) * 60000;
	scene_must(&s, "dora", ACT_MESSAGE_KEEP,
		json_pack(
			"{s:s,s:s}", "incident", s.incident.id, "lang", "en"));
	assert_non_null(
		strstr(scene_message(&s, 2)->text, "no change since No. 1"));
	scene_release(&s, 2);
	for (size_t n = 0; n < s.incident.clock_count; n++)
		met = met ||
			(s.incident.clocks[n].due == due &&
				s.incident.clocks[n].stopped == s.now);
	assert_true(met);
	scene_close(&s);
}

static void
keep__needs_something_to_go_on_from(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_KEEP,
			json_pack("{s:s}", "incident", s.incident.id)),
		"nothing-out");
	scene_close(&s);
}

/* ---- lines ---- */

static json_t *
line(const struct scene *s, const char *topic, const char *text)
{
	return json_pack("{s:s,s:s,s:s}", "incident", s->incident.id, "topic",
		topic, "text", text);
}

static void
lines__bind_once_a_second_person_has_confirmed(void **state)
{
	struct scene s;
	struct err err;

	(void)state;
	scene_open(&s, false);
	scene_must(&s, "dirk", ACT_LINES_SET, line(&s, "place", "石桥乡"));
	scene_write(&s);
	assert_string_equal(line_find(&s.incident, "place")->text, "");
	assert_string_equal(scene_try(&s, "dirk", ACT_LINES_CONFIRM,
				    line(&s, "place", "石桥乡")),
		"own-line");
	assert_string_equal(scene_try(&s, "rita", ACT_LINES_CONFIRM,
				    line(&s, "place", "白塔镇")),
		"line-changed");
	scene_must(&s, "rita", ACT_LINES_CONFIRM, line(&s, "place", "石桥乡"));
	assert_string_equal(line_find(&s.incident, "place")->text, "石桥乡");
	assert_int_not_equal(
		scene_do(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1), &err),
		ERR_OK);
	assert_string_equal(err.arg[0].text, "L-37");
	/* a new proposal changes nothing until it is confirmed */
	scene_must(
		&s, "dora", ACT_LINES_SET, line(&s, "place", "云溪县青河镇"));
	assert_int_not_equal(
		scene_do(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1), &err),
		ERR_OK);
	scene_must(&s, "sign", ACT_LINES_CONFIRM,
		line(&s, "place", "云溪县青河镇"));
	scene_submit(&s, 1);
	scene_close(&s);
}

/* What L-37 says about a first notice with these figures. */
static void
lines__compare_numbers_times_and_levels(void **state)
{
	static const struct {
		const char *topic, *text;
		bool differs;
	} rows[] = {
		{ "time", "2026-07-21 01:35", false },
		{ "time", "2026-07-21 01:40", true },
		{ "place", "青河镇", false },
		{ "place", "云溪县石桥乡", true },
		{ "dead", "2", false },
		{ "dead", "遇难3人", true },
		{ "missing", "三人", false },
		{ "level", "Ⅱ级", false },
		{ "level", "III", true },
		{ "伤亡", "目前2人遇难", false },
		{ "伤亡", "目前五人遇难", true },
		{ "态度", "全力搜救，及时公布", false },
	};

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		struct scene s;
		struct err err;
		json_t *slots = scene_slots();
		enum err_code rc;

		scene_open(&s, false);
		doc_put_str(slots, "actions", "县防指已启动二级应急响应");
		scene_must(&s, "dora", ACT_LINES_SET,
			line(&s, rows[n].topic, rows[n].text));
		scene_must(&s, "rita", ACT_LINES_CONFIRM,
			line(&s, rows[n].topic, rows[n].text));
		scene_must(&s, "dora", ACT_MESSAGE_NEW,
			json_pack("{s:s,s:s,s:o,s:o}", "incident",
				s.incident.id, "kind", "truth", "slots", slots,
				"figures", figures(s.now, 2, 3)));
		rc = scene_do(
			&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1), &err);
		if ((rc != ERR_OK) != rows[n].differs ||
			(rc != ERR_OK && strcmp(err.arg[0].text, "L-37") != 0))
			fail_msg("%s = %s: %s", rows[n].topic, rows[n].text,
				rc ? err.what : "taken");
		scene_close(&s);
	}
}

static void
lines__a_topic_is_one_word_and_there_are_not_too_many(void **state)
{
	static const char *const bad[] = { " place", "a/b", "a\nb", "..",
		"place " };
	struct scene s;
	char topic[20];

	(void)state;
	scene_open(&s, false);
	for (size_t n = 0; n < sizeof(bad) / sizeof(bad[0]); n++)
		assert_string_equal(scene_try(&s, "dora", ACT_LINES_SET,
					    line(&s, bad[n], "x")),
			"field");
	/* nothing is taken away that is not there */
	assert_string_equal(
		scene_try(&s, "dora", ACT_LINES_SET, line(&s, "place", "")),
		"not-found");
	for (int n = 0; n < 100; n++) {
		(void)snprintf(topic, sizeof(topic), "t%d", n);
		scene_must(&s, "dora", ACT_LINES_SET, line(&s, topic, "x"));
	}
	assert_string_equal(
		scene_try(&s, "dora", ACT_LINES_SET, line(&s, "more", "x")),
		"field");
	scene_close(&s);
}

/* ---- clocks by hand ---- */

static void
done__ends_what_no_release_can_and_nothing_else(void **state)
{
	struct scene s;
	const struct clock *c;

	(void)state;
	scene_open(&s, false);
	c = clock_by_hand(&s.incident, "D-02");
	assert_non_null(c);
	assert_false(clock_is_internal(c));
	assert_string_equal(
		scene_try(&s, "dora", ACT_CLOCK_DONE,
			json_pack("{s:s,s:s,s:s}", "incident", s.incident.id,
				"rule", "D-01", "reason", "已发布")),
		"clock-by-hand");
	assert_string_equal(scene_try(&s, "dora", ACT_CLOCK_DONE,
				    json_pack("{s:s,s:s}", "incident",
					    s.incident.id, "rule", "D-02")),
		"field");
	s.now += 3600000;
	scene_must(&s, "dora", ACT_CLOCK_DONE,
		json_pack("{s:s,s:s,s:s}", "incident", s.incident.id, "rule",
			"D-02", "reason", "8时在县政府二楼举行发布会"));
	assert_null(clock_by_hand(&s.incident, "D-02"));
	scene_close(&s);
}

static void
done__a_report_inside_is_never_the_nearest_nor_missed(void **state)
{
	struct scene s;
	const struct clock *c;

	(void)state;
	scene_open(&s, false);
	c = clock_by_hand(&s.incident, "D-16");
	assert_non_null(c);
	assert_true(clock_is_internal(c));
	s.now += INT64_C(3) * 86400000;
	while ((c = clock_overdue(&s.incident, s.now)) != NULL) {
		struct judged j;

		assert_false(clock_is_internal(c));
		judged_init(&j);
		judge_overdue(&j, &s.incident, c);
		scene_fold(&s, &j, "station");
		judged_release(&j);
	}
	assert_false(clock_is_internal(clock_next(&s.incident)));
	assert_false(clock_by_hand(&s.incident, "D-16")->missed);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			keep__is_ready_to_be_submitted_and_says_no_change),
		cmocka_unit_test(keep__keeps_the_promise),
		cmocka_unit_test(keep__needs_something_to_go_on_from),
		cmocka_unit_test(
			lines__bind_once_a_second_person_has_confirmed),
		cmocka_unit_test(lines__compare_numbers_times_and_levels),
		cmocka_unit_test(
			lines__a_topic_is_one_word_and_there_are_not_too_many),
		cmocka_unit_test(
			done__ends_what_no_release_can_and_nothing_else),
		cmocka_unit_test(
			done__a_report_inside_is_never_the_nearest_nor_missed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
