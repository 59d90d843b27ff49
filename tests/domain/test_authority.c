/*
 * Whose it is to announce: another's subject is passed on or not said, a
 * playbook says what this office may all the same, and a unit that is named
 * is asked.
 */
#include "tests/domain/waivers.h"

#include "domain/message/message_view.h"

#define GOV "https://www.yunxi.gov.cn/a.html"

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

/* The draft that L-50 stops, and the repost that is begun in its place. */
static void
repost__is_begun_in_place_of_what_is_anothers(void **state)
{
	struct scene s;
	struct err err;
	const struct message *m;

	(void)state;
	scene_open(&s, false);
	scene_write_impact(&s, "县政府发布暴雨红色预警");
	scene_must(&s, "dora", ACT_MESSAGE_REPOST, scene_on(&s, 1));
	m = scene_message(&s, 2);
	assert_int_equal(m->kind, KIND_REPOST);
	assert_string_equal(m->instead_of, scene_message(&s, 1)->id);
	assert_non_null(strstr(doc_str(m->slots, "organ"), "气象台站"));
	assert_string_equal(doc_str(m->slots, "contact"), "12345");
	assert_int_equal(json_array_size(m->figures), 0);
	/* the draft stays as it was, and as blocked */
	assert_int_equal(scene_message(&s, 1)->state, MESSAGE_DRAFT);
	assert_string_equal(finds(&s, "L-50"), "block");
	assert_int_not_equal(
		scene_do(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 2), &err),
		ERR_OK);
	assert_string_equal(err.id, "missing-slot");
	scene_close(&s);
}

static json_t *
repost_words(const struct scene *s, const char *source, const char *said,
	const char *link)
{
	return json_pack("{s:s,s:i,s:{s:s,s:s,s:s,s:s,s:s}}", "message",
		scene_message(s, 2)->id, "base", scene_message(s, 2)->revision,
		"slots", "source", source, "source_at", "7月21日1时50分发布",
		"source_title", "暴雨红色预警", "said", said, "source_link",
		link);
}

static void
repost__goes_out_with_its_organ_and_its_address(void **state)
{
	static const struct {
		const char *source, *said, *link, *want;
	} rows[] = {
		{ "云溪县气象台", "今日1时发布暴雨红色预警。已有3人受伤", GOV,
			"" },
		/* on the list of sources, but not the organ that may */
		{ "新华社", "有关部门发布暴雨红色预警", GOV, "L-50" },
		/* not on the list */
		{ "老张说天气", "云溪县气象台发布暴雨红色预警", GOV, "L-24" },
		{ "云溪县气象台", "今日1时发布暴雨红色预警",
			"https://blog.example.com/a", "L-20" },
	};

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		struct scene s;
		struct err err;

		scene_open(&s, false);
		scene_write_impact(&s, "县政府发布暴雨红色预警");
		scene_must(&s, "dora", ACT_MESSAGE_REPOST, scene_on(&s, 1));
		scene_must(&s, "dora", ACT_MESSAGE_REVISE,
			repost_words(&s, rows[n].source, rows[n].said,
				rows[n].link));
		if (*rows[n].want == '\0') {
			scene_release(&s, 2);
			assert_int_equal(
				scene_message(&s, 2)->state, MESSAGE_RELEASED);
			scene_close(&s);
			continue;
		}
		assert_int_not_equal(scene_do(&s, "dora", ACT_MESSAGE_SUBMIT,
					     scene_on(&s, 2), &err),
			ERR_OK);
		assert_string_equal(err.id, "rule");
		assert_string_equal(err.arg[0].text, rows[n].want);
		scene_close(&s);
	}
}

static void
repost__adds_no_figure(void **state)
{
	struct scene s;
	struct err err;

	(void)state;
	scene_open(&s, false);
	scene_write_impact(&s, "县政府发布暴雨红色预警");
	scene_must(&s, "dora", ACT_MESSAGE_REPOST, scene_on(&s, 1));
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		repost_words(&s, "云溪县气象台", "1时发布暴雨红色预警", GOV));
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:[{s:s,s:i,s:s,s:I,s:b}]}", "message",
			scene_message(&s, 2)->id, "base", 2, "figures", "name",
			"moved", "value", 3, "source", "县卫健局", "as_of",
			(json_int_t)s.now, "verified", 1));
	assert_int_not_equal(
		scene_do(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 2), &err),
		ERR_OK);
	assert_true(strcmp(err.arg[0].text, "L-50F") == 0 ||
		strcmp(err.arg[0].text, "L-50") == 0);
	scene_close(&s);
}

static void
repost__of_what_is_ours_is_not_begun(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_REPOST, scene_on(&s, 1)),
		"ours");
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
		cmocka_unit_test(repost__is_begun_in_place_of_what_is_anothers),
		cmocka_unit_test(
			repost__goes_out_with_its_organ_and_its_address),
		cmocka_unit_test(repost__adds_no_figure),
		cmocka_unit_test(repost__of_what_is_ours_is_not_begun),
		cmocka_unit_test(organs__a_unit_that_is_named_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
