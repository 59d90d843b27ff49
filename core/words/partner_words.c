/*
 * The words for partners and the letters between stations.
 */
#include "crier/partner.h"

#include <assert.h>

#include "words/words.h"

static const struct word_row ranks[] = {
	[RANK_SUPERIOR] = { "superior", BOTH("superior", "上级") },
	[RANK_SUBORDINATE] = { "subordinate", BOTH("subordinate", "下级") },
	[RANK_PEER] = { "peer", BOTH("peer", "同级") },
};
static_assert(sizeof(ranks) / sizeof(ranks[0]) == PARTNER_RANKS, "a row each");

static const struct word_row states[] = {
	[PARTNER_PROPOSED] = { "proposed", BOTH("not confirmed", "待核对") },
	[PARTNER_ACTIVE] = { "active", BOTH("confirmed", "已核对") },
	[PARTNER_STOPPED] = { "stopped", BOTH("STOPPED", "已停止") },
};
static_assert(
	sizeof(states) / sizeof(states[0]) == PARTNER_STATES, "a row each");

static const struct word_row orders[] = {
	[ORDER_OFFERED] = { "offered", BOTH("offered", "建议转载") },
	[ORDER_CARRIED] = { "carried", BOTH("to be carried", "统一发布") },
};
static_assert(
	sizeof(orders) / sizeof(orders[0]) == PARTNER_ORDERS, "a row each");

static const struct word_row letters[] = {
	[LETTER_OPEN] = { "open", BOTH("joint incident", "联合事件") },
	[LETTER_JOIN] = { "join", BOTH("joining", "加入") },
	[LETTER_LEAVE] = { "leave", BOTH("leaving", "退出") },
	[LETTER_LEAD] = { "lead", BOTH("change of lead", "牵头变更") },
	[LETTER_CLOSE] = { "close", BOTH("end of incident", "事件结束") },
	[LETTER_LINES] = { "lines", BOTH("lines to take", "口径") },
	[LETTER_BULLETIN] = { "bulletin", BOTH("bulletin", "发布情况") },
	[LETTER_CLAIM] = { "claim", BOTH("claim", "传言") },
	[LETTER_CONCUR_ASK] = { "concur-ask",
		BOTH("request to agree", "会签请求") },
	[LETTER_CONCUR_ANSWER] = { "concur-answer",
		BOTH("answer to a request", "会签答复") },
	[LETTER_ORDER] = { "order", BOTH("joint release", "联合发布令") },
	[LETTER_CALL] = { "call", BOTH("call to arm", "待发通知") },
	[LETTER_FIRE] = { "fire", BOTH("fire", "发布信号") },
	[LETTER_HALT] = { "halt", BOTH("halt", "停发") },
	[LETTER_ANSWER] = { "answer", BOTH("answer to an order", "答复") },
	[LETTER_RECEIPT] = { "receipt", BOTH("receipt", "回执") },
	[LETTER_BOARD] = { "board", BOTH("joint board", "联合看板") },
	[LETTER_CARD] = { "card", BOTH("new keys", "密钥变更") },
};
static_assert(
	sizeof(letters) / sizeof(letters[0]) == LETTER_KINDS, "a row each");

static const struct word_row joints[] = {
	[JOINT_ASKED] = { "asked", BOTH("invited", "已邀请") },
	[JOINT_JOINED] = { "joined", BOTH("joined", "已加入") },
	[JOINT_DECLINED] = { "declined", BOTH("declined", "不参加") },
	[JOINT_LEFT] = { "left", BOTH("LEFT", "已退出") },
	[JOINT_CLOSED] = { "closed", BOTH("ended", "已结束") },
};
static_assert(sizeof(joints) / sizeof(joints[0]) == JOINT_STATES, "a row each");

static const struct word_row answers[] = {
	[ANSWER_NONE] = { "unknown", BOTH("nothing heard", "尚无回音") },
	[ANSWER_HEARD] = { "heard", BOTH("arrived, not read", "已到，无人阅") },
	[ANSWER_READ] = { "read", BOTH("read", "已阅") },
	[ANSWER_TAKEN] = { "taken", BOTH("taken", "已接令") },
	[ANSWER_REFUSED] = { "refused", BOTH("REFUSED", "不接令") },
	[ANSWER_SET] = { "set", BOTH("set", "已置发") },
	[ANSWER_READY] = { "ready", BOTH("ready", "待发") },
	[ANSWER_OUT] = { "out", BOTH("out", "已发布") },
	[ANSWER_HALTED] = { "halted", BOTH("HALTED", "已停发") },
};
static_assert(
	sizeof(answers) / sizeof(answers[0]) == ORDER_ANSWERS, "a row each");

const struct word_row *
joint_state_row(enum joint_state state)
{
	assert((unsigned)state < JOINT_STATES);
	return &joints[state];
}

const struct word_row *
order_answer_row(enum order_answer answer)
{
	assert((unsigned)answer < ORDER_ANSWERS);
	return &answers[answer];
}

bool
order_answer_parse(enum order_answer *out, const char *word)
{
	int n = words_find(answers, ORDER_ANSWERS, word);

	if (n >= 0)
		*out = (enum order_answer)n;
	return n >= 0;
}

const struct word_row *
partner_rank_row(enum partner_rank rank)
{
	assert((unsigned)rank < PARTNER_RANKS);
	return &ranks[rank];
}

const struct word_row *
partner_state_row(enum partner_state state)
{
	assert((unsigned)state < PARTNER_STATES);
	return &states[state];
}

const struct word_row *
partner_order_row(enum partner_order order)
{
	assert((unsigned)order < PARTNER_ORDERS);
	return &orders[order];
}

const struct word_row *
letter_kind_row(enum letter_kind kind)
{
	assert((unsigned)kind < LETTER_KINDS);
	return &letters[kind];
}

bool
partner_rank_parse(enum partner_rank *out, const char *word)
{
	int n = words_find(ranks, PARTNER_RANKS, word);

	if (n >= 0)
		*out = (enum partner_rank)n;
	return n >= 0;
}

bool
letter_kind_parse(enum letter_kind *out, const char *word)
{
	int n = words_find(letters, LETTER_KINDS, word);

	if (n >= 0)
		*out = (enum letter_kind)n;
	return n >= 0;
}
