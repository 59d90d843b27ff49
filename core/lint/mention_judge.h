/*
 * The numbers that texts tell, held against the figures of the case. Private to
 * the checks of figures.
 */
#ifndef CRIER_LINT_MENTION_JUDGE_H
#define CRIER_LINT_MENTION_JUDGE_H

#include "lint/mention.h"

/* ROUGH: it cannot be compared, but is no contradiction. */
enum answer { SAME, ROUGH, OTHER };

/* What the texts of a case say of its figures, gathered once. */
struct mention_told {
	const struct lint_case *c;
	uint64_t said, summed; /* figures whose number stands there; as a sum */
	/* of one text: mention_told_text */
	bool heads; /* it is the title, which tells the whole */
	size_t still[64]; /* where it last says how many there are now */
	const struct mentions *all;
	size_t found; /* where it last says that all are found */
	struct {
		size_t at;
		int64_t count;
	} out[8]; /* who was brought out, or found dead: 救出2人 */
	size_t out_count;
	int64_t kinds; /* injured badly and slightly, together */
	bool kinds_exceed; /* and they are more than all */
	int64_t sorts; /* with broken bones, with burns, together */
	bool sorts_exceed;
};

void mention_told_init(struct mention_told *t, struct lint_scan *s);

/* The text whose mentions are judged next. */
void mention_told_text(
	struct mention_told *t, const struct mentions *all, bool heads);

/*
 * The best answer of the figures that a mention may mean; *def is the figure it
 * belongs to, *said the number that the text has for it.
 */
enum answer mention_judge(const struct figure_def **def, int64_t *said,
	const struct mention_told *t, const struct mention *m);

/* With others beside it, it makes up the figure, whose bit is given: 1人骨折、
 * 1人擦伤 are the two who are injured. */
bool mention_is_summand(const struct mentions *all, const struct mention *m,
	uint64_t bit, int64_t whole);

/* Those of each kind of injury, together: 2人骨折、3人擦伤. */
int64_t mention_sum_kinds(const struct mentions *all, uint64_t bit);

/* "遇难：文中6，表中5" in one language. */
void mention_say(char *out, size_t size, const struct lint_case *c,
	const struct figure_def *def, int64_t said, enum lang lang);

#endif
