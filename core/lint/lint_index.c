/*
 * All words of the lists and all literals of the patterns in one automaton, so
 * that a text is walked once for all of them.
 */
#include "lint/rules_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "lint/fold.h"

/*
 * Words are folded as texts are. One that folds to nothing is left out, since
 * it would be found everywhere.
 */
static void
index_add_word(struct lint_rules *r, const char **folded, struct pool *pool,
	const struct lint_row *row, const char *word)
{
	struct text_folded f;

	lint_fold(&f, word, strlen(word));
	if (f.len) {
		folded[r->word_count] = pool_strndup(pool, f.data, f.len);
		r->words[r->word_count++] = (struct lint_word){ row, word,
			ascii_is_alnum(f.data[0]),
			ascii_is_alnum(f.data[f.len - 1]) };
	}
	text_folded_release(&f);
}

/* All patterns of the lists and the rules; the caller frees the array. */
static struct pattern **
index_patterns(const struct lint_rules *r, size_t *count)
{
	struct pattern **all = NULL;
	size_t rows = r->rule_count;

	for (size_t i = 0; i < r->list_count; i++)
		rows += r->lists[i].row_count;
	all = mem_array(rows, sizeof(*all));
	*count = 0;
	for (size_t i = 0; i < r->list_count; i++)
		for (size_t k = 0; k < r->lists[i].row_count; k++)
			if (r->lists[i].rows[k].pattern)
				all[(*count)++] = r->lists[i].rows[k].pattern;
	for (size_t i = 0; i < r->rule_count; i++)
		if (r->rules[i].pattern)
			all[(*count)++] = r->rules[i].pattern;
	return all;
}

/* Adds the literals of the patterns behind the words. */
static void
index_add_literals(struct lint_rules *r, const char **folded, struct pool *pool,
	struct pattern **patterns)
{
	size_t count = 0;

	for (size_t i = 0; i < r->pattern_count; i++)
		count += pattern_literals(patterns[i])->count;
	r->literals = pool_array(pool, count, sizeof(*r->literals));
	for (size_t i = 0; i < r->pattern_count; i++) {
		const struct literals *a = pattern_literals(patterns[i]);

		pattern_set_number(patterns[i], i);
		for (size_t k = 0; k < a->count; k++) {
			folded[r->word_count + r->literal_count] =
				a->rows[k].word;
			r->literals[r->literal_count++] =
				(struct lint_literal){ i, a->rows[k].low,
					a->rows[k].high };
		}
	}
}

/* A list that no rule names is read by a check itself, as figure-words is. */
static bool
list_is_named(const struct lint_rules *r, const struct lint_list *list)
{
	if (list == r->common)
		return true;
	for (size_t i = 0; i < r->rule_count; i++)
		if (r->rules[i].words == list || r->rules[i].list == list ||
			r->rules[i].except == list)
			return true;
	return false;
}

static void
index_add_list(struct lint_rules *r, const char **folded, struct pool *pool,
	const struct lint_list *list)
{
	for (size_t k = 0; k < list->row_count; k++)
		for (size_t w = 0; w < list->rows[k].word_count; w++)
			index_add_word(r, folded, pool, &list->rows[k],
				list->rows[k].words[w]);
}

void
lint_index(struct lint_rules *r, struct pool *pool)
{
	size_t count = 0, words = 0;
	struct pattern **patterns = index_patterns(r, &r->pattern_count);
	const char **folded;

	r->common = lint_list_named(r, COMMON_WORDS);
	for (size_t i = 0; i < r->list_count; i++)
		for (size_t k = 0; k < r->lists[i].row_count; k++)
			words += r->lists[i].rows[k].word_count;
	count = words;
	for (size_t i = 0; i < r->pattern_count; i++)
		count += pattern_literals(patterns[i])->count;
	folded = mem_array(count, sizeof(*folded));
	r->words = pool_array(pool, words, sizeof(*r->words));
	for (size_t i = 0; i < r->list_count; i++)
		if (list_is_named(r, &r->lists[i]))
			index_add_list(r, folded, pool, &r->lists[i]);
	index_add_literals(r, folded, pool, patterns);
	r->automaton = automaton_new(folded, r->word_count + r->literal_count);
	free(folded);
	free(patterns);
}
