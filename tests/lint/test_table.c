/*
 * Reading the table: what is wrong with it is told with its place, and rows
 * of a province or of other days stand in for each other by data alone.
 */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "table.h"
#include "lint/automaton.h"

#define CONTACTS                                                               \
	{                                                                      \
		"rules/contacts.yaml", "contacts: []\n", 13                    \
	}
#define ROWS(t) (sizeof(t) / sizeof((t)[0]))

/* A rule of a whole row but for its match, and what else is said. */
#define RULE(id, match, more)                                                  \
	"  - id: " id "\n    severity: warn\n    gate: wording\n"              \
	"    reads: [text]\n    match: " match "\n    citation: c\n"           \
	"    what: {zh: 甲, en: a}\n    mend: {zh: 乙, en: b}\n" more

static const char words_list[] =
	"title: {zh: 词, en: words}\n"
	"rows:\n"
	"  - {id: one, words: [甲乙], citation: national}\n"
	"  - {id: one, words: [丙丁], citation: province, region: 辽宁}\n"
	"  - {words: [old], citation: c, valid_to: 2025-12-31}\n"
	"  - {words: [new], citation: c, valid_from: 2026-01-01}\n";

struct read {
	struct pool *pool;
	struct faults faults;
	struct lint_rules *rules;
};

static void
read_rules(struct read *r, const char *lint)
{
	struct library_file files[] = { CONTACTS,
		{ "rules/lists/w.yaml", words_list, strlen(words_list) },
		{ "rules/lint.yaml", lint, strlen(lint) } };

	r->pool = pool_new();
	faults_init(&r->faults);
	r->rules = lint_rules_parse(r->pool, files, *lint ? 3 : 1, &r->faults);
}

static void
release(struct read *r)
{
	lint_rules_release(r->rules);
	pool_free(r->pool);
	faults_release(&r->faults);
}

static void
table__a_fault_is_told_with_its_place(void **state)
{
	static const struct {
		const char *lint, *where, *says;
	} rows[] = {
		{ "rules:\n" RULE("A", "{check: nonsense}", ""),
			"rules/lint.yaml:6:20", "nonsense" },
		{ "rules:\n" RULE("A", "{pattern: '(x'}", ""),
			"rules/lint.yaml:6:22", "(x" },
		{ "rules:\n" RULE("A", "{words: none}", ""),
			"rules/lint.yaml:6:20", "none" },
		{ "rules:\n" RULE("A", "{check: hosts, list: none}", ""),
			"rules/lint.yaml:6:33", "none" },
		{ "rules:\n" RULE("A", "{words: w, check: hosts}", ""),
			"rules/lint.yaml:6:12", "words | pattern | check" },
		{ "rules:\n" RULE("A", "{words: w}", "    colour: red\n"),
			"rules/lint.yaml:10:5", "colour" },
		{ "rules:\n" RULE("A", "{words: w}", "    mode: never\n"),
			"rules/lint.yaml:10:11", "never" },
		{ "rules:\n" RULE("A", "{words: w}", "")
				RULE("A", "{words: w}", ""),
			"rules/lint.yaml:10:9", "A" },
		{ "rules: {}\n", "rules/lint.yaml:1:8", "rules" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct read r;
		const struct err *e;

		read_rules(&r, rows[i].lint);
		if (!r.faults.count)
			fail_msg("no fault in\n%s", rows[i].lint);
		e = &r.faults.rows[0].err;
		if (strcmp(e->where, rows[i].where) != 0 ||
			!strstr(e->what, rows[i].says))
			fail_msg("%s: %s, not %s: %s", e->where, e->what,
				rows[i].where, rows[i].says);
		release(&r);
	}
}

static size_t
found(const struct read *r, const char *text, int64_t now, const char *region)
{
	struct lint_field field = { .part = PART_TEXT,
		.name = "text",
		.text = text,
		.len = strlen(text) };
	struct lint_case c = { .rules = r->rules,
		.fields = &field,
		.field_count = 1,
		.kind = KIND_COUNT,
		.now = now,
		.zone = 480,
		.region = region };
	struct findings f;
	size_t n;

	lint_run(&f, &c);
	n = f.count;
	findings_release(&f);
	return n;
}

static void
table__a_row_of_a_province_stands_in_for_the_national_one(void **state)
{
	struct read r;

	(void)state;
	read_rules(&r,
		"rules:\n" RULE("A", "{words: w}", "") RULE(
			"B", "{pattern: national}", "")
			RULE("B", "{pattern: province}", "    region: 辽宁\n"));
	assert_int_equal(r.faults.count, 0);
	assert_int_equal(found(&r, "甲乙", TABLE_NOW, ""), 1);
	assert_int_equal(found(&r, "丙丁", TABLE_NOW, ""), 0);
	assert_int_equal(found(&r, "甲乙", TABLE_NOW, "辽宁"), 0);
	assert_int_equal(found(&r, "丙丁", TABLE_NOW, "辽宁"), 1);
	assert_int_equal(found(&r, "甲乙", TABLE_NOW, "山东"), 1);
	assert_int_equal(found(&r, "national", TABLE_NOW, ""), 1);
	assert_int_equal(found(&r, "province", TABLE_NOW, ""), 0);
	assert_int_equal(found(&r, "national", TABLE_NOW, "辽宁"), 0);
	assert_int_equal(found(&r, "province", TABLE_NOW, "辽宁"), 1);
	release(&r);
}

static void
table__a_row_holds_on_its_days_only(void **state)
{
	const int64_t in_2025 = INT64_C(1750000000000);
	struct read r;

	(void)state;
	read_rules(&r,
		"rules:\n" RULE("A", "{words: w}", "")
			RULE("B", "{pattern: once}",
				"    valid_from: 2025-01-01\n"
				"    valid_to: 2025-12-31\n"));
	assert_int_equal(r.faults.count, 0);
	assert_int_equal(found(&r, "old", in_2025, ""), 1);
	assert_int_equal(found(&r, "new", in_2025, ""), 0);
	assert_int_equal(found(&r, "old", TABLE_NOW, ""), 0);
	assert_int_equal(found(&r, "new", TABLE_NOW, ""), 1);
	assert_int_equal(found(&r, "once", in_2025, ""), 1);
	assert_int_equal(found(&r, "once", TABLE_NOW, ""), 0);
	/* no clock: what has ended is not used */
	assert_int_equal(found(&r, "old", 0, ""), 0);
	assert_int_equal(found(&r, "new", 0, ""), 1);
	release(&r);
}

static void
table__a_library_from_before_the_rules_still_reads(void **state)
{
	struct read r;

	(void)state;
	read_rules(&r, "");
	assert_int_equal(r.faults.count, 0);
	assert_int_equal(lint_rules_count(r.rules), 0);
	assert_int_equal(found(&r, "机密★5年", TABLE_NOW, ""), 0);
	release(&r);
}

/* ---- lists that checks read themselves ---- */

#define ORDERS                                                                 \
	"title: {zh: 词, en: w}\n"                                            \
	"rows:\n  - {words: [停课], citation: c}\n"
#define IN_CHARGE                                                              \
	"title: {zh: 词, en: w}\n"                                            \
	"rows:\n  - {words: [政府], citation: c}\n"
#define SUBJECTS                                                               \
	"title: {zh: 词, en: w}\n"                                            \
	"rows:\n  - {id: o, words: [预警], note: 气象局, citation: c}\n"
#define REACH(days)                                                            \
	"title: {zh: 词, en: w}\n"                                            \
	"rows:\n  - {note: town, words: [镇政府], citation: c}\n"           \
	"  - {note: wide, words: [全县], citation: c" days "}\n"
#define SIGNS                                                                  \
	"title: {zh: 词, en: w}\n"                                            \
	"rows:\n  - {note: published, words: [编号], citation: c}\n"         \
	"  - {note: for-all, words: [政府], citation: c}\n"

/* What the two checks find with these two lists; NULL: there is none. */
static size_t
found_beside(const char *reach, const char *signs, const char *text)
{
	static const char lint[] =
		"rules:\n" RULE("A", "{check: orders, list: w, except: e}", "")
			RULE("B", "{check: authority, list: a}", "");
	struct library_file files[7] = { CONTACTS,
		{ "rules/lint.yaml", lint, sizeof(lint) - 1 },
		{ "rules/lists/w.yaml", ORDERS, sizeof(ORDERS) - 1 },
		{ "rules/lists/e.yaml", IN_CHARGE, sizeof(IN_CHARGE) - 1 },
		{ "rules/lists/a.yaml", SUBJECTS, sizeof(SUBJECTS) - 1 } };
	size_t count = 5, n;
	struct read r = { .pool = pool_new() };

	if (reach)
		files[count++] =
			(struct library_file){ "rules/lists/orders-reach.yaml",
				reach, strlen(reach) };
	if (signs)
		files[count++] = (struct library_file){
			"rules/lists/authority-signs.yaml", signs, strlen(signs)
		};
	faults_init(&r.faults);
	r.rules = lint_rules_parse(r.pool, files, count, &r.faults);
	assert_int_equal(r.faults.count, 0);
	n = found(&r, text, TABLE_NOW, "");
	release(&r);
	return n;
}

/* As a library from before these lists is read: it knows none of the words. */
static void
table__a_list_that_a_check_reads_may_be_missing(void **state)
{
	static const char order[] = "明日全县停课。\n河湾镇政府";
	static const char repost[] =
		"气象局发出预警（编号2026-18）。\n县供水站";
	static const char signature[] = "发出预警。\n县政府气象局";

	(void)state;
	assert_int_equal(found_beside(NULL, NULL, order), 0);
	assert_int_equal(found_beside(REACH(""), NULL, order), 1);
	assert_int_equal(found_beside(NULL, NULL, repost), 1);
	assert_int_equal(found_beside(NULL, SIGNS, repost), 0);
	assert_int_equal(found_beside(NULL, NULL, signature), 0);
	assert_int_equal(found_beside(NULL, SIGNS, signature), 1);
}

static void
table__a_list_that_a_check_reads_has_days_and_regions(void **state)
{
	static const char order[] = "明日全县停课。\n河湾镇政府";

	(void)state;
	assert_int_equal(
		found_beside(REACH(", valid_to: 2025-12-31"), NULL, order), 0);
	assert_int_equal(
		found_beside(REACH(", valid_from: 2026-01-01"), NULL, order),
		1);
	assert_int_equal(found_beside(REACH(", region: 辽宁"), NULL, order), 0);
}

/* ---- the automaton ---- */

struct hits {
	char text[200];
};

static void
note(void *ctx, size_t start, size_t end, size_t word)
{
	struct hits *h = ctx;
	size_t n = strlen(h->text);

	(void)snprintf(h->text + n, sizeof(h->text) - n, "%zu:%zu-%zu ", word,
		start, end);
}

static void
automaton__finds_every_word_at_every_place(void **state)
{
	static const struct {
		const char *words[6], *text, *want;
	} rows[] = {
		{ { "he", "she", "his", "hers" }, "ushers",
			"1:1-4 0:2-4 3:2-6 " },
		{ { "a", "aa", "aaa" }, "aaa",
			"0:0-1 1:0-2 0:1-2 2:0-3 1:1-3 0:2-3 " },
		{ { "急救", "救护", "急救护" }, "急救护",
			"0:0-6 2:0-9 1:3-9 " },
		{ { "x", "x" }, "x", "0:0-1 1:0-1 " },
		{ { "abcd", "bc" }, "abce", "1:1-3 " },
		{ { "none" }, "", "" },
		{ { NULL }, "text", "" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct hits h = { "" };
		size_t n = 0;
		struct automaton *a;

		while (n < 6 && rows[i].words[n])
			n++;
		a = automaton_new(rows[i].words, n);
		automaton_scan(a, rows[i].text, strlen(rows[i].text), note, &h);
		assert_string_equal(h.text, rows[i].want);
		automaton_free(a);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(table__a_fault_is_told_with_its_place),
		cmocka_unit_test(
			table__a_row_of_a_province_stands_in_for_the_national_one),
		cmocka_unit_test(table__a_row_holds_on_its_days_only),
		cmocka_unit_test(
			table__a_library_from_before_the_rules_still_reads),
		cmocka_unit_test(
			table__a_list_that_a_check_reads_may_be_missing),
		cmocka_unit_test(
			table__a_list_that_a_check_reads_has_days_and_regions),
		cmocka_unit_test(automaton__finds_every_word_at_every_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
