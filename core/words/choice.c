/*
 * Sets of words: those with a table of their own are read from it.
 */
#include "crier/choice.h"

#include <assert.h>
#include <string.h>

#include "base/fixed.h"
#include "crier/claim.h"
#include "crier/comment.h"
#include "crier/delivery.h"
#include "crier/level.h"
#include "crier/partner.h"
#include "crier/role.h"

static struct word_row
role_choice(size_t n)
{
	const struct role_row *r = role_row((enum role)n);

	return (struct word_row){ r->word, r->title };
}

static struct word_row
level_choice(size_t n)
{
	const char *word = level_word((int)n + LEVEL_I);

	return (struct word_row){ word, BOTH(word, word) };
}

static struct word_row
kind_choice(size_t n)
{
	return *message_kind_row((enum message_kind)n);
}

static struct word_row
gate_choice(size_t n)
{
	return *gate_row((enum gate)n);
}

static struct word_row
claim_kind_choice(size_t n)
{
	return *claim_kind_row((enum claim_kind)n);
}

static struct word_row
priority_choice(size_t n)
{
	return *claim_priority_row((enum claim_priority)n);
}

static struct word_row
check_choice_row(size_t n)
{
	return *claim_check_row((enum claim_check)n);
}

static struct word_row
verdict_choice(size_t n)
{
	return *claim_verdict_row((enum claim_verdict)n);
}

static struct word_row
message_state_choice(size_t n)
{
	return *message_state_row((enum message_state)n);
}

static struct word_row
delivery_state_choice(size_t n)
{
	const struct delivery_row *r = delivery_row((enum delivery_state)n);

	return (struct word_row){ r->word, r->title };
}

static struct word_row
rank_choice(size_t n)
{
	return *partner_rank_row((enum partner_rank)n);
}

static struct word_row
comment_sort_choice(size_t n)
{
	return *comment_sort_row((enum comment_sort)n);
}

static struct word_row
comment_outcome_choice(size_t n)
{
	return *comment_outcome_row((enum comment_outcome)n);
}

enum { WORDS_MAX = 4 };

static const struct {
	size_t count;
	struct word_row (*row)(size_t n); /* or: */
	struct word_row words[WORDS_MAX];
} sets[] = {
	[CHOICES_NONE] = { .count = 0 },
	[CHOICES_ROLE] = { .count = ROLE_COUNT, .row = role_choice },
	[CHOICES_OFFICER_STATE] = { 2, NULL,
		{ { "active", BOTH("active", "启用") },
			{ "suspended", BOTH("suspended", "停用") } } },
	[CHOICES_ACCOUNT_STATE] = { 3, NULL,
		{ { "active", BOTH("active", "启用") },
			{ "suspended", BOTH("suspended", "暂停") },
			{ "closed", BOTH("closed", "停用") } } },
	[CHOICES_FILING_LEVEL] = { 4, NULL,
		{ { "county", BOTH("county", "县级") },
			{ "city", BOTH("city", "市级") },
			{ "province", BOTH("province", "省级") },
			{ "national", BOTH("national", "国家") } } },
	[CHOICES_MODE] = { 2, NULL,
		{ { "actual", BOTH("actual", "实战") },
			{ "drill", BOTH("drill", "演练") } } },
	[CHOICES_LEVEL] = { .count = LEVEL_IV, .row = level_choice },
	[CHOICES_LANG] = { 2, NULL,
		{ { "zh", BOTH("Chinese", "中文") },
			{ "en", BOTH("English", "英文") } } },
	[CHOICES_KIND] = { .count = KIND_COUNT, .row = kind_choice },
	[CHOICES_GATE] = { .count = GATE_COUNT, .row = gate_choice },
	[CHOICES_VERDICT] = { 2, NULL,
		{ { "pass", BOTH("pass", "通过") },
			{ "return", BOTH("return", "退回") } } },
	[CHOICES_ANSWER] = { 3, NULL,
		{ { "agreed", BOTH("agreed", "同意") },
			{ "refused", BOTH("refused", "不同意") },
			{ "silent", BOTH("no answer", "未答复") } } },
	[CHOICES_HOW] = { 2, NULL,
		{ { "phone", BOTH("by telephone", "电话") },
			{ "letter", BOTH("by letter", "公函") } } },
	[CHOICES_SEEN] = { 2, NULL,
		{ { "not-published", BOTH("not published", "未上线") },
			{ "published", BOTH("published", "已上线") } } },
	[CHOICES_CLAIM_KIND] = { .count = CLAIM_KINDS,
		.row = claim_kind_choice },
	[CHOICES_PRIORITY] = { .count = PRIORITY_COUNT,
		.row = priority_choice },
	[CHOICES_CHECK] = { .count = CHECK_COUNT, .row = check_choice_row },
	[CHOICES_CLAIM_VERDICT] = { .count = VERDICT_COUNT,
		.row = verdict_choice },
	[CHOICES_INCIDENT_STATE] = { 2, NULL,
		{ { "open", BOTH("open", "进行中") },
			{ "closed", BOTH("closed", "已结束") } } },
	[CHOICES_MESSAGE_STATE] = { .count = MESSAGE_STATES,
		.row = message_state_choice },
	[CHOICES_DELIVERY_STATE] = { .count = DELIVERY_STATES,
		.row = delivery_state_choice },
	[CHOICES_FORMAT] = { 3, NULL,
		{ { "jsonl", BOTH("JSON, a line an entry", "JSON，每条一行") },
			{ "csv", BOTH("CSV", "CSV 表格") },
			{ "text", BOTH("plain text", "纯文本") } } },
	[CHOICES_INSPECTED] = { 2, NULL,
		{ { "in-order", BOTH("in order", "符合要求") },
			{ "not-in-order",
				BOTH("not in order", "不符合要求") } } },
	[CHOICES_INTERACTION] = { 2, NULL,
		{ { "works", BOTH("works", "有效") },
			{ "none", BOTH("none", "无效") } } },
	[CHOICES_IMPOSTOR_OUTCOME] = { 4, NULL,
		{ { "removed",
			  BOTH("taken down by the platform", "平台已封停") },
			{ "changed",
				BOTH("changed by who runs it",
					"对方已更名整改") },
			{ "mistaken", BOTH("no impostor", "经核不是假冒") },
			{ "standing",
				BOTH("still there", "未能处置，仍在运行") } } },
	/* what nobody has said yet is no word of a person's */
	[CHOICES_COMMENT_SORT] = { .count = COMMENT_UNSORTED,
		.row = comment_sort_choice },
	[CHOICES_COMMENT_OUTCOME] = { .count = COMMENT_OUTCOMES,
		.row = comment_outcome_choice },
	[CHOICES_PAGE] = { 3, NULL,
		{ { "text", BOTH("text", "文字") },
			{ "html", BOTH("page to print", "可打印网页") },
			{ "csv", BOTH("table (CSV)", "表格（CSV）") } } },
	[CHOICES_IN_NAME] = { 2, NULL,
		{ { "issuer", BOTH("the issuer's", "发布单位") },
			{ "joint", BOTH("joint", "联合署名") } } },
	[CHOICES_HAND_ANSWER] = { 4, NULL,
		{ { "read", BOTH("read", "已阅") },
			{ "taken", BOTH("taken", "已接令") },
			{ "refused", BOTH("refused", "不接令") },
			{ "out", BOTH("out", "已发布") } } },
	[CHOICES_RANK] = { .count = PARTNER_RANKS, .row = rank_choice },
};
_Static_assert(sizeof(sets) / sizeof(sets[0]) == CHOICES_COUNT, "a row each");

bool
choice(struct word_row *out, enum choices set, size_t n)
{
	assert((unsigned)set < CHOICES_COUNT);
	if (n >= sets[set].count)
		return false;
	*out = sets[set].row ? sets[set].row(n) : sets[set].words[n];
	return true;
}

bool
choice_has(enum choices set, const char *word)
{
	struct word_row row;

	for (size_t n = 0; choice(&row, set, n); n++)
		if (strcmp(row.word, word) == 0)
			return true;
	return false;
}

void
choice_words(char out[CHOICE_WORDS], enum choices set)
{
	struct word_row row;

	out[0] = '\0';
	for (size_t n = 0; choice(&row, set, n); n++) {
		if (n > 0)
			(void)fixed_cut_add(out, CHOICE_WORDS, ", ", 2);
		(void)fixed_cut_add(
			out, CHOICE_WORDS, row.word, strlen(row.word));
	}
}
