/*
 * Fitting: what is left out and in which order, what never is, and what a
 * variant written by hand must still say.
 */
#include "domain/text/fit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROWS(t) (sizeof(t) / sizeof((t)[0]))
#define T(text) ((char[]){ text })

static struct rendered_paragraph paragraphs[] = {
	{ T("keep one"), 0, false },
	{ T("cut three"), 3, false },
	{ T("cut one"), 1, false },
	{ T("also three"), 3, false },
	{ T("more at https://a.gov.cn/1"), 2, true },
	{ T("keep two"), 0, false },
};

static struct rendered_fact facts[] = {
	{ T("place"), BOTH("the place", "地点"), T("ONE") },
	{ T("contact"), BOTH("the contact", "联系方式"), T("keep  two") },
};

static char title[] = "A rather long title", brief[] = "Short", none[] = "";

static struct rendered
message(void)
{
	return (struct rendered){ .lang = LANG_EN,
		.title = title,
		.short_title = brief,
		.banner = none,
		.lead = none,
		.foot = none,
		.paragraphs = paragraphs,
		.count = ROWS(paragraphs),
		.facts = facts,
		.fact_count = ROWS(facts) };
}

static void
fit__paragraphs_go_by_priority_and_only_as_needed(void **state)
{
	static const struct {
		long max;
		const char *want;
	} rows[] = {
		/* all of it: no way to the full text is needed */
		{ 71,
			"A rather long title\n\nkeep one\n\ncut three\n\n"
			"cut one\n\nalso three\n\nkeep two" },
		/* first the blank lines, then the long title */
		{ 70,
			"A rather long title\nkeep one\ncut three\ncut one\n"
			"also three\nkeep two" },
		{ 60,
			"Short\n\nkeep one\n\ncut three\n\ncut one\n\n"
			"also three\n\nkeep two" },
		{ 52,
			"Short\nkeep one\ncut three\ncut one\nalso three\n"
			"keep two" },
		/* of the highest the last goes first; no room for the link */
		{ 51,
			"Short\n\nkeep one\n\ncut three\n\ncut one\n\n"
			"keep two" },
		{ 41, "Short\nkeep one\ncut three\ncut one\nkeep two" },
		{ 40, "Short\n\nkeep one\n\ncut one\n\nkeep two" },
		{ 25, "Short\n\nkeep one\n\nkeep two" },
		{ 24, "Short\nkeep one\nkeep two" },
		{ 23, "Short\nkeep one\nkeep two" },
	};
	struct rendered r = message();

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct limits l = { .unit = TEXT_CODE_POINTS,
			.max = rows[i].max };
		struct fitted f;
		struct err err = { 0 };

		fitted_init(&f);
		assert_int_equal(fit_variant(&f, &r, &l, "acc", &err), ERR_OK);
		assert_string_equal(f.text, rows[i].want);
		assert_string_equal(f.title, "");
		assert_true(f.count <= rows[i].max);
		assert_int_equal(f.count, (long)strlen(f.text));
		fitted_release(&f);
	}
}

static void
fit__the_link_stands_where_something_was_left_out(void **state)
{
	struct rendered r = message();
	struct limits l = { .unit = TEXT_CODE_POINTS,
		.max = 60,
		.title_max = 100,
		.title_unit = TEXT_CODE_POINTS,
		.url_weight = 10 };
	struct fitted f;
	char *kept;

	(void)state;
	kept = paragraphs[1].text;
	paragraphs[1].text = T("cut three that is very long indeed");
	fitted_init(&f);
	assert_int_equal(fit_variant(&f, &r, &l, "acc", NULL), ERR_OK);
	assert_string_equal(f.title, "A rather long title");
	assert_string_equal(f.text,
		"keep one\n\ncut one\n\nalso three\n\n"
		"more at https://a.gov.cn/1\n\nkeep two");
	assert_int_equal(f.cut_count, 1);
	assert_int_equal(f.cut[0], 1);
	l.no_links = true;
	assert_int_equal(fit_variant(&f, &r, &l, "acc", NULL), ERR_OK);
	assert_null(strstr(f.text, "https"));
	fitted_release(&f);
	paragraphs[1].text = kept;
}

/* Where the platform takes no text without one: uncut, cut, and too long. */
static void
fit__the_link_stays_where_the_platform_wants_one(void **state)
{
	static const struct {
		long max;
		const char *last; /* what stands before "keep two"; NULL: no */
	} rows[] = { { 500, "more at https://a.gov.cn/1" },
		{ 51, "more at https://a.gov.cn/1" },
		{ 42, "more at https://a.gov.cn/1" }, { 41, NULL } };
	struct rendered r = message();
	struct fitted f;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct limits l = { .unit = TEXT_CODE_POINTS,
			.max = rows[i].max,
			.url_weight = 10,
			.link = true };
		enum err_code rc;

		fitted_init(&f);
		rc = fit_variant(&f, &r, &l, "acc", NULL);
		assert_int_equal(rc == ERR_OK, rows[i].last != NULL);
		if (rows[i].last != NULL)
			assert_non_null(strstr(f.text, rows[i].last));
		fitted_release(&f);
	}
}

static void
fit__an_impossible_fit_is_an_error_with_numbers(void **state)
{
	struct rendered r = message();
	struct limits l = { .unit = TEXT_GRAPHEMES, .max = 20 };
	struct fitted f;
	struct err err = { 0 };

	(void)state;
	fitted_init(&f);
	assert_int_equal(fit_variant(&f, &r, &l, "weibo", &err), ERR_INVALID);
	assert_string_equal(err.id, "fit");
	assert_string_equal(err.what,
		"the text does not fit account weibo: 23 of 20 signs");
	assert_string_equal(f.text, "Short\nkeep one\nkeep two");
	assert_int_equal(f.count, 23);
	assert_int_equal(f.limit, 20);
	fitted_release(&f);
}

static void
fit__a_title_too_long_for_its_field_takes_the_short_one(void **state)
{
	static const struct {
		long title_max;
		const char *want;
		enum err_code code;
	} rows[] = {
		{ 19, "A rather long title", ERR_OK },
		{ 18, "Short", ERR_OK },
		{ 4, "Short", ERR_INVALID },
	};
	struct rendered r = message();

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct limits l = { .unit = TEXT_CODE_POINTS,
			.max = 1000,
			.title_max = rows[i].title_max,
			.title_unit = TEXT_CODE_POINTS };
		struct fitted f;
		struct err err;

		fitted_init(&f);
		assert_int_equal(
			fit_variant(&f, &r, &l, "acc", &err), rows[i].code);
		assert_string_equal(f.title, rows[i].want);
		fitted_release(&f);
	}
}

static void
fit__a_lost_fact_is_refused(void **state)
{
	struct rendered r = message();
	struct limits l = { .unit = TEXT_CODE_POINTS, .max = 1000 };
	struct fitted f;
	struct err err = { 0 };
	char *kept;

	(void)state;
	kept = facts[0].text;
	facts[0].text = T("elsewhere");
	fitted_init(&f);
	assert_int_equal(fit_variant(&f, &r, &l, "acc", &err), ERR_INVALID);
	assert_string_equal(err.what, "the variant of acc lacks the place");
	fitted_release(&f);
	facts[0].text = kept;
}

static void
fit__a_hand_written_variant_is_checked(void **state)
{
	static const struct {
		const char *text, *banner, *lead;
		long max;
		const char *id; /* "" if it is fine */
	} rows[] = {
		{ "we say ONE and keep two", "", "", 100, "" },
		{ "we say one and ｋｅｅｐ\ntwo", "", "", 100, "" },
		{ "we say ONE", "", "", 100, "must-carry" },
		{ "ONE keep two and too much", "", "", 10, "fit" },
		{ "", "", "", 100, "must-carry" },
		{ "[D] ONE keep two\n[D] end", "[D]", "[D]", 100, "" },
		{ "[D] ONE keep two [D]\n\n", "[D]", "[D]", 100, "" },
		{ "[D] ONE\nkeep two", "[D]", "[D]", 100, "must-carry" },
		{ "ONE keep two\n[D] end", "[D]", "[D]", 100, "must-carry" },
		{ "[D] ONE keep two\n[D] demo", "[D]", "[D] demo", 100, "" },
		{ "[D] ONE keep two\n[D] end", "[D]", "[D] demo", 100,
			"must-carry" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct rendered r = message();
		struct limits l = { .unit = TEXT_CODE_POINTS,
			.max = rows[i].max };
		struct fitted f;
		struct err err = { 0 };
		char banner[8], lead[12];

		snprintf(banner, sizeof(banner), "%s", rows[i].banner);
		snprintf(lead, sizeof(lead), "%s", rows[i].lead);
		r.banner = banner;
		r.lead = lead;
		fitted_init(&f);
		fit_check(&f, "", rows[i].text, &r, &l, "acc", &err);
		assert_string_equal(err.id, rows[i].id);
		assert_string_equal(f.text, rows[i].text);
		fitted_release(&f);
	}
}

static void
fit__a_chinese_title_stands_in_brackets_outside_the_banner(void **state)
{
	struct rendered r = { .lang = LANG_ZH,
		.title = T("【演练】东安县通报"),
		.short_title = T(""),
		.banner = T("【演练】"),
		.lead = T("【演练】"),
		.foot = T("【演练】并非真实事件。"),
		.paragraphs = paragraphs,
		.count = 1 };
	struct limits l = { .unit = TEXT_WEIBO, .max = 140 };
	struct fitted f;

	(void)state;
	fitted_init(&f);
	assert_int_equal(fit_variant(&f, &r, &l, "acc", NULL), ERR_OK);
	assert_string_equal(f.text,
		"【演练】【东安县通报】\nkeep one\n\n【演练】并非真实事件。");
	l.title_max = 30;
	assert_int_equal(fit_variant(&f, &r, &l, "acc", NULL), ERR_OK);
	assert_string_equal(f.title, "【演练】东安县通报");
	assert_string_equal(f.text,
		"【演练】并非真实事件。\n\nkeep one\n\n【演练】并非真实事件。");
	fitted_release(&f);
}

static void
fit__what_the_server_told_goes_before_the_row(void **state)
{
	const struct platform row = { .unit = TEXT_GRAPHEMES,
		.max = 500,
		.title_max = 0,
		.url_weight = 23 };
	json_t *told = json_pack("{s:i,s:i,s:i}", "max", 5000, "url_weight", 32,
		"title_max", 80);
	json_t *odd = json_pack("{s:i,s:s}", "max", -1, "url_weight", "x");
	struct limits l;

	(void)state;
	l = limits_of(&row, told);
	assert_int_equal(l.max, 5000);
	assert_int_equal(l.url_weight, 32);
	assert_int_equal(l.title_max, 0); /* a field is not told into being */
	l = limits_of(&row, odd);
	assert_int_equal(l.max, 500);
	assert_int_equal(l.url_weight, 23);
	l = limits_of(&row, NULL);
	assert_int_equal(l.max, 500);
	json_decref(told);
	json_decref(odd);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			fit__paragraphs_go_by_priority_and_only_as_needed),
		cmocka_unit_test(
			fit__the_link_stands_where_something_was_left_out),
		cmocka_unit_test(
			fit__an_impossible_fit_is_an_error_with_numbers),
		cmocka_unit_test(
			fit__the_link_stays_where_the_platform_wants_one),
		cmocka_unit_test(
			fit__a_title_too_long_for_its_field_takes_the_short_one),
		cmocka_unit_test(fit__a_lost_fact_is_refused),
		cmocka_unit_test(fit__a_hand_written_variant_is_checked),
		cmocka_unit_test(
			fit__a_chinese_title_stands_in_brackets_outside_the_banner),
		cmocka_unit_test(fit__what_the_server_told_goes_before_the_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
