/*
 * What the table of rules is made of. For the files of this folder that read
 * it and run it; others ask lint_rules.h.
 */
#ifndef CRIER_LINT_RULES_INTERNAL_H
#define CRIER_LINT_RULES_INTERNAL_H

#include "lint/automaton.h"
#include "lint/lint_rules.h"

/* A word of the automaton, by its number there. */
struct lint_word {
	const struct lint_row *row;
	const char *word; /* as written */
	bool latin_start, latin_end; /* no letter or digit may stand beside */
};

/* A literal of the automaton behind the words: where a pattern is tried. */
struct lint_literal {
	size_t pattern; /* its number */
	size_t low, high; /* see literals.h */
};

struct lint_rules {
	struct lint_rule *rules; /* in the order of the file */
	size_t rule_count;
	struct lint_list *lists; /* by name */
	size_t list_count;
	const struct lint_list *common; /* COMMON_WORDS, or NULL */
	struct lint_contact *contacts;
	size_t contact_count;
	struct lint_word *words;
	size_t word_count;
	struct lint_literal *literals; /* word_count + i is the automaton's */
	size_t literal_count;
	size_t pattern_count;
	struct automaton *automaton; /* over the folded words and literals */
};

/* Numbers the patterns of the lists and rules, which are complete, and makes
 * the words, literals and automaton; memory is the pool's. */
void lint_index(struct lint_rules *r, struct pool *pool);

#endif
