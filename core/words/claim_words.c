/*
 * The words for claims.
 */
#include "crier/claim.h"

#include <assert.h>
#include <string.h>

static const struct word_row kinds[] = {
	[CLAIM_MISREPORT] = { "misreport", BOTH("misreport", "误传") },
	[CLAIM_MALICE] = { "malice", BOTH("malice", "故意") },
};
static_assert(sizeof(kinds) / sizeof(kinds[0]) == CLAIM_KINDS, "a row each");

static const struct word_row priorities[] = {
	[PRIORITY_HIGH] = { "high", BOTH("high", "高") },
	[PRIORITY_MEDIUM] = { "medium", BOTH("medium", "中") },
	[PRIORITY_LOW] = { "low", BOTH("low", "低") },
	[PRIORITY_MONITOR] = { "monitor", BOTH("monitor only", "仅关注") },
};
static_assert(sizeof(priorities) / sizeof(priorities[0]) == PRIORITY_COUNT,
	"a row each");

static const struct word_row verdicts[] = {
	[VERDICT_OPEN] = { "open", BOTH("being checked", "核查中") },
	[VERDICT_TRUE] = { "true", BOTH("true", "属实") },
	[VERDICT_FALSE] = { "false", BOTH("false", "不实") },
	[VERDICT_PARTLY] = { "partly", BOTH("partly true", "部分属实") },
	[VERDICT_UNVERIFIABLE] = { "unverifiable",
		BOTH("cannot be verified", "无法核实") },
};
static_assert(
	sizeof(verdicts) / sizeof(verdicts[0]) == VERDICT_COUNT, "a row each");

static const struct word_row checks[] = {
	[CHECK_SOURCE] = { "source", BOTH("source checked", "来源已查") },
	[CHECK_PLACE] = { "place", BOTH("place checked", "地点已查") },
	[CHECK_TIME] = { "time", BOTH("time checked", "时间已查") },
	[CHECK_ORIGINAL] = { "original",
		BOTH("original found", "原始出处已查") },
};
static_assert(sizeof(checks) / sizeof(checks[0]) == CHECK_COUNT, "a row each");

static int
find(const struct word_row *rows, int count, const char *word)
{
	for (int n = 0; n < count; n++)
		if (strcmp(rows[n].word, word) == 0)
			return n;
	return -1;
}

#define WORDS(name, type, rows, count)                                         \
	const struct word_row *name##_row(type value)                          \
	{                                                                      \
		assert((unsigned)value < (count));                             \
		return &(rows)[value];                                         \
	}                                                                      \
	bool name##_parse(type *out, const char *word)                         \
	{                                                                      \
		int n = find(rows, count, word);                               \
                                                                               \
		if (n >= 0)                                                    \
			*out = (type)n;                                        \
		return n >= 0;                                                 \
	}

WORDS(claim_kind, enum claim_kind, kinds, CLAIM_KINDS)
WORDS(claim_priority, enum claim_priority, priorities, PRIORITY_COUNT)
WORDS(claim_verdict, enum claim_verdict, verdicts, VERDICT_COUNT)
WORDS(claim_check, enum claim_check, checks, CHECK_COUNT)
