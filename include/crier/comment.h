/*
 * The words for what the public writes to us: what it is taken for, and how it
 * ended.
 */
#ifndef CRIER_COMMENT_H
#define CRIER_COMMENT_H

#include "crier/message.h"

enum comment_sort {
	COMMENT_QUESTION,
	COMMENT_DAMAGE, /* a report of damage */
	COMMENT_HELP, /* a call for help */
	COMMENT_RUMOR,
	COMMENT_ABUSE,
	COMMENT_OTHER, /* thanks, opinions: nothing is asked */
	COMMENT_UNSORTED, /* nobody has said yet; no word of a person's */
	COMMENT_SORTS
};

const struct word_row *comment_sort_row(enum comment_sort sort);
const char *comment_sort_word(int sort); /* "question", "unsorted" */
bool comment_sort_parse(enum comment_sort *out, const char *word);

enum comment_outcome {
	COMMENT_ANSWERED,
	COMMENT_HANDED, /* others take care of it */
	COMMENT_CLAIMED, /* it is followed as a claim */
	COMMENT_NO_ANSWER, /* none is needed */
	COMMENT_GONE, /* its author took it back */
	COMMENT_OUTCOMES
};

const struct word_row *comment_outcome_row(enum comment_outcome outcome);

#endif
