/*
 * The table of entry kinds.
 */
#include "crier/entry_kind.h"

#include <string.h>

#include "base/doc.h"
#include "crier/delivery.h"
#include "crier/message.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

static const struct entry_kind_row kinds[] = {
	{ "station.init", BOTH("station made", "建立发布台"),
		{ "unit", "zone", "setup" } },
	{ "station.started", BOTH("station started", "发布台启动"),
		{ "version" } },
	{ "station.stopped", BOTH("station stopped", "发布台停止"), { NULL } },
	{ "station.clock", BOTH("clock stepped", "时钟跳变"), { "step_ms" } },
	{ "station.rebuilt", BOTH("station rebuilt", "由档案库重建"),
		{ "from_head" } },
	{ "station.blocked", BOTH("leak stopped", "泄露内容被拦截"),
		{ "act", "target", "rule" } },
	{ "station.denied", BOTH("act denied", "越权被拒"),
		{ "act", "target", "rule", "count" } },
	{ "station.library", BOTH("library accepted", "接受预案库"),
		{ "head", "playbooks" } },
	{ "record.pushed", BOTH("record pushed", "推送档案库"), { "remote" } },
	{ "officer.added", BOTH("officer added", "增加人员"),
		{ "name", "user", "roles" } },
	{ "officer.changed", BOTH("officer changed", "修改人员"),
		{ "name", "roles", "state" } },
	{ "account.added", BOTH("account registered", "登记账号"),
		{ "kind", "name", "owner" } },
	{ "account.changed", BOTH("account changed", "修改账号"),
		{ "name", "owner", "state" } },
	{ "account.sealed", BOTH("credential sealed", "封存凭据"), { "key" } },
	{ "account.checked", BOTH("account checked", "检查账号"),
		{ "ok", "detail" } },
	{ "incident.opened", BOTH("incident opened", "开设事件"),
		{ "title", "playbook" } },
	{ "incident.closed", BOTH("incident closed", "结束事件"),
		{ "reason" } },
	{ "incident.done", BOTH("clock ended by hand", "人工结束时限"),
		{ "rule", "reason" } },
	{ "incident.learned", BOTH("became known since", "补记获知情况"),
		{ "level", "topic", "reason", "occurred", "reported",
			"found" } },
	{ "incident.proposed",
		BOTH("lower level or topic proposed", "提议降低级别或主题"),
		{ "level", "topic", "reason" } },
	{ "lines.set", BOTH("line proposed", "提出口径"), { "topic", "text" } },
	{ "lines.confirmed", BOTH("line confirmed", "确认口径"),
		{ "topic", "text" } },
	{ "outside.noted", BOTH("another organ published", "其他单位已发布"),
		{ "organ", "text" } },
	{ "incident.missed", BOTH("deadline missed", "超时"),
		{ "title", "due" } },
	{ "incident.prepared", BOTH("text made ready", "备好文稿"),
		{ "kind", "title" } },
	{ "claim.added", BOTH("claim registered", "登记传言"),
		{ "text", "priority", "like" } },
	{ "claim.changed", BOTH("claim changed", "更新传言"),
		{ "check", "evidence", "priority", "reason" } },
	{ "claim.verdict", BOTH("claim checked", "核查结论"),
		{ "verdict", "checker", "fact" } },
	{ "claim.answered", BOTH("claim answered", "回应传言"), { "message" } },
	{ "message.created", BOTH("message begun", "新建稿件"),
		{ "kind", "corrects", "instead_of" } },
	{ "message.revised", BOTH("revision saved", "保存修订稿"),
		{ "revision", "title" } },
	{ "message.submitted", BOTH("message submitted", "送审"),
		{ "revision", "tier", "digest" } },
	{ "message.explained", BOTH("reason given", "说明理由"),
		{ "rule", "reason" } },
	{ "rule.proposed",
		BOTH("suspension of a rule proposed", "提议暂停规则"),
		{ "rule", "reason" } },
	{ "rule.suspended", BOTH("RULE SUSPENDED", "规则已暂停"),
		{ "rule", "proposed_by", "reason" } },
	{ "rule.restored", BOTH("rule in force again", "规则恢复"),
		{ "rule", "reason" } },
	{ "concur.asked", BOTH("unit asked to agree", "征求会签"),
		{ "organ", "deadline" } },
	{ "concur.answered", BOTH("unit answered", "会签答复"),
		{ "organ", "answer", "who", "how" } },
	{ "message.supplemented", BOTH("signature supplemented", "补签"),
		{ "late" } },
	{ "message.passed", BOTH("gate passed", "过关"),
		{ "gate", "stage", "reason" } },
	{ "message.returned", BOTH("message returned", "退回"),
		{ "gate", "reason" } },
	{ "message.approved", BOTH("message approved", "签发"),
		{ "digest", "reason", "agreed", "phone" } },
	{ "message.voided", BOTH("approval void", "签审作废"), { "why" } },
	{ "release.armed", BOTH("release armed", "待发"), { "expires" } },
	{ "release.prepared", BOTH("accounts prepared", "账号就绪"),
		{ "results" } },
	{ "release.disarmed", BOTH("release disarmed", "解除待发"), { "why" } },
	{ "release.fired", BOTH("release fired", "发布"),
		{ "deliveries", "gaps" } },
	{ "release.halted", BOTH("release halted", "中止发布"), { NULL } },
	{ "delivery.sending", BOTH("sending", "开始发送"), { "deliveries" } },
	{ "delivery.outcome", BOTH("delivery results", "分发结果"),
		{ "results" } },
	{ "delivery.proved", BOTH("delivery proved", "提交凭证"),
		{ "url", "state" } },
	{ "delivery.settled", BOTH("delivery settled", "人工认定"),
		{ "seen", "url", "reason" } },
	{ "delivery.retried", BOTH("delivery retried", "重试分发"), { NULL } },
	{ "delivery.skipped", BOTH("delivery skipped", "略过分发"),
		{ "reason" } },
};

const struct entry_kind_row *
entry_kind_row(const char *kind)
{
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return &kinds[i];
	return NULL;
}

bool
entry_field_is_time(const char *field)
{
	static const char *const names[] = { "expires", "due", "deadline",
		"occurred", "reported", "found" };

	for (size_t i = 0; i < LENGTH(names); i++)
		if (strcmp(names[i], field) == 0)
			return true;
	return false;
}

const char *
entry_field_word(
	const char *kind, const char *field, const char *word, enum lang lang)
{
	enum message_kind message;
	enum delivery_state state;
	enum stage stage;
	enum gate gate;

	if (strcmp(field, "gate") == 0 && gate_parse(&gate, word))
		return gate_row(gate)->title.in[lang];
	if (strcmp(field, "stage") == 0 && stage_parse(&stage, word))
		return stage_row(stage)->title.in[lang];
	if (strcmp(field, "state") == 0 && strncmp(kind, "delivery.", 9) == 0 &&
		delivery_parse(&state, word))
		return delivery_row(state)->title.in[lang];
	/* an account has a kind too: its connector's */
	if (strcmp(field, "kind") == 0 && strncmp(kind, "account.", 8) != 0 &&
		message_kind_parse(&message, word))
		return message_kind_row(message)->title.in[lang];
	return word;
}
