/*
 * The folded text in which mentions are found, and questions about its words.
 * Private to the mention files.
 */
#ifndef CRIER_LINT_MENTION_INTERNAL_H
#define CRIER_LINT_MENTION_INTERNAL_H

#include "lint/mention.h"

enum { FIGURES_MAX = 64 };

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

struct word {
	const char *text;
	size_t len;
};
#define W(text)                                                                \
	{                                                                      \
		text, sizeof(text) - 1                                         \
	}

struct figure_word {
	struct word word;
	uint64_t figure; /* its bit */
};

struct mention_reader {
	const struct lint_case *c;
	struct figure_word *words; /* owned */
	size_t word_count;
	const char *text;
	size_t len;
	size_t used; /* end of the word that bound last */
	struct mentions *out;
};

/* The word stands at `at`. */
bool
word_starts(const struct mention_reader *r, size_t at, const struct word *w);

/* The n bytes at `at`, if they are Latin, are words by themselves. */
bool word_stands(const struct mention_reader *r, size_t at, size_t n);

/* The word of a figure that begins at `at`, or ends there, the longest: its
 * bytes, 0 if none does. Figures that share it are all meant. */
size_t mention_figure_at(uint64_t *figures, const struct mention_reader *r,
	size_t at, bool ends);

/* A clause ends before this character: a stop, a bracket, a digit. */
bool clause_ends_at(uint32_t cp);

/* One of the words stands within the clause before `at`. */
bool clause_has(const struct mention_reader *r, size_t at,
	const struct word *words, size_t count);

/* A village, a street … is named in the clause before `at`. */
bool mention_place_before(const struct mention_reader *r, size_t at);

void mention_keep(struct mentions *out, const struct mention *m);

/* What the text says happened to nobody: 未造成人员伤亡, nobody was hurt. */
void mentions_find_zero(struct mention_reader *r);

#endif
