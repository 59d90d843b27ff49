/*
 * The tables behind message.h and delivery.h: one row a word, both languages.
 */
#include "crier/delivery.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "words/words.h"

static const struct word_row kinds[] = {
	[KIND_TRUTH] = { "truth", BOTH("first notice", "首发通报") },
	[KIND_STANCE] = { "stance", BOTH("response statement", "表明态度") },
	[KIND_REBUTTAL] = { "rebuttal", BOTH("rumor response", "辟谣") },
	[KIND_UPDATE] = { "update", BOTH("update", "动态") },
	[KIND_CORRECTION] = { "correction", BOTH("correction", "更正") },
	[KIND_WITHDRAWAL] = { "withdrawal", BOTH("withdrawal", "撤回") },
	[KIND_CLOSING] = { "closing", BOTH("final notice", "终止通报") },
	[KIND_REPOST] = { "repost", BOTH("repost", "转载") },
	[KIND_ANSWER] = { "answer", BOTH("answer", "留言答复") },
};
_Static_assert(sizeof(kinds) / sizeof(kinds[0]) == KIND_COUNT, "a row each");

static const struct word_row states[] = {
	[MESSAGE_DRAFT] = { "draft", BOTH("draft", "草稿") },
	[MESSAGE_REVIEW] = { "review", BOTH("in review", "审核中") },
	[MESSAGE_APPROVED] = { "approved", BOTH("approved", "已签发") },
	[MESSAGE_SET] = { "set", BOTH("set", "定时待发") },
	[MESSAGE_ARMING] = { "arming", BOTH("being armed", "转待发中") },
	[MESSAGE_ARMED] = { "armed", BOTH("armed", "待发") },
	[MESSAGE_FIRED] = { "fired", BOTH("being released", "发布中") },
	[MESSAGE_RELEASED] = { "released",
		BOTH("release ended", "发布已结束") },
};
_Static_assert(
	sizeof(states) / sizeof(states[0]) == MESSAGE_STATES, "a row each");

static const struct word_row gates[] = {
	[GATE_WORDING] = { "wording", BOTH("wording", "文字关") },
	[GATE_POLICY] = { "policy", BOTH("policy", "政策关") },
	[GATE_LEGAL] = { "legal", BOTH("legal", "法律关") },
	[GATE_CONFIDENTIALITY] = { "confidentiality",
		BOTH("confidentiality", "保密关") },
	[GATE_POLITICAL] = { "political", BOTH("political", "政治关") },
	[GATE_AUTHORITY] = { "authority",
		BOTH("authority to publish", "发布权限") },
};
_Static_assert(sizeof(gates) / sizeof(gates[0]) == GATE_COUNT, "a row each");

static const struct word_row stages[] = {
	[STAGE_FIRST] = { "first", BOTH("first review", "一审") },
	[STAGE_SECOND] = { "second", BOTH("second review", "二审") },
	[STAGE_FINAL] = { "final", BOTH("final review", "终审签发") },
};
_Static_assert(sizeof(stages) / sizeof(stages[0]) == STAGE_COUNT, "a row each");

static const struct delivery_row deliveries[] = {
	[DELIVERY_PLANNED] = { "planned", BOTH("planned", "待准备"), TRUTH_NO,
		false },
	[DELIVERY_PREPARED] = { "prepared", BOTH("prepared", "就绪"), TRUTH_NO,
		false },
	[DELIVERY_GAP] = { "gap", BOTH("account not ready", "未就绪"), TRUTH_NO,
		true },
	[DELIVERY_DUE] = { "due", BOTH("waiting its turn", "待发送"), TRUTH_NO,
		false },
	[DELIVERY_SENDING] = { "sending", BOTH("sending", "发送中"),
		TRUTH_UNKNOWN, false },
	[DELIVERY_ACCEPTED] = { "accepted",
		BOTH("accepted, not yet visible", "平台已收，未上线"),
		TRUTH_UNKNOWN, false },
	[DELIVERY_PUBLISHED] = { "published", BOTH("published", "已上线"),
		TRUTH_YES, true },
	[DELIVERY_VERIFIED] = { "verified", BOTH("verified", "已复核"),
		TRUTH_YES, true },
	[DELIVERY_DIFFERS] = { "differs",
		BOTH("published, but differs", "已上线但不一致"), TRUTH_YES,
		false },
	[DELIVERY_RETRY] = { "retry", BOTH("will be retried", "待重试"),
		TRUTH_NO, false },
	[DELIVERY_UNKNOWN] = { "unknown", BOTH("unknown", "结果不明"),
		TRUTH_UNKNOWN, false },
	[DELIVERY_REFUSED] = { "refused", BOTH("content refused", "内容被拒"),
		TRUTH_NO, true },
	[DELIVERY_FAILED] = { "failed", BOTH("failed", "失败"), TRUTH_NO,
		true },
	[DELIVERY_HUMAN] = { "human", BOTH("waits for a person", "待人工"),
		TRUTH_NO, false },
	[DELIVERY_HALTED] = { "halted", BOTH("halted", "已停发"), TRUTH_NO,
		true },
	[DELIVERY_SKIPPED] = { "skipped", BOTH("skipped", "已略过"), TRUTH_NO,
		true },
	[DELIVERY_CANCELLED] = { "cancelled", BOTH("cancelled", "已取消"),
		TRUTH_NO, true },
};
_Static_assert(sizeof(deliveries) / sizeof(deliveries[0]) == DELIVERY_STATES,
	"a row each");

static const struct word_row outcomes[] = {
	[OUTCOME_ACCEPTED] = { "accepted", BOTH("accepted", "已接受") },
	[OUTCOME_PENDING] = { "pending",
		BOTH("accepted, not yet published", "平台已收，未上线") },
	[OUTCOME_DUPLICATE] = { "duplicate", BOTH("already there", "已存在") },
	[OUTCOME_NOT_SENT] = { "not-sent", BOTH("not sent", "未发出") },
	[OUTCOME_RETRY_LATER] = { "retry-later",
		BOTH("platform asks to wait", "平台要求稍后再试") },
	[OUTCOME_REFRESH_TOKEN] = { "refresh-token",
		BOTH("token expired", "令牌过期") },
	[OUTCOME_UNKNOWN] = { "unknown", BOTH("unknown", "结果不明") },
	[OUTCOME_CONTENT] = { "content", BOTH("content refused", "内容被拒") },
	[OUTCOME_PERMANENT] = { "permanent",
		BOTH("cannot be published", "无法发布") },
	[OUTCOME_HUMAN] = { "human", BOTH("needs a person", "需人工") },
};
_Static_assert(
	sizeof(outcomes) / sizeof(outcomes[0]) == OUTCOME_COUNT, "a row each");

const struct word_row *
message_kind_row(enum message_kind value)
{
	assert((unsigned)value < KIND_COUNT);
	return &kinds[value];
}

bool
message_kind_parse(enum message_kind *out, const char *word)
{
	int n = words_find(kinds, KIND_COUNT, word);

	if (n >= 0)
		*out = (enum message_kind)n;
	return n >= 0;
}

const struct word_row *
message_state_row(enum message_state value)
{
	assert((unsigned)value < MESSAGE_STATES);
	return &states[value];
}

bool
message_state_parse(enum message_state *out, const char *word)
{
	int n = words_find(states, MESSAGE_STATES, word);

	if (n >= 0)
		*out = (enum message_state)n;
	return n >= 0;
}

const struct word_row *
gate_row(enum gate value)
{
	assert((unsigned)value < GATE_COUNT);
	return &gates[value];
}

bool
gate_parse(enum gate *out, const char *word)
{
	int n = words_find(gates, GATE_COUNT, word);

	if (n >= 0)
		*out = (enum gate)n;
	return n >= 0;
}

const struct word_row *
stage_row(enum stage value)
{
	assert((unsigned)value < STAGE_COUNT);
	return &stages[value];
}

bool
stage_parse(enum stage *out, const char *word)
{
	int n = words_find(stages, STAGE_COUNT, word);

	if (n >= 0)
		*out = (enum stage)n;
	return n >= 0;
}

const struct word_row *
outcome_row(enum outcome value)
{
	assert((unsigned)value < OUTCOME_COUNT);
	return &outcomes[value];
}

bool
outcome_parse(enum outcome *out, const char *word)
{
	int n = words_find(outcomes, OUTCOME_COUNT, word);

	if (n >= 0)
		*out = (enum outcome)n;
	return n >= 0;
}

const struct delivery_row *
delivery_row(enum delivery_state state)
{
	assert((unsigned)state < DELIVERY_STATES);
	return &deliveries[state];
}

bool
delivery_parse(enum delivery_state *out, const char *word)
{
	for (int i = 0; i < DELIVERY_STATES; i++) {
		if (strcmp(deliveries[i].word, word) == 0) {
			*out = (enum delivery_state)i;
			return true;
		}
	}
	return false;
}
