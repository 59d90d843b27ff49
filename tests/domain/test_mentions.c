/*
 * Numbers in a text against the figures: which are beside a figure's word,
 * in which numerals, and which are none of our business.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/doc.h"
#include "tests/domain/library.h"

#define ROWS(t) (sizeof(t) / sizeof((t)[0]))

static const struct lint_figure figures[] = {
	{ "dead", 5, 1, "s", "", true },
	{ "missing", 3, 1, "s", "", true },
	{ "injured", 11, 1, "s", "", true },
	{ "rescued", 46, 1, "s", "在河口村救出2人", true },
	{ "moved", 1204, 1, "s", "", true },
	{ "trapped", -1, 1, "s", "", false },
	{ "houses", 36, 1, "s", "", false },
	{ 0 },
};

static const struct lint_figure told[] = {
	{ "dead", 3, 1, "s", "", true },
	{ "missing", 5, 1, "s", "", true },
	{ 0 },
};

/* What the rules find in the text beside these figures; `then` was told before. */
static void
lint_beside(struct findings *out, const struct library *lib, const char *text,
	enum lang lang, enum message_kind kind, const struct lint_figure *now,
	const struct lint_figure *then)
{
	const struct playbook *p = playbook_find(lib, "rainstorm-flood");
	const struct lint_field field = { .part = PART_TEXT,
		.name = "text",
		.text = text,
		.len = strlen(text) };
	struct lint_bulletin before = { .id = "2026-0001/1",
		.kind = KIND_TRUTH,
		.title = "",
		.text = "",
		.figures = then };
	struct lint_case c = { .rules = lib->rules.lint,
		.now = INT64_C(1782000000000), /* in June 2026 */
		.fields = &field,
		.field_count = 1,
		.kind = kind,
		.lang = lang,
		.in_incident = true,
		.figures = now,
		.figure_defs = p->figures,
		.figure_def_count = p->figure_count,
		.earlier = &before,
		.earlier_count = 1 };

	while (now[c.figure_count].name)
		c.figure_count++;
	while (then[before.figure_count].name)
		before.figure_count++;
	lint_run(out, &c);
}

/* "L-10 L-11": the rules that bite, once for each place. */
static char *
found(const struct library *lib, const char *text, enum lang lang,
	enum message_kind kind)
{
	struct findings f;
	struct buf out;

	buf_init(&out, 1000);
	lint_beside(&f, lib, text, lang, kind, figures, told);
	for (size_t i = 0; i < f.count; i++)
		if (strncmp(f.rows[i].rule->id, "L-1", 3) == 0 &&
			f.rows[i].field != SIZE_MAX)
			buf_printf(&out, "%s%s", out.len ? " " : "",
				f.rows[i].rule->id);
	findings_release(&f);
	return buf_take(&out);
}

struct row {
	const char *text, *want;
};

static void
check(const struct library *lib, const struct row *rows, size_t count,
	enum lang lang, enum message_kind kind)
{
	for (size_t i = 0; i < count; i++) {
		char *got = found(lib, rows[i].text, lang, kind);

		if (strcmp(got, rows[i].want) != 0)
			fail_msg("%s: got \"%s\", want \"%s\"", rows[i].text,
				got, rows[i].want);
		free(got);
	}
}

static void
number__beside_a_word_is_the_figure_in_chinese(void **state)
{
	static const struct row rows[] = {
		/* the word first */
		{ "遇难5人", "" },
		{ "遇难6人", "L-10" },
		{ "遇难５人", "" },
		{ "遇难五人", "" },
		{ "遇难六人", "L-10" },
		{ "遇难人数为5人", "" },
		{ "遇难人数升至7人", "L-10" },
		{ "死亡：7", "L-10" },
		{ "遇难总人数已达五", "" },
		{ "受伤十一人", "" },
		{ "受伤11人，其中重伤", "" },
		{ "转移安置1,204人", "" },
		{ "转移1 204人", "" },
		{ "转移一千二百零四人", "" },
		{ "转移1024人", "L-10" },
		{ "倒损房屋36间，正在核实", "" },
		/* of another year, or of a group */
		{ "2016年洪水曾转移3.1万人，本次共转移1204人", "" },
		{ "2026年6月20日洪水共转移3.1万人", "L-10" },
		{ "四个村民小组共转移64户1204人", "" },
		{ "四个村民共转移", "L-10" },
		/* a part of what was told is not more than it */
		{ "受伤11人，其中9人已出院", "" },
		{ "受伤11人，其中13人已出院", "L-10" },
	};

	check(*state, rows, ROWS(rows), LANG_ZH, KIND_UPDATE);
}

static void
number__before_a_word_is_the_figure_in_chinese(void **state)
{
	static const struct row rows[] = {
		/* the number first */
		{ "5人遇难", "" },
		{ "6人遇难", "L-10" },
		{ "已造成5人死亡、3人失踪", "" },
		{ "已造成5人死亡、两人失踪", "L-10" },
		{ "四十六名群众获救", "" },
		{ "45名群众已安全获救", "L-10" },
		{ "4死11伤", "L-10" },
		{ "5死11伤", "" },
		{ "致5死9伤", "L-10" },
		{ "共3名村民下落不明", "" },
		{ "5人遇难3人失联", "" },
		{ "遇难5人失联3人", "" },
		{ "5人遇难4人失联", "L-10" },
		{ "遇难5人失联4人受伤11人", "L-10" },
		/* kinds of injury are parts, and may not be more together */
		{ "9人骨折、2人擦伤", "L-10r L-10r" },
		{ "9人骨折。\n\n2人擦伤", "L-10r L-10r" },
		{ "9人骨折、3人擦伤", "L-10 L-10" },
		{ "9人骨折", "L-10" },
		{ "受伤11人，9人骨折", "L-10r" },
		/* others in the sentence make it up, of whom nothing is told */
		{ "8人擦伤，另有3名工人吸入烟气", "L-10r" },
		{ "8人擦伤，另有4名工人吸入烟气", "L-10" },
		{ "驾驶人与四名乘车人死亡", "" },
		{ "驾驶人与六名乘车人死亡", "L-10" },
	};

	check(*state, rows, ROWS(rows), LANG_ZH, KIND_UPDATE);
}

static void
number__of_some_is_not_of_all_in_chinese(void **state)
{
	static const struct row rows[] = {
		/* some of them are not: nothing is said of all */
		{ "车上17名乘客无人受伤", "L-10r" },
		{ "乘客无人受伤", "L-10r" },
		{ "无人受伤", "L-10" },
		{ "2名未成年人遇难", "L-10" },
		{ "1人经抢救无效死亡", "L-10" },
		{ "现场没有人在这次崩塌中受伤", "L-10" },
		{ "车外没有人员受伤", "L-10r" },
		{ "副驾驶与四名乘车人死亡", "" },
		{ "3名副驾驶与2名乘车人死亡", "" },
		{ "失联人员减至4人", "L-10" },
		/* who was found is missing no more */
		{ "发现1名失联矿工", "L-10r" },
		{ "失联4人，9时20分由冲锋舟找到", "L-10" },
		{ "遇难由3人增为5人", "" },
		/* several words behind one number: any of them will do */
		{ "11名受伤群众已送医，其中", "" },
		{ "46名被困群众获救", "" },
		/* a figure that nobody has given, and one being verified */
		{ "重伤2人", "L-10" },
		{ "被困5人", "L-10" },
	};

	check(*state, rows, ROWS(rows), LANG_ZH, KIND_UPDATE);
}

static void
number__in_round_figures_is_near_in_chinese(void **state)
{
	static const struct row rows[] = {
		/* rough numbers and parts */
		{ "遇难十几人", "L-10" }, /* ten at least, and five */
		{ "重伤十几人", "L-10r" }, /* although nobody gave it */
		{ "转移1000余人", "L-10r" },
		{ "转移安置约1200人", "L-10r" },
		{ "转移安置约1204人", "" },
		/* of two groups the same is said */
		{ "9位乘客和2位路人受伤", "" },
		{ "4位乘客、5位村民和2位路人受伤", "" },
		{ "8位乘客和2位路人受伤", "L-10" },
		{ "9位乘客到站。2位路人受伤", "L-10" },
		/* so many are left of those who were missing at first */
		{ "8人失联。找到遇难5人", "L-10r" },
		{ "9人失联。找到遇难5人", "L-10" },
		{ "找到遇难5人。8人失联", "L-10" },
		{ "转移安置约1300人", "L-10r" },
		{ "转移一千六百余人", "L-10" }, /* it is the least */
		{ "转移安置约1600人", "L-10" },
		{ "转移一千四百余人", "L-10" }, /* it tells its hundreds */
		{ "转移一千二百余人", "L-10r" },
		{ "其中失联1人为消防员", "L-10r" },
		{ "新增遇难2人", "" },
		{ "较第1号新增遇难4人", "L-10r" },
		{ "其中失联9人", "L-10" },
		/* a village's number is a part where the whole one stands */
		{ "转移1204人，柳河村628人已转移", "L-10r" },
		{ "柳河村628人已转移", "L-10" },
		{ "转移1204人，柳河村1628人已转移", "L-10" },
		{ "转移1204人，又一处628人已转移", "L-10r" },
		{ "转移1204人，628人已转移", "L-10" },
		/* not verified, and not called so */
		{ "倒损房屋36间。", "L-11" },
		{ "倒损房屋36间。其余正在核实", "L-11" },
		/* reasons of figures are quoted as they are */
		{ "获救46人（较第1号增加2人，原因：在河口村救出2人）", "" },
	};

	check(*state, rows, ROWS(rows), LANG_ZH, KIND_UPDATE);
}

static void
number__of_something_else_is_left_alone(void **state)
{
	static const struct row rows[] = {
		{ "7月21日3时遇难者家属", "" },
		{ "失联48小时后", "" },
		{ "遇难原因3项", "" },
		{ "第9号通报：遇难5人", "" },
		{ "受伤群众热线12345", "" },
		{ "涉及3个乡镇，转移正在进行", "" },
		{ "救援队伍12支、200人赶赴现场", "" },
		{ "请勿轻信遇难数字", "" },
		{ "死亡率2.5%", "" },
		{ "转移安置点8处", "" },
		{ "一名记者采访", "" },
		{ "对每名伤员一人一策救治", "" },
		{ "3岁儿童获救", "" },
		{ "被困于5楼", "" },
		{ "受伤部位2处", "" },
		{ "经济损失300万元", "" },
		{ "统一转移，一律不得返回", "" },
		{ "https://a.gov.cn/2026/9/失联.html", "" },
	};

	check(*state, rows, ROWS(rows), LANG_ZH, KIND_UPDATE);
}

static void
number__of_another_place_or_notice_is_not_the_figure(void **state)
{
	static const struct row rows[] = {
		/* another event, a plan */
		{ "邻县转移2600人", "" },
		{ "邻县受灾，我县转移2600人", "L-10" },
		{ "去年同类事故造成9人死亡", "" },
		{ "外市力量投入搜救，造成9人死亡", "L-10" },
		{ "去年曾发生事故，造成9人死亡", "" },
		{ "去年曾发生事故，此次又造成9人死亡", "L-10" },
		{ "历史上罕见的洪水造成9人死亡", "L-10" },
		{ "毗邻的青石镇转移2600人", "L-10" },
		{ "去年也有事故，此次遇难9人", "L-10" },
		{ "疏散范围内有居民1800人", "" },
		{ "昨晚通报(第1号)为3人遇难、5人失联", "" },
		{ "昨晚通报(第1号)为4人遇难", "L-10" },
	};

	check(*state, rows, ROWS(rows), LANG_ZH, KIND_UPDATE);
}

static void
number__beside_a_word_is_the_figure_in_english(void **state)
{
	static const struct row rows[] = {
		{ "5 dead, 3 missing, 11 injured", "" },
		{ "Six people were killed", "L-10" },
		{ "Five people were killed", "" },
		{ "the death toll stands at 5", "" },
		{ "the death toll rose to 7", "L-10" },
		{ "killed: 5", "" },
		{ "5 dead 3 missing", "" },
		{ "1,204 moved to safety", "" },
		{ "1204 people have been evacuated", "" },
		{ "1,240 moved to safety", "L-10" },
		{ "forty-six rescued", "" },
		{ "forty-five were rescued", "L-10" },
		{ "5 dead (2 more than No. 1, because a house fell)", "" },
		{ "another 2 dead", "" },
		{ "a further 2 dead", "" },
		{ "two of six missing hikers", "L-10r" },
		{ "in a similar crash last year nine people were killed", "" },
		{ "unlike last year, this time six people were killed",
			"L-10" },
		{ "dozens missing", "L-10" },
		{ "about 1,200 evacuated", "L-10r" },
		{ "36 houses damaged", "L-11" },
		{ "36 houses damaged (being verified)", "" },
		{ "nobody is missing since 14:30", "" },
		{ "hurt on 21 July", "" },
		{ "the rescued were taken to 2 hospitals", "" },
		{ "call 12345 if somebody is missing", "" },
		{ "trapped on floor 5", "" },
		{ "Fourteen hundred people were evacuated", "L-10" },
		{ "Twelve hundred and four people were evacuated", "" },
	};

	check(*state, rows, ROWS(rows), LANG_EN, KIND_UPDATE);
}

static void
number__a_correction_quotes_what_was_said(void **state)
{
	static const struct row rows[] = {
		{ "“遇难3人”有误，应为“遇难5人”", "" },
		{ "“遇难2人”有误，应为“遇难5人”", "L-10" },
	};

	check(*state, rows, ROWS(rows), LANG_ZH, KIND_CORRECTION);
}

/* The rule bites on the text, where two are dead and three were told, 83 moved
 * and 29 were. */
static bool
bites_whole(const struct library *lib, const char *text, const char *rule,
	enum message_kind kind)
{
	static const struct lint_figure now[] = {
		{ "dead", 2, 1, "s", "", true },
		{ "moved", 83, 1, "s", "", true },
		{ 0 },
	};
	static const struct lint_figure then[] = {
		{ "dead", 3, 1, "s", "", true },
		{ "moved", 29, 1, "s", "", true },
		{ 0 },
	};
	struct findings f;
	bool found = false;

	lint_beside(&f, lib, text, LANG_ZH, kind, now, then);
	for (size_t i = 0; i < f.count; i++)
		found = found || strcmp(f.rows[i].rule->id, rule) == 0;
	findings_release(&f);
	return found;
}

/* A change may have its reason in the text instead of beside the figure. */
static void
change__is_explained_in_the_text(void **state)
{
	static const struct {
		const char *text, *rule;
		enum message_kind kind;
		bool bites;
	} rows[] = {
		{ "撤离安置83人。", "L-13", KIND_UPDATE, true },
		{ "撤离安置由29人增至83人。", "L-13", KIND_UPDATE, true },
		{ "撤离安置由29人增至83人，增加部分为上坪组村民。", "L-13",
			KIND_UPDATE, false },
		{ "撤离安置由29人增至83人。堤防加高，增加部分为石料。", "L-13",
			KIND_UPDATE, true },
		{ "Evacuated rose from 29 to 83 because a village was cleared.",
			"L-13", KIND_UPDATE, false },
		{ "“死亡3人”有误，现更正为死亡2人，一人重复登记。", "L-12",
			KIND_CORRECTION, false },
		{ "现更正为死亡2人。", "L-12", KIND_CORRECTION, true },
		{ "“死亡3人”有误，现为死亡2人，一人重复登记。", "L-12",
			KIND_UPDATE, true },
	};

	for (size_t i = 0; i < ROWS(rows); i++)
		if (bites_whole(*state, rows[i].text, rows[i].rule,
			    rows[i].kind) != rows[i].bites)
			fail_msg("%s: %s", rows[i].text, rows[i].rule);
}

static int
start(void **state)
{
	*state = shipped_library();
	return 0;
}

static int
stop(void **state)
{
	library_free(*state);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			number__beside_a_word_is_the_figure_in_chinese),
		cmocka_unit_test(number__of_something_else_is_left_alone),
		cmocka_unit_test(
			number__before_a_word_is_the_figure_in_chinese),
		cmocka_unit_test(number__of_some_is_not_of_all_in_chinese),
		cmocka_unit_test(number__in_round_figures_is_near_in_chinese),
		cmocka_unit_test(
			number__of_another_place_or_notice_is_not_the_figure),
		cmocka_unit_test(
			number__beside_a_word_is_the_figure_in_english),
		cmocka_unit_test(number__a_correction_quotes_what_was_said),
		cmocka_unit_test(change__is_explained_in_the_text),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
