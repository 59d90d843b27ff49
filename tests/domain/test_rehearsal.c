/*
 * A library tried out at the desk: what could not go out is found in the
 * file, and nothing in what is shipped.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "domain/library/regions.h"
#include "domain/library/rehearsal.h"
#include "tests/domain/library.h"

#define CLOSING "misfire/zh/closing.md"

/* Rehearses the shipped library with one edit; how many faults it has. */
static size_t
rehearsed(struct faults *out, const char *path, const char *after,
	const char *text)
{
	struct edit edit = { path, after, text };
	struct library *lib = edited_library(&edit, path ? 1 : 0);

	faults_init(out);
	assert_int_equal(rehearse_library(out, lib, NULL, NULL), ERR_OK);
	library_free(lib);
	return out->count;
}

/* A fault of this refusal at this file, about this. */
static void
finds(const struct faults *f, const char *file, enum refusal refusal,
	const char *about)
{
	for (size_t n = 0; n < f->count; n++)
		if (strcmp(f->rows[n].file, file) == 0 &&
			strcmp(f->rows[n].err.id, refusal_word(refusal)) == 0 &&
			arg_is(&f->rows[n].err.arg[0], about))
			return;
	for (size_t n = 0; n < f->count; n++)
		print_error("%s %s %s\n", f->rows[n].file, f->rows[n].err.id,
			f->rows[n].err.what);
	fail_msg("no %s of %s at %s", refusal_word(refusal), about, file);
}

static void
rehearsal__finds_nothing_in_what_is_shipped(void **state)
{
	struct faults f;

	(void)state;
	if (rehearsed(&f, NULL, NULL, NULL) > 0)
		fail_msg("%s: %s", f.rows[0].file, f.rows[0].err.what);
	faults_release(&f);
}

static void
rehearsal__finds_a_kept_paragraph_too_long_for_a_platform(void **state)
{
	char text[1000] = "";
	struct faults f;

	(void)state;
	for (int n = 0; n < 80; n++)
		memcpy(text + 9 * n, "请注意", 10);
	assert_true(
		rehearsed(&f, CLOSING, "监督电话：{{contact}}。", text) > 0);
	finds(&f, CLOSING, REFUSE_FIT, "weibo");
	/* once, however many ways there are to write it */
	for (size_t n = 0; n < f.count; n++)
		for (size_t k = 0; k < n; k++)
			assert_false(strcmp(f.rows[n].err.arg[0].text,
					     f.rows[k].err.arg[0].text) == 0 &&
				strcmp(f.rows[n].file, f.rows[k].file) == 0);
	faults_release(&f);
}

static void
rehearsal__finds_a_label_that_no_rule_knows(void **state)
{
	struct faults f;

	(void)state;
	assert_int_equal(rehearsed(&f, CLOSING, "本文由人工", "的"), 1);
	finds(&f, CLOSING, REFUSE_REHEARSED_RULE, "L-44");
	faults_release(&f);
}

/* The label stands in the whole text and is lost where it must be short. */
static void
rehearsal__finds_a_label_that_a_short_text_loses(void **state)
{
	struct faults f;

	(void)state;
	assert_true(rehearsed(&f, CLOSING, "监督电话：{{contact}}。\n\n{{! ",
			    "cut 9}}\n{{! ") > 0);
	finds(&f, CLOSING, REFUSE_REHEARSED_RULE, "L-44");
	faults_release(&f);
}

static void
rehearsal__finds_what_stands_twice_or_empty(void **state)
{
	struct faults f;

	(void)state;
	assert_true(
		rehearsed(&f, CLOSING, "监督电话：{{contact}}。", "。") > 0);
	finds(&f, CLOSING, REFUSE_REHEARSED_MARK, "。。");
	faults_release(&f);
}

/* A title of 26 characters: with a drill's mark 30, as Toutiao has them. */
static void
rehearsal__tries_the_mark_of_a_demo_station_too(void **state)
{
	struct faults f;

	(void)state;
	assert_int_equal(rehearsed(&f, CLOSING, "关于误发信息",
				 "一二三四五六七八九十百千"),
		0);
	faults_release(&f);
	assert_int_equal(rehearsed(&f, CLOSING, "关于误发信息",
				 "一二三四五六七八九十百千万"),
		1);
	finds(&f, CLOSING, REFUSE_FIT, "toutiao");
	faults_release(&f);
}

static void
rehearsal__knows_the_regions_that_rows_name(void **state)
{
	struct library *lib = shipped_library();
	static const struct {
		const char *here;
		size_t faults, remarks;
	} cases[] = { { "", 0, 0 }, { "辽宁", 0, 0 }, { "西藏", 0, 1 },
		{ "辽宁省", 1, 0 }, { "浙汇", 1, 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct rules rules = lib->rules;
		struct faults f, remarks;

		rules.region = cases[i].here;
		faults_init(&f);
		faults_init(&remarks);
		regions_check(&f, &remarks, &rules);
		assert_int_equal(f.count, cases[i].faults);
		assert_int_equal(remarks.count, cases[i].remarks);
		/* and which there are */
		if (f.count > 0)
			assert_true(
				arg_words_has(&f.rows[0].err.arg[1], "辽宁"));
		faults_release(&f);
		faults_release(&remarks);
	}
	library_free(lib);
}

/* How many remarks there are when region.yaml and a row name these. */
static size_t
remarks_of(struct faults *out, struct library *lib, const char *here,
	const char *row)
{
	struct rules rules = lib->rules;
	struct deadline one = { .id = "D-99", .region = row };
	struct level_row level = { .citation = "本省规定", .region = row };

	rules.region = here;
	rules.deadlines = &one;
	rules.deadline_count = 1;
	rules.levels = &level;
	rules.level_count = 1;
	faults_init(out);
	regions_check(out, out, &rules);
	return out->count;
}

static void
rehearsal__finds_a_rows_own_region_that_is_none(void **state)
{
	static const struct {
		const char *here, *row;
		size_t remarks;
	} cases[] = { { "", "", 0 }, { "", "辽宁", 0 }, { "云南", "云南", 0 },
		{ "辽宁", "浙江", 1 }, { "", "辽宁省", 2 },
		{ "辽宁", "辽宁省", 3 }, { "", "浙汇", 2 },
		{ "东安县", "东安县", 0 }, { "", "东安县", 2 } };
	struct library *lib = shipped_library();
	struct faults f;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(
			remarks_of(&f, lib, cases[i].here, cases[i].row),
			cases[i].remarks);
		if (strcmp(cases[i].row, "浙汇") == 0)
			assert_string_equal(
				f.rows[0].file, "rules/deadlines.yaml");
		faults_release(&f);
	}
	library_free(lib);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(rehearsal__finds_nothing_in_what_is_shipped),
		cmocka_unit_test(
			rehearsal__finds_a_kept_paragraph_too_long_for_a_platform),
		cmocka_unit_test(rehearsal__finds_a_label_that_no_rule_knows),
		cmocka_unit_test(
			rehearsal__finds_a_label_that_a_short_text_loses),
		cmocka_unit_test(rehearsal__finds_what_stands_twice_or_empty),
		cmocka_unit_test(
			rehearsal__tries_the_mark_of_a_demo_station_too),
		cmocka_unit_test(rehearsal__knows_the_regions_that_rows_name),
		cmocka_unit_test(
			rehearsal__finds_a_rows_own_region_that_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
