/*
 * Whose it is to announce: another's subject is passed on or not said, a
 * playbook says what this office may all the same, and a unit that is named
 * is asked.
 */
#include "tests/domain/grounds.h"

#include "domain/view.h"

/* The first severity that rule `id` has in a preview of message 1, or "". */
static const char *
finds(const struct scene *s, const char *id)
{
	static char out[16];
	struct world w = { .office = &s->office,
		.incident = &s->incident,
		.message = scene_message(s, 1),
		.library = s->lib,
		.now = s->now };
	struct facts facts;
	json_t *doc = NULL, *f;
	size_t n;

	out[0] = '\0';
	facts_of(&facts, w.message);
	assert_int_equal(view_preview(&doc, &w, &facts, NULL), ERR_OK);
	json_array_foreach(json_object_get(doc, "findings"), n, f)
	{
		if (strcmp(doc_str(f, "rule"), id) == 0 && out[0] == '\0')
			(void)snprintf(
				out, sizeof(out), "%s", doc_str(f, "severity"));
	}
	json_decref(doc);
	return out;
}

static void
authority__anothers_subject_is_passed_on_or_stopped(void **state)
{
	static const struct {
		const char *impact, *want;
	} rows[] = {
		{ "县政府发布暴雨红色预警", "block" },
		{ "县气象台16时发布暴雨红色预警", "" },
		/* the organ, but nothing by which to find what it said */
		{ "县气象台已经发布暴雨红色预警", "block" },
		{ "养殖场确诊非洲猪瘟", "block" },
		{ "省农业农村厅通报（编号2026-18）：邻县确诊非洲猪瘟", "" },
		/* the shipped playbook may say river levels */
		{ "青河水位23.4米", "" },
	};

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		struct scene s;

		scene_open(&s, false);
		scene_write_impact(&s, rows[n].impact);
		assert_string_equal(finds(&s, "L-50"), rows[n].want);
		scene_close(&s);
	}
}

static void
authority__an_office_that_may_says_so_in_its_playbook(void **state)
{
	static const struct edit edit = { "rainstorm-flood/playbook.yaml",
		"authority: [flood", ", weather-warning" };
	struct library *lib = edited_library(&edit, 1);
	struct scene s;

	(void)state;
	scene_open_with(&s, lib, false);
	scene_write_impact(&s, "县政府发布暴雨红色预警");
	assert_string_equal(finds(&s, "L-50"), "");
	scene_close(&s);
	library_free(lib);
}

static void
repost__carries_no_figures_of_ones_own(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write_impact(
		&s, "省农业农村厅通报（编号2026-18）：邻县确诊非洲猪瘟");
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:[{s:s,s:i,s:s,s:I,s:b}]}", "message",
			scene_message(&s, 1)->id, "base", 1, "figures", "name",
			"injured", "value", 3, "source", "县卫健局", "as_of",
			(json_int_t)s.now, "verified", 1));
	assert_string_equal(finds(&s, "L-50"), "block");
	scene_close(&s);
}

static void
organs__a_unit_that_is_named_is_asked(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write_impact(&s, "县公安局已封闭两条道路");
	assert_string_equal(finds(&s, "L-36"), "reason");
	scene_must(&s, "dora", ACT_CONCUR_ASK,
		json_pack("{s:s,s:s}", "message", scene_message(&s, 1)->id,
			"organ", "public-security"));
	assert_string_equal(finds(&s, "L-36"), "reason");
	scene_must(&s, "rita", ACT_CONCUR_ANSWER,
		json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "message",
			scene_message(&s, 1)->id, "organ", "public-security",
			"answer", "agreed", "who", "值班长王某", "how",
			"letter", "number", "公函〔2026〕7号"));
	assert_string_equal(finds(&s, "L-36"), "");
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			authority__anothers_subject_is_passed_on_or_stopped),
		cmocka_unit_test(
			authority__an_office_that_may_says_so_in_its_playbook),
		cmocka_unit_test(repost__carries_no_figures_of_ones_own),
		cmocka_unit_test(organs__a_unit_that_is_named_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
