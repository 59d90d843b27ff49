/*
 * The words for claims.
 */
#include "crier/claim.h"

#include <assert.h>

#include "words/words.h"

static const struct word_row kinds[] = {
	[CLAIM_MISREPORT] = { "misreport", BOTH("misreport", "误传") },
	[CLAIM_MALICE] = { "malice", BOTH("deliberate", "恶意编造") },
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

const struct word_row *
claim_kind_row(enum claim_kind value)
{
	assert((unsigned)value < CLAIM_KINDS);
	return &kinds[value];
}

bool
claim_kind_parse(enum claim_kind *out, const char *word)
{
	int n = words_find(kinds, CLAIM_KINDS, word);

	if (n >= 0)
		*out = (enum claim_kind)n;
	return n >= 0;
}

const struct word_row *
claim_priority_row(enum claim_priority value)
{
	assert((unsigned)value < PRIORITY_COUNT);
	return &priorities[value];
}

bool
claim_priority_parse(enum claim_priority *out, const char *word)
{
	int n = words_find(priorities, PRIORITY_COUNT, word);

	if (n >= 0)
		*out = (enum claim_priority)n;
	return n >= 0;
}

const struct word_row *
claim_verdict_row(enum claim_verdict value)
{
	assert((unsigned)value < VERDICT_COUNT);
	return &verdicts[value];
}

bool
claim_verdict_parse(enum claim_verdict *out, const char *word)
{
	int n = words_find(verdicts, VERDICT_COUNT, word);

	if (n >= 0)
		*out = (enum claim_verdict)n;
	return n >= 0;
}

const struct word_row *
claim_check_row(enum claim_check value)
{
	assert((unsigned)value < CHECK_COUNT);
	return &checks[value];
}

bool
claim_check_parse(enum claim_check *out, const char *word)
{
	int n = words_find(checks, CHECK_COUNT, word);

	if (n >= 0)
		*out = (enum claim_check)n;
	return n >= 0;
}
