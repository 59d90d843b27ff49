/*
 * What a newer library changes: each kind of change has its word, and asks for
 * less where it does.
 */
#include <assert.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "domain/library/library_diff.h"

/* 2026-07-21 */
#define AT INT64_C(1784570400000)

static const struct change {
	const char *file, *was, *now; /* "": there is no such file */
	const char *what, *at; /* of the first row */
	bool less;
} changes[] = {
	{ "rules/lint.yaml", "rules:\n  - id: L-1\n  - id: L-2\n",
		"rules:\n  - id: L-1\n", "rule-off", "L-2", true },
	{ "rules/lint.yaml", "rules:\n  - id: L-1\n",
		"rules:\n  - id: L-1\n  - id: L-2\n", "rule-new", "L-2",
		false },
	{ "rules/lint.yaml", "rules:\n  - id: L-1\n",
		"rules:\n  - id: L-1\n    valid_to: 2026-07-20\n", "rule-ended",
		"L-1 valid_to", true },
	{ "rules/lint.yaml", "rules:\n  - id: L-1\n",
		"rules:\n  - id: L-1\n    valid_to: 2027-07-20\n", "rule-ends",
		"L-1 valid_to", true },
	{ "rules/lint.yaml", "rules:\n  - id: L-1\n    valid_to: 2027-07-20\n",
		"rules:\n  - id: L-1\n    valid_to: 2028-07-20\n", "rule-ends",
		"L-1 valid_to", false },
	{ "rules/lint.yaml", "rules:\n  - id: L-1\n    severity: block\n",
		"rules:\n  - id: L-1\n    severity: warn\n", "rule-force",
		"L-1 severity", true },
	{ "rules/lint.yaml", "rules:\n  - id: L-1\n    severity: warn\n",
		"rules:\n  - id: L-1\n    severity: block\n", "rule-force",
		"L-1 severity", false },
	{ "rules/lint.yaml", "rules:\n  - id: L-1\n    limit: 30\n",
		"rules:\n  - id: L-1\n    limit: 90\n", "threshold",
		"L-1 limit", true },
	{ "rules/lint.yaml", "rules:\n  - id: L-1\n    what: one\n",
		"rules:\n  - id: L-1\n    what: other\n", "rule", "L-1 what",
		false },
	{ "rules/levels.yaml", "levels:\n  - id: I\n    dead: 30\n",
		"levels:\n  - id: I\n    dead: 60\n", "threshold", "I dead",
		true },
	{ "rules/tiers.yaml",
		"tiers:\n  - id: T\n    gates: [wording, legal]\n",
		"tiers:\n  - id: T\n    gates: [wording]\n", "tier-gates",
		"T gates", true },
	{ "rules/tiers.yaml", "tiers:\n  - id: T\n    gates: [wording]\n",
		"tiers:\n  - id: T\n    gates: [wording, legal]\n",
		"tier-gates", "T gates", false },
	{ "rules/gates.yaml", "gates:\n  - id: G\n    roles: [head]\n",
		"gates:\n  - id: G\n    roles: [head, reviewer]\n",
		"gate-roles", "G roles", true },
	{ "rules/gates.yaml", "gates:\n  - id: G\n    roles: [head, signer]\n",
		"gates:\n  - id: G\n    roles: [head]\n", "gate-roles",
		"G roles", false },
	{ "rules/roles.yaml",
		"roles:\n  - role: admin\n    apart_from: [signer, drafter]\n",
		"roles:\n  - role: admin\n    apart_from: [signer]\n", "apart",
		"admin apart_from", true },
	{ "rules/roles.yaml", "contractors:\n  - roles: [drafter]\n",
		"contractors:\n  - roles: [drafter, verifier]\n", "contractors",
		"contractors roles", true },
	{ "rules/tiers.yaml", "tiers:\n  - id: T\n    signs: touch\n",
		"tiers:\n  - id: T\n    signs: key\n", "tier-signs", "T signs",
		true },
	{ "rules/tiers.yaml", "tiers:\n  - id: T\n    signs: key\n",
		"tiers:\n  - id: T\n    signs: login\n", "tier-signs",
		"T signs", true },
	{ "rules/tiers.yaml", "tiers:\n  - id: T\n    signs: key\n",
		"tiers:\n  - id: T\n    title: t\n", "tier-signs", "T signs",
		true },
	{ "rules/tiers.yaml", "tiers:\n  - id: T\n    title: t\n",
		"tiers:\n  - id: T\n    title: t\n    signs: key\n",
		"tier-signs", "T signs", false },
	{ "rules/tiers.yaml", "tiers:\n  - id: T\n    signs: key\n",
		"tiers:\n  - id: T\n    signs: touch\n", "tier-signs",
		"T signs", false },
	{ "rules/tiers.yaml", "tiers:\n  - id: T\n    mirror: before-fire\n",
		"tiers:\n  - id: T\n    title: t\n", "tier-mirror", "T mirror",
		true },
	{ "rules/tiers.yaml", "tiers:\n  - id: T\n    mirror: before-fire\n",
		"tiers:\n  - id: T\n    mirror: never\n", "tier-mirror",
		"T mirror", true },
	{ "rules/tiers.yaml", "tiers:\n  - id: T\n    title: t\n",
		"tiers:\n  - id: T\n    title: t\n    mirror: before-fire\n",
		"tier-mirror", "T mirror", false },
	{ "rules/deadlines.yaml", "deadlines:\n  - id: D\n    minutes: 60\n",
		"deadlines:\n  - id: D\n    minutes: 90\n", "deadline",
		"D minutes", true },
	{ "rules/platforms.yaml", "platforms:\n  - id: p\n    per_day: 10\n",
		"platforms:\n  - id: p\n    per_day: 20\n", "quota",
		"p per_day", false },
	{ "rules/platforms.yaml", "platforms:\n  - id: p\n    per_minute: 1\n",
		"platforms:\n  - id: p\n    per_minute: 9\n", "quota",
		"p per_minute", false },
	{ "flood/playbook.yaml", "authority: [county]\n",
		"authority: [county, city]\n", "authority", "authority", true },
	{ "flood/playbook.yaml", "authority: [county, city]\n",
		"authority: [county]\n", "authority", "authority", false },
	{ "flood/playbook.yaml", "", "authority: [county]\n", "file-new", "",
		true },
	{ "flood/truth.zh.txt", "one\ntwo\n", "one\nthree\n", "text", "",
		false },
	{ "rules/lint.yaml", "rules:\n  - id: L-1\n",
		"# said\nrules:\n  - id: L-1\n", "remarks", "", false },
	{ "rules/organs.yaml", "organs:\n  - id: o\n", "", "file-gone", "",
		true },
	{ "rules/lists/w.yaml", "rows:\n  - id: town\n    words: [a, b]\n",
		"rows:\n  - id: town\n    words: [a]\n", "list", "town words",
		true },
	{ "rules/lists/w.yaml", "rows:\n  - id: town\n    words: [a]\n", "",
		"file-gone", "", true },
	{ "rules/lists/w.yaml", "", "rows:\n  - id: town\n    words: [a]\n",
		"file-new", "", true },
	{ "rules/tiers.yaml", "tiers:\n  - id: A\n  - id: B\n",
		"tiers:\n  - id: B\n  - id: A\n", "order", "", true },
};

static struct library_side
side(struct library_file *f, const char *path, const char *text)
{
	*f = (struct library_file){ path, text, strlen(text) };
	return (struct library_side){ f, *text ? 1 : 0 };
}

static bool
has_row(const struct library_diff *d, const struct change *c)
{
	json_t *row;
	size_t n;

	json_array_foreach(d->changes, n, row)
	{
		if (strcmp(doc_str(row, "what"), c->what) == 0 &&
			strcmp(doc_str(row, "at"), c->at) == 0)
			return true;
	}
	return false;
}

static void
diff__names_each_change_and_says_whether_it_asks_for_less(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof(changes) / sizeof(changes[0]); n++) {
		const struct change *c = &changes[n];
		struct library_file a, b;
		struct library_side was = side(&a, c->file, c->was);
		struct library_side now = side(&b, c->file, c->now);
		struct library_diff d;
		char *said;

		library_diff(&d, &was, &now, AT);
		said = doc_format(d.changes);
		if (d.less != c->less || !has_row(&d, c))
			fail_msg("row %zu, less %d: %s", n, d.less, said);
		free(said);
		library_diff_release(&d);
	}
}

/* A list that a new rule names comes with it; one that none names is read by a
 * check itself. */
static void
diff__a_new_list_asks_for_less_where_no_rule_names_it(void **state)
{
	static const char rules[] = "rules:\n  - id: L-1\n"
				    "    match: {check: orders, list: w}\n";
	struct library_file was[1], now[2];
	struct library_side a = { was, 1 }, b = { now, 2 };
	struct library_diff d;

	(void)state;
	(void)side(&was[0], "rules/lint.yaml", rules);
	(void)side(&now[0], "rules/lint.yaml", rules);
	(void)side(&now[1], "rules/lists/w.yaml", "rows: []\n");
	library_diff(&d, &a, &b, AT);
	assert_int_equal(d.count, 1);
	assert_false(d.less);
	library_diff_release(&d);
	(void)side(&now[1], "rules/lists/v.yaml", "rows: []\n");
	library_diff(&d, &a, &b, AT);
	assert_int_equal(d.count, 1);
	assert_true(d.less);
	library_diff_release(&d);
}

static void
diff__of_the_same_library_is_empty(void **state)
{
	static const char text[] = "rules:\n  - id: L-1\n";
	struct library_file a, b;
	struct library_side was = side(&a, "rules/lint.yaml", text);
	struct library_side now = side(&b, "rules/lint.yaml", text);
	struct library_diff d;

	(void)state;
	library_diff(&d, &was, &now, AT);
	assert_int_equal(d.count, 0);
	assert_false(d.less);
	library_diff_release(&d);
}

/* What asks for less is not what there was no room for. */
static void
diff__keeps_what_asks_for_less_when_there_are_many(void **state)
{
	struct library_file was[LIBRARY_CHANGES + 2], now[LIBRARY_CHANGES + 2];
	char paths[LIBRARY_CHANGES + 1][40];
	struct library_side a = { was, LIBRARY_CHANGES + 2 };
	struct library_side b = { now, LIBRARY_CHANGES + 1 };
	struct library_diff d;

	(void)state;
	for (size_t n = 0; n <= LIBRARY_CHANGES; n++) {
		(void)snprintf(paths[n], sizeof(paths[n]), "flood/%zu.txt", n);
		(void)side(&was[n], paths[n], "one");
		(void)side(&now[n], paths[n], "two");
	}
	(void)side(&was[LIBRARY_CHANGES + 1], "rules/organs.yaml", "organs:\n");
	library_diff(&d, &a, &b, AT);
	assert_int_equal(d.count, LIBRARY_CHANGES + 2);
	assert_int_equal(json_array_size(d.changes), LIBRARY_CHANGES);
	assert_string_equal(
		doc_str(json_array_get(d.changes, 0), "what"), "file-gone");
	assert_true(d.less);
	library_diff_release(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			diff__names_each_change_and_says_whether_it_asks_for_less),
		cmocka_unit_test(
			diff__a_new_list_asks_for_less_where_no_rule_names_it),
		cmocka_unit_test(diff__of_the_same_library_is_empty),
		cmocka_unit_test(
			diff__keeps_what_asks_for_less_when_there_are_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
