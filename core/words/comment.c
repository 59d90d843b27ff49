/*
 * The tables of words for what the public writes.
 */
#include "crier/comment.h"

#include <assert.h>
#include <string.h>

static const struct word_row sorts[] = {
	[COMMENT_QUESTION] = { "question", BOTH("question", "咨询") },
	[COMMENT_DAMAGE] = { "damage", BOTH("report of damage", "灾情反映") },
	[COMMENT_HELP] = { "help", BOTH("CALL FOR HELP", "求助") },
	[COMMENT_RUMOR] = { "rumor", BOTH("rumor", "疑似谣言") },
	[COMMENT_ABUSE] = { "abuse", BOTH("abuse", "辱骂攻击") },
	[COMMENT_OTHER] = { "other", BOTH("other", "其他") },
	[COMMENT_UNSORTED] = { "unsorted", BOTH("not sorted", "未分类") },
};
_Static_assert(sizeof(sorts) / sizeof(sorts[0]) == COMMENT_SORTS, "a row each");

static const struct word_row outcomes[] = {
	[COMMENT_ANSWERED] = { "answered", BOTH("answered", "已答复") },
	[COMMENT_HANDED] = { "handed", BOTH("handed over", "已转办") },
	[COMMENT_CLAIMED] = { "claim", BOTH("became a claim", "转传言处置") },
	[COMMENT_NO_ANSWER] = { "none",
		BOTH("no answer is needed", "无需答复") },
	[COMMENT_GONE] = { "gone", BOTH("taken back by its author", "已撤回") },
};
_Static_assert(sizeof(outcomes) / sizeof(outcomes[0]) == COMMENT_OUTCOMES,
	"a row each");

const struct word_row *
comment_sort_row(enum comment_sort sort)
{
	assert((unsigned)sort < COMMENT_SORTS);
	return &sorts[sort];
}

const char *
comment_sort_word(int sort)
{
	return comment_sort_row((enum comment_sort)sort)->word;
}

bool
comment_sort_parse(enum comment_sort *out, const char *word)
{
	for (int n = 0; n < COMMENT_SORTS; n++)
		if (strcmp(sorts[n].word, word) == 0) {
			*out = (enum comment_sort)n;
			return true;
		}
	return false;
}

const struct word_row *
comment_outcome_row(enum comment_outcome outcome)
{
	assert((unsigned)outcome < COMMENT_OUTCOMES);
	return &outcomes[outcome];
}
