/*
 * One line about each kind of entry, for lists, the record and a replay. The
 * table is also the list of kinds that this version understands.
 */
#include "domain/view.h"

#include <stdio.h>
#include <string.h>

#include "base/doc.h"
#include "base/text.h"

/* What each kind of entry says: the sentence and the fields behind it. */
static const struct {
	const char *kind;
	struct both says;
	const char *fields[4];
} summaries[] = {
	{ "station.init", BOTH("the station was made", "建立发布台"),
		{ "unit" } },
	{ "station.started", BOTH("the station started", "发布台启动"),
		{ "version" } },
	{ "station.stopped", BOTH("the station stopped", "发布台停止"),
		{ NULL } },
	{ "station.clock",
		BOTH("the clock stepped, ms", "系统时钟跳变（毫秒）"),
		{ "step_ms" } },
	{ "station.rebuilt", BOTH("rebuilt from the record", "由档案库重建"),
		{ "from_head" } },
	{ "station.denied", BOTH("refused for lack of authority", "越权被拒"),
		{ "act", "target", "rule" } },
	{ "station.blocked", BOTH("leak stopped", "泄露内容被拦截"),
		{ "act", "target", "rule" } },
	{ "station.library", BOTH("library accepted", "接受预案库"),
		{ "head" } },
	{ "record.pushed", BOTH("record pushed", "推送档案库"), { "remote" } },
	{ "officer.added", BOTH("officer added", "增加人员"),
		{ "officer", "name" } },
	{ "officer.changed", BOTH("officer changed", "修改人员"),
		{ "officer", "state" } },
	{ "account.added", BOTH("account registered", "登记账号"),
		{ "account", "name" } },
	{ "account.changed", BOTH("account changed", "修改账号"),
		{ "account", "state" } },
	{ "account.sealed", BOTH("credential stored, sealed", "保存加密凭据"),
		{ "account" } },
	{ "account.checked", BOTH("account checked", "检查账号"),
		{ "account", "detail" } },
	{ "incident.opened", BOTH("incident opened", "开设事件"), { "title" } },
	{ "incident.closed", BOTH("incident closed", "结束事件"),
		{ "reason" } },
	{ "incident.missed", BOTH("deadline missed", "超时"), { "rule" } },
	{ "incident.done", BOTH("clock ended by hand", "人工结束时限"),
		{ "rule", "reason" } },
	{ "incident.learned", BOTH("became known since", "补记获知情况"),
		{ "level", "occurred", "reported", "found" } },
	{ "lines.set", BOTH("line proposed", "提出口径"), { "topic", "text" } },
	{ "lines.confirmed", BOTH("line confirmed", "确认口径"),
		{ "topic", "text" } },
	{ "incident.prepared", BOTH("text made ready", "备好文稿"),
		{ "kind", "title" } },
	{ "claim.added", BOTH("claim registered", "登记传言"),
		{ "claim", "text" } },
	{ "claim.changed", BOTH("claim changed", "更新传言"),
		{ "claim", "check" } },
	{ "claim.verdict", BOTH("claim checked", "核查结论"),
		{ "claim", "verdict", "checker" } },
	{ "claim.answered", BOTH("claim answered by", "回应传言"),
		{ "claim", "message" } },
	{ "message.created", BOTH("message begun", "新建稿件"),
		{ "message", "kind" } },
	{ "message.revised", BOTH("revision saved", "保存修订稿"),
		{ "message", "revision", "title" } },
	{ "message.submitted", BOTH("submitted for review", "送审"),
		{ "message", "digest" } },
	{ "message.explained", BOTH("reason given", "说明理由"),
		{ "message", "rule", "reason" } },
	{ "rule.proposed",
		BOTH("suspension of a rule proposed", "提议暂停规则"),
		{ "message", "rule", "reason" } },
	{ "rule.suspended", BOTH("RULE SUSPENDED", "规则已暂停"),
		{ "message", "rule", "proposed_by", "reason" } },
	{ "concur.asked", BOTH("agreement asked of", "征求会签"),
		{ "message", "organ" } },
	{ "concur.answered", BOTH("answer to a concurrence", "会签答复"),
		{ "message", "organ", "answer", "who" } },
	{ "message.supplemented", BOTH("signature supplemented", "补签"),
		{ "message", "digest" } },
	{ "message.passed", BOTH("gate passed", "过关"),
		{ "message", "gate" } },
	{ "message.returned", BOTH("returned", "退回"),
		{ "message", "gate", "reason" } },
	{ "message.approved", BOTH("approved", "签发"),
		{ "message", "digest" } },
	{ "message.voided", BOTH("approvals void", "签审作废"),
		{ "message", "why" } },
	{ "release.armed", BOTH("release armed", "待发"), { "message" } },
	{ "release.prepared", BOTH("accounts prepared", "账号就绪"),
		{ "message" } },
	{ "release.disarmed", BOTH("release disarmed", "解除待发"),
		{ "message", "why" } },
	{ "release.fired", BOTH("released", "发布"), { "message", "gaps" } },
	{ "release.halted", BOTH("release halted", "中止发布"), { "message" } },
	{ "delivery.sending", BOTH("sending", "开始发送"), { "message" } },
	{ "delivery.outcome", BOTH("delivery results", "分发结果"),
		{ "message" } },
	{ "delivery.proved", BOTH("proof given", "提交凭证"),
		{ "delivery", "state" } },
	{ "delivery.settled", BOTH("settled by hand", "人工认定"),
		{ "delivery", "seen" } },
	{ "delivery.retried", BOTH("delivery retried", "重试分发"),
		{ "delivery" } },
	{ "delivery.skipped", BOTH("delivery skipped", "略过分发"),
		{ "delivery", "reason" } },
};

bool
entry_kind_known(const char *kind)
{
	for (size_t n = 0; n < sizeof(summaries) / sizeof(summaries[0]); n++)
		if (strcmp(summaries[n].kind, kind) == 0)
			return true;
	return false;
}

static void
add_field(struct buf *b, const json_t *body, const char *key)
{
	json_t *v = doc_get(body, key);

	if (json_is_integer(v))
		buf_printf(b, " %lld", (long long)json_integer_value(v));
	else if (json_is_string(v) && strcmp(key, "digest") == 0)
		buf_printf(b, " %.16s", json_string_value(v));
	else if (json_is_string(v) && json_string_length(v) > 0)
		buf_printf(b, " %.*s",
			(int)text_cut(json_string_value(v),
				json_string_length(v), 120),
			json_string_value(v));
}

/* How many results of a report are of each state: " 3 published". */
static void
add_results(struct buf *b, const json_t *body, enum lang lang)
{
	int count[DELIVERY_STATES] = { 0 };
	json_t *row;
	enum delivery_state s;
	size_t n;

	json_array_foreach(json_object_get(body, "results"), n,
		row) if (delivery_parse(&s, doc_str(row, "state"))) count[s]++;
	for (int k = 0; k < DELIVERY_STATES; k++)
		if (count[k])
			buf_printf(b, " %d %s", count[k],
				delivery_row((enum delivery_state)k)
					->title.in[lang]);
}

json_t *
view_summary(const struct entry *e)
{
	json_t *doc = json_object();
	struct buf b;

	buf_init(&b, 2000);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		buf_reset(&b);
		for (size_t n = 0; n < sizeof(summaries) / sizeof(summaries[0]);
			n++) {
			if (strcmp(summaries[n].kind, e->kind) != 0)
				continue;
			buf_puts(&b, summaries[n].says.in[lang]);
			for (int f = 0; f < 4 && summaries[n].fields[f]; f++)
				add_field(&b, e->body, summaries[n].fields[f]);
		}
		add_results(&b, e->body, (enum lang)lang);
		if (b.len == 0)
			buf_puts(&b, e->kind);
		doc_put_str(doc, lang_word((enum lang)lang), b.data);
	}
	buf_release(&b);
	return doc;
}
