/*
 * What a pattern is tried near: literals read out of it, and the promise that
 * this changes nothing: every shipped pattern finds in every text of this
 * folder, and in texts shuffled from them, what it finds when it is tried
 * everywhere.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/buf.h"
#include "lint/literals.h"
#include "lint/lint_scan.h"
#include "lint/rules_internal.h"
#include "table.h"

#define ROWS(t) (sizeof(t) / sizeof((t)[0]))
enum {
	TEXT_MAX = 4 << 20,
	SHUFFLED = 60,
	PIECES = 400,
	MADE_UP = 4000,
	BOUNDED = 4
};

/* ---- literals ---- */

static void
describe(struct buf *out, const char *pattern)
{
	struct literals a;

	buf_init(out, 4000);
	buf_puts(out, "");
	literals_find(&a, pattern);
	for (size_t i = 0; i < a.count; i++)
		buf_printf(out,
			a.rows[i].high == LITERAL_FAR ? "%s %zu-far "
						      : "%s %zu-%zu ",
			a.rows[i].word, a.rows[i].low, a.rows[i].high);
	literals_release(&a);
}

static void
literals__are_the_rarest_literals_of_every_match(void **state)
{
	static const struct {
		const char *pattern, *want;
	} rows[] = {
		{ "cause", "cause 0-0 " },
		{ "原因(?:是|系)", "原因是 0-0 原因系 0-0 " },
		{ "(?:勿|不要).{0,3}抢购", "抢购 3-18 " },
		{ "[红橙]色(?=预警)", "红色 0-0 橙色 0-0 " },
		{ "\\p{Han}{1,8}县", "县 1-32 " },
		{ "\\s*密级", "密级 0-far " },
		{ "a|b\\d", "a 0-0 b 0-0 " },
		{ "(?<!\\w)x{2,}", "xx 0-0 " },
		{ "(?:甲)?乙", "甲乙 0-0 乙 0-0 " },
		{ "[^\\n]+$", "" },
		{ "甲|\\p{Han}", "" },
		{ "(甲)\\1", "" }, /* not understood */
		{ "(?i)abc", "" },
		{ "[[:alpha:]]x", "" },
		{ "x?", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct buf got;

		describe(&got, rows[i].pattern);
		if (strcmp(got.data, rows[i].want) != 0)
			fail_msg("%s: got %s, want %s", rows[i].pattern,
				got.data, rows[i].want);
		buf_release(&got);
	}
}

/* ---- the same finds ---- */

struct walking {
	struct lint_text text;
	const struct literals *literals; /* of one pattern alone */
};

static void
near(void *ctx, size_t start, size_t end, size_t word)
{
	struct walking *w = ctx;
	const struct lint_literal *a;

	(void)end;
	if (word < table.rules->word_count)
		return;
	a = &table.rules->literals[word - table.rules->word_count];
	windows_add(&w->text.windows, a->pattern, a->low, a->high, start);
}

/* All matches, near the literals or tried everywhere. */
static char *
matches(const struct lint_text *t, const struct pattern *p, bool anywhere)
{
	struct pattern_walk walk;
	size_t start = 0, end = 0;
	struct buf out;

	buf_init(&out, TEXT_MAX);
	buf_puts(&out, "");
	scan_walk(&walk, t, p);
	walk.anywhere = walk.anywhere || anywhere;
	while (pattern_next(&walk, &start, &end))
		buf_printf(&out, "%zu-%zu ", start, end);
	pattern_walk_release(&walk);
	return buf_take(&out);
}

static size_t
compare(const struct lint_text *t, const struct pattern *p, const char *where)
{
	char *near_ones, *all;
	size_t found;

	if (!p || !pattern_literals(p)->count)
		return 0;
	near_ones = matches(t, p, false);
	all = matches(t, p, true);
	found = strlen(all);
	if (strcmp(near_ones, all) != 0)
		fail_msg("%s: near its literals %s, everywhere %s", where,
			near_ones, all);
	free(near_ones);
	free(all);
	return found;
}

/* Every pattern on a text; how much was found. */
static size_t
compare_all(const char *data, size_t len)
{
	const struct lint_rules *r = table.rules;
	struct walking w = { 0 };
	size_t found = 0;

	text_fold(&w.text.f, data, len);
	windows_init(&w.text.windows, r->pattern_count);
	automaton_scan(r->automaton, w.text.f.data, w.text.f.len, near, &w);
	for (size_t i = 0; i < r->list_count; i++)
		for (size_t k = 0; k < r->lists[i].row_count; k++)
			found += compare(&w.text, r->lists[i].rows[k].pattern,
				r->lists[i].name);
	for (size_t i = 0; i < r->rule_count; i++)
		found += compare(&w.text, r->rules[i].pattern, r->rules[i].id);
	windows_release(&w.text.windows);
	text_folded_release(&w.text.f);
	return found;
}

/* All files of a folder behind each other. */
static void
gather(struct buf *out, const char *folder)
{
	DIR *dir = opendir(folder);

	assert_non_null(dir);
	for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
		size_t len = 0;
		char *path, *data;

		if (e->d_name[0] == '.')
			continue;
		path = mem_printf("%s/%s", folder, e->d_name);
		data = table_read(path, &len);
		buf_add(out, data, len);
		free(data);
		free(path);
	}
	(void)closedir(dir);
}

/* Pieces from anywhere, cut anywhere, also inside characters. */
static void
shuffle(struct buf *out, const struct buf *from, unsigned long *seed)
{
	for (int i = 0; i < PIECES; i++) {
		size_t at;

		*seed = *seed * 6364136223846793005UL + 1442695040888963407UL;
		at = (size_t)(*seed >> 33) % (from->len - 64);
		buf_add(out, from->data + at, (size_t)(*seed >> 20) % 64);
	}
}

static void
literals__change_nothing_that_is_found(void **state)
{
	static const char *const folders[] = { "tests/lint/cases",
		"tests/lint/clean", "tests/lint/heldout/cases",
		"tests/lint/heldout/clean" };
	struct buf all;
	unsigned long seed = 20261124;

	(void)state;
	buf_init(&all, TEXT_MAX);
	for (size_t i = 0; i < ROWS(folders); i++)
		gather(&all, folders[i]);
	assert_true(compare_all(all.data, all.len) > 5000);
	for (int i = 0; i < SHUFFLED; i++) {
		struct buf text;

		buf_init(&text, TEXT_MAX);
		shuffle(&text, &all, &seed);
		assert_true(compare_all(text.data, text.len) > 0);
		buf_release(&text);
	}
	buf_release(&all);
}

/* ---- patterns that nobody has written yet ---- */

static unsigned
next_random(unsigned long *seed, unsigned below)
{
	*seed = *seed * 6364136223846793005UL + 1442695040888963407UL;
	return (unsigned)(*seed >> 33) % below;
}

/* A part of a pattern over few characters, so that much of it is found. */
static void
make_part(struct buf *out, unsigned long *seed, int depth)
{
	static const char *const atoms[] = { "a", "b", "甲", "乙", "1", "[ab]",
		"[^a]", "[甲乙1]", "\\d", ".", "\\p{Han}", "\\b", "^", "$",
		"(?<!a)", "(?=甲)", "(?!乙)", "[a-c]", "ab", "甲乙" };
	static const char *const repeats[] = { "", "", "", "?", "{2}", "{1,3}",
		"{0,2}", "??", "*", "+", "{2,}" };
	unsigned items = 1 + next_random(seed, 4);

	for (unsigned i = 0; i < items; i++) {
		const char *atom = atoms[next_random(seed, ROWS(atoms))];
		bool group = depth < 3 && next_random(seed, 4) == 0;

		if (group) {
			buf_puts(out, "(?:");
			make_part(out, seed, depth + 1);
			buf_puts(out, ")");
		} else {
			buf_puts(out, atom);
		}
		/* repeated more freely a group may reach PCRE2's limits, and
		 * then all the rest of a text counts as found */
		if (group)
			buf_puts(out, repeats[next_random(seed, BOUNDED)]);
		else if (!strchr("^$(", *atom) && strcmp(atom, "\\b") != 0)
			buf_puts(
				out, repeats[next_random(seed, ROWS(repeats))]);
	}
	if (next_random(seed, 3) == 0) {
		buf_puts(out, "|");
		make_part(out, seed, depth + 1);
	}
}

static void
near_one(void *ctx, size_t start, size_t end, size_t word)
{
	struct walking *w = ctx;

	(void)end;
	windows_add(&w->text.windows, 0, w->literals->rows[word].low,
		w->literals->rows[word].high, start);
}

/* The pattern on a text: how much was found near its literals. */
static size_t
try_pattern(const struct pattern *p, const char *source, const char *text)
{
	struct walking w = { .literals = pattern_literals(p) };
	const char **words = mem_array(w.literals->count, sizeof(*words));
	struct automaton *a;
	size_t found;

	for (size_t i = 0; i < w.literals->count; i++)
		words[i] = w.literals->rows[i].word;
	a = automaton_new(words, w.literals->count);
	text_fold(&w.text.f, text, strlen(text));
	windows_init(&w.text.windows, 1);
	automaton_scan(a, w.text.f.data, w.text.f.len, near_one, &w);
	found = compare(&w.text, p, source);
	windows_release(&w.text.windows);
	text_folded_release(&w.text.f);
	automaton_free(a);
	free(words);
	return found;
}

static void
literals__hold_for_patterns_made_up(void **state)
{
	static const char *const bits[] = { "a", "b", "c", "甲", "乙", "1", "2",
		" ", "\n", "丙" };
	unsigned long seed = 7;
	size_t has_literals = 0, found = 0;

	(void)state;
	for (int i = 0; i < MADE_UP; i++) {
		struct buf pattern, text;
		char error[PATTERN_ERROR];
		struct pattern *p;

		buf_init(&pattern, 4000);
		buf_init(&text, 4000);
		make_part(&pattern, &seed, 0);
		for (int k = 0; k < 60; k++)
			buf_puts(&text, bits[next_random(&seed, ROWS(bits))]);
		p = pattern_new(pattern.data, error);
		if (!p)
			fail_msg("%s: %s", pattern.data, error);
		has_literals += pattern_literals(p)->count > 0;
		if (pattern_literals(p)->count)
			found += try_pattern(p, pattern.data, text.data) > 0;
		pattern_free(p);
		buf_release(&pattern);
		buf_release(&text);
	}
	assert_true(has_literals > MADE_UP / 4);
	assert_true(found > MADE_UP / 10);
}

/* A pattern that must try every place is slow without PCRE2's compiler. */
static void
literals__are_known_of_every_shipped_pattern(void **state)
{
	const struct lint_rules *r = table.rules;

	(void)state;
	for (size_t i = 0; i < r->list_count; i++)
		for (size_t k = 0; k < r->lists[i].row_count; k++) {
			struct pattern *p = r->lists[i].rows[k].pattern;

			if (p && !pattern_literals(p)->count)
				fail_msg("%s, row %zu", r->lists[i].name, k);
		}
	for (size_t i = 0; i < r->rule_count; i++)
		if (r->rules[i].pattern &&
			!pattern_literals(r->rules[i].pattern)->count)
			fail_msg("%s", r->rules[i].id);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			literals__are_the_rarest_literals_of_every_match),
		cmocka_unit_test(literals__change_nothing_that_is_found),
		cmocka_unit_test(literals__hold_for_patterns_made_up),
		cmocka_unit_test(literals__are_known_of_every_shipped_pattern),
	};

	return cmocka_run_group_tests(tests, table_begin, table_end);
}
