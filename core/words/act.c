/*
 * The table of acts. Roles here say who may ask; whether the act is possible
 * now, and whether this person may do it to this message, the domain judges.
 */
#include "crier/act.h"

#include <assert.h>
#include <string.h>

#define TEXT(n, max, must)                                                     \
	{                                                                      \
		n, FIELD_TEXT, max, must, true                                 \
	}
#define WORD(n, must)                                                          \
	{                                                                      \
		n, FIELD_WORD, 64, must, true                                  \
	}
#define ID(n)                                                                  \
	{                                                                      \
		n, FIELD_ID, 120, true, true                                   \
	}
#define DIGEST                                                                 \
	{                                                                      \
		"digest", FIELD_DIGEST, 64, true, false                        \
	}
#define REASON(must) TEXT("reason", 2000, must)

#define CLAIM_FIELDS                                                           \
	TEXT("platform", 100, false), TEXT("url", 2000, false),                \
		{ "seen", FIELD_INSTANT, 0, false, false },                    \
		{ "reach", FIELD_INT, 0, false, false },                       \
		{ "reach_at", FIELD_INSTANT, 0, false, false },                \
		WORD("kind", false), TEXT("accused", 200, false),              \
		WORD("owner", false), WORD("priority", false), REASON(false)

#define R(x) ROLE_BIT(ROLE_##x)

#define CONCUR_ROLES                                                           \
	(R(DRAFTER) | R(VERIFIER) | R(REVIEWER) | R(LEGAL) | R(SIGNER) |       \
		R(HEAD))

static const struct act_row acts[] = {
	[ACT_OFFICER_ADD] = { "officer.add", FROM_OFFICER, R(ADMIN),
		BOTH("add an officer", "增加人员"),
		{ WORD("officer", true), TEXT("name", 100, true),
			WORD("user", true),
			{ "uid", FIELD_INT, 0, false, false },
			{ "roles", FIELD_WORDS, ROLE_COUNT, true, true },
			/* its mobile number is a contact, not a leak */
			{ "phone", FIELD_TEXT, 40, false, true },
			TEXT("unit", 200, false) } },
	[ACT_OFFICER_CHANGE] = { "officer.change", FROM_OFFICER, R(ADMIN),
		BOTH("change an officer's roles, phone or state",
			"修改人员角色、电话或状态"),
		{ WORD("officer", true), TEXT("name", 100, false),
			{ "roles", FIELD_WORDS, ROLE_COUNT, false, true },
			{ "phone", FIELD_TEXT, 40, false, true },
			TEXT("unit", 200, false), WORD("state", false) } },
	[ACT_OFFICER_DUTY] = { "officer.duty", FROM_OFFICER, 0,
		BOTH("go on or off duty; an administrator for others",
			"上岗或下岗；管理员可代他人"),
		{ WORD("officer", true),
			{ "on", FIELD_BOOL, 0, true, false } } },
	[ACT_ACCOUNT_ADD] = { "account.add", FROM_OFFICER, R(REGISTRAR),
		BOTH("register an official account", "登记官方账号"),
		{ WORD("account", true), WORD("kind", true),
			WORD("platform", false), TEXT("name", 200, true),
			TEXT("owner", 200, true),
			{ "lead", FIELD_BOOL, 0, false, false },
			{ "options", FIELD_TEXTS, 2000, false, true },
			{ "sealed", FIELD_TEXT, 16384, false, false } } },
	[ACT_ACCOUNT_CHANGE] = { "account.change", FROM_OFFICER, R(REGISTRAR),
		BOTH("change an account's name, owner, options or state",
			"修改账号名称、主办单位、选项或状态"),
		{ WORD("account", true), TEXT("name", 200, false),
			TEXT("owner", 200, false),
			{ "lead", FIELD_BOOL, 0, false, false },
			{ "options", FIELD_TEXTS, 2000, false, true },
			WORD("state", false) } },
	[ACT_ACCOUNT_CREDENTIAL] = { "account.credential", FROM_OFFICER,
		R(REGISTRAR),
		BOTH("store a credential sealed for the relay",
			"保存已加密的账号凭据"),
		{ WORD("account", true),
			{ "sealed", FIELD_TEXT, 16384, true, false } } },
	[ACT_ACCOUNT_CHECK] = { "account.check", FROM_OFFICER,
		R(REGISTRAR) | R(RELEASER) | R(ADMIN),
		BOTH("have the relay log in and ask for the account's limits",
			"由分发进程登录并查询账号限制"),
		{ WORD("account", true) } },
	[ACT_LIBRARY_IMPORT] = { "playbook.import", FROM_OFFICER, R(ADMIN),
		BOTH("accept a newer library of playbooks", "接受新的预案库"),
		{ { "source", FIELD_TEXT, 4000, true, true } } },
	[ACT_INCIDENT_OPEN] = { "incident.open", FROM_OFFICER,
		R(DRAFTER) | R(SIGNER) | R(HEAD),
		BOTH("open an incident from a playbook", "按预案开设事件"),
		{ WORD("playbook", true), TEXT("title", 200, true),
			WORD("level", false), WORD("topic", false),
			WORD("mode", true),
			{ "occurred", FIELD_INSTANT, 0, false, false },
			{ "reported", FIELD_INSTANT, 0, false, false },
			{ "found", FIELD_INSTANT, 0, false, false } } },
	[ACT_INCIDENT_CLOSE] = { "incident.close", FROM_OFFICER,
		R(DRAFTER) | R(SIGNER) | R(HEAD),
		BOTH("close an incident", "结束事件"),
		{ ID("incident"), REASON(false) } },
	[ACT_INCIDENT_PREPARE] = { "incident.prepare", FROM_OFFICER, R(DRAFTER),
		BOTH("make a text ready before it is needed: holding "
		     "statement, correction, withdrawal",
			"备好文稿：首发、更正、撤回"),
		{ ID("incident"), WORD("kind", true), WORD("lang", false),
			{ "slots", FIELD_TEXTS, 20000, true, true } } },
	[ACT_INCIDENT_LEARN] = { "incident.learn", FROM_OFFICER,
		R(DRAFTER) | R(VERIFIER) | R(SIGNER) | R(HEAD),
		BOTH("say what became known since: times, a level, a topic; "
		     "a second person confirms what lowers review",
			"补记获知的时间、级别、主题；降低审核要求须另一人确认"),
		{ ID("incident"), WORD("level", false), WORD("topic", false),
			REASON(false),
			{ "occurred", FIELD_INSTANT, 0, false, false },
			{ "reported", FIELD_INSTANT, 0, false, false },
			{ "found", FIELD_INSTANT, 0, false, false } } },
	[ACT_CLOCK_DONE] = { "clock.done", FROM_OFFICER,
		R(DRAFTER) | R(VERIFIER) | R(SIGNER) | R(HEAD),
		BOTH("end a clock that no release ends: a report made, a "
		     "press conference held",
			"人工结束时限：已上报、已举行发布会等"),
		{ ID("incident"), { "rule", FIELD_ID, 120, true, true },
			REASON(true) } },
	[ACT_LINES_SET] = { "lines.set", FROM_OFFICER,
		R(DRAFTER) | R(VERIFIER) | R(SIGNER) | R(HEAD),
		BOTH("propose a line to take: what all texts must agree with",
			"提出口径：各稿须与之一致"),
		{ ID("incident"), TEXT("topic", 60, true),
			TEXT("text", 600, false) } },
	[ACT_LINES_CONFIRM] = { "lines.confirm", FROM_OFFICER,
		R(REVIEWER) | R(VERIFIER) | R(SIGNER) | R(HEAD),
		BOTH("confirm a proposed line; not by who proposed it",
			"确认口径（不得由提出人确认）"),
		{ ID("incident"), TEXT("topic", 60, true),
			TEXT("text", 600, false) } },
	[ACT_OUTSIDE_NOTE] = { "outside.note", FROM_OFFICER,
		R(DRAFTER) | R(VERIFIER) | R(REVIEWER) | R(SIGNER) | R(HEAD),
		BOTH("note what another organ has published on the same "
		     "matter; without a text it no longer stands",
			"登记其他单位就同一事件的发布；无文字即不再有效"),
		{ ID("incident"), TEXT("organ", 120, true),
			{ "at", FIELD_INSTANT, 0, true, false },
			TEXT("text", 2000, false),
			{ "source", FIELD_TEXT, 500, false, true } } },
	[ACT_MESSAGE_KEEP] = { "message.keep", FROM_OFFICER, R(DRAFTER),
		BOTH("begin the update that says nothing has changed and "
		     "keeps a promise",
			"起草“无新增”动态，兑现下次发布的承诺"),
		{ ID("incident"), WORD("lang", false),
			{ "next_update", FIELD_INSTANT, 0, false, false } } },
	[ACT_MESSAGE_NEW] = { "message.new", FROM_OFFICER, R(DRAFTER),
		BOTH("begin a message", "新建稿件"),
		{ ID("incident"), WORD("kind", true), WORD("lang", false),
			{ "corrects", FIELD_ID, 120, false, true },
			{ "prepared", FIELD_BOOL, 0, false, false },
			{ "accounts", FIELD_WORDS, 2000, false, true },
			{ "slots", FIELD_TEXTS, 20000, false, true },
			{ "figures", FIELD_DOC, 100, false, true } } },
	[ACT_MESSAGE_CORRECT] = { "message.correct", FROM_OFFICER, R(DRAFTER),
		BOTH("begin the correction or withdrawal of a released "
		     "message, for every account that carries it",
			"对已发布稿件起草更正或撤回，覆盖发布过的全部账号"),
		{ ID("message"), WORD("kind", true), WORD("lang", false),
			{ "accounts", FIELD_WORDS, 2000, false, true },
			{ "slots", FIELD_TEXTS, 20000, false, true },
			{ "figures", FIELD_DOC, 100, false, true } } },
	[ACT_MESSAGE_REPOST] = { "message.repost", FROM_OFFICER, R(DRAFTER),
		BOTH("begin the repost that is said in place of a draft whose "
		     "subject is another organ's to announce",
			"以转发稿代替无权首发的草稿"),
		{ ID("message"), WORD("lang", false),
			{ "slots", FIELD_TEXTS, 20000, false, true } } },
	[ACT_MESSAGE_REVISE] = { "message.revise", FROM_OFFICER, R(DRAFTER),
		BOTH("save a revision", "保存修订稿"),
		{ ID("message"), { "base", FIELD_INT, 0, true, false },
			{ "accounts", FIELD_WORDS, 2000, false, true },
			{ "slots", FIELD_TEXTS, 20000, false, true },
			{ "figures", FIELD_DOC, 100, false, true },
			{ "variants", FIELD_TEXTS, 20000, false, true },
			TEXT("title", 300, false) } },
	[ACT_MESSAGE_SUBMIT] = { "message.submit", FROM_OFFICER, R(DRAFTER),
		BOTH("fit to every account and submit for review",
			"适配各渠道并送审"),
		{ ID("message"), { "revision", FIELD_INT, 0, false, false },
			{ "lane", FIELD_BOOL, 0, false, false } } },
	[ACT_MESSAGE_EXPLAIN] = { "message.explain", FROM_OFFICER, R(DRAFTER),
		BOTH("give the reason that a rule asks for",
			"按规则要求说明理由"),
		{ ID("message"), { "rule", FIELD_TEXT, 40, true, true },
			REASON(true) } },
	[ACT_RULE_SUSPEND] = { "rule.suspend", FROM_OFFICER, 0,
		BOTH("suspend a rule for one message: one proposes, another "
		     "confirms",
			"对一份稿件暂停一条规则：一人提议、另一人确认"),
		{ ID("message"), { "rule", FIELD_TEXT, 40, true, true },
			REASON(true) } },
	[ACT_RULE_RESTORE] = { "rule.restore", FROM_OFFICER, 0,
		BOTH("put a suspended rule in force again for a message",
			"对一份稿件恢复已暂停的规则"),
		{ ID("message"), { "rule", FIELD_TEXT, 40, true, true },
			REASON(false) } },
	[ACT_CONCUR_ASK] = { "concur.ask", FROM_OFFICER, CONCUR_ROLES,
		BOTH("note that another unit is asked to agree",
			"登记征求其他单位会签"),
		{ ID("message"), WORD("organ", true),
			{ "deadline", FIELD_INSTANT, 0, false, false } } },
	[ACT_CONCUR_ANSWER] = { "concur.answer", FROM_OFFICER, CONCUR_ROLES,
		BOTH("note what a unit answered: by whom and how",
			"登记会签答复：何人、以何方式"),
		{ ID("message"), WORD("organ", true), WORD("answer", true),
			TEXT("who", 100, false), WORD("how", false),
			TEXT("number", 100, false), REASON(false) } },
	[ACT_REVIEW] = { "review", FROM_OFFICER, 0,
		BOTH("pass a gate, or return the message", "过关或退回"),
		{ ID("message"), WORD("gate", true), WORD("verdict", true),
			DIGEST, REASON(false) } },
	/* which of them, the tier says */
	[ACT_APPROVE] = { "approve", FROM_OFFICER,
		R(SIGNER) | R(HEAD) | R(REVIEWER),
		BOTH("approve the manifest's digest", "签发发布清单"),
		{ ID("message"), DIGEST, REASON(false),
			/* in the lane: who agreed by telephone, and where */
			WORD("agreed", false),
			{ "phone", FIELD_TEXT, 40, false, true } } },
	[ACT_MESSAGE_SUPPLEMENT] = { "message.supplement", FROM_OFFICER,
		R(SIGNER) | R(HEAD),
		BOTH("sign what went by the emergency lane, afterwards",
			"对应急快速通道稿件补签"),
		{ ID("message"), DIGEST } },
	[ACT_RELEASE_ARM] = { "release.arm", FROM_OFFICER, R(RELEASER),
		BOTH("prepare every account for the release", "各账号准备待发"),
		{ ID("message"), DIGEST } },
	[ACT_RELEASE_DISARM] = { "release.disarm", FROM_OFFICER, R(RELEASER),
		BOTH("take an armed release back", "解除待发"),
		{ ID("message") } },
	[ACT_RELEASE_FIRE] = { "release.fire", FROM_OFFICER, R(RELEASER),
		BOTH("release to every account at once", "同时发布到各账号"),
		{ ID("message"), DIGEST,
			{ "confirm", FIELD_TEXT, 64, true, false },
			TEXT("gaps", 2000, false) } },
	[ACT_RELEASE_HALT] = { "release.halt", FROM_OFFICER, 0,
		BOTH("stop everything that is not yet sending", "立即中止"),
		{ ID("message") } },
	[ACT_DELIVERY_PROOF] = { "delivery.proof", FROM_OFFICER, 0,
		BOTH("prove a manual delivery: address, or read-back by a "
		     "second person",
			"人工分发凭证：地址或第二人复核"),
		{ ID("delivery"), { "url", FIELD_TEXT, 2000, false, true },
			TEXT("readback", 256 << 10, false) } },
	[ACT_DELIVERY_RETRY] = { "delivery.retry", FROM_OFFICER, R(RELEASER),
		BOTH("try again what is provably not published",
			"重试确未发布的分发"),
		{ ID("delivery") } },
	[ACT_DELIVERY_SETTLE] = { "delivery.settle", FROM_OFFICER, R(RELEASER),
		BOTH("say what was seen of an unknown delivery",
			"人工认定结果不明的分发"),
		{ ID("delivery"), WORD("seen", true),
			{ "url", FIELD_TEXT, 2000, false, true },
			REASON(true) } },
	[ACT_DELIVERY_SKIP] = { "delivery.skip", FROM_OFFICER, R(RELEASER),
		BOTH("leave a delivery out, with a reason", "略过分发并说明"),
		{ ID("delivery"), REASON(true) } },
	[ACT_CLAIM_ADD] = { "claim.add", FROM_OFFICER,
		R(DRAFTER) | R(VERIFIER) | R(REVIEWER) | R(SIGNER),
		BOTH("register a claim that may be false",
			"登记可能不实的说法"),
		{ ID("incident"), TEXT("text", 2000, true), CLAIM_FIELDS } },
	[ACT_CLAIM_CHANGE] = { "claim.change", FROM_OFFICER,
		R(DRAFTER) | R(VERIFIER) | R(REVIEWER) | R(SIGNER),
		BOTH("change what is known of a claim, or note what was "
		     "checked",
			"修改传言的情况，或记录已完成的核查步骤"),
		{ ID("claim"), WORD("check", false), CLAIM_FIELDS } },
	[ACT_CLAIM_EVIDENCE] = { "claim.evidence", FROM_OFFICER,
		R(DRAFTER) | R(VERIFIER) | R(REVIEWER),
		BOTH("add an item of evidence: a file by its digest, or an "
		     "address",
			"补充证据：文件摘要或地址"),
		{ ID("claim"), TEXT("label", 300, true),
			TEXT("name", 255, false),
			{ "digest", FIELD_DIGEST, 64, false, false },
			{ "size", FIELD_INT, 0, false, false },
			TEXT("url", 2000, false) } },
	[ACT_CLAIM_VERDICT] = { "claim.verdict", FROM_OFFICER,
		R(VERIFIER) | R(REVIEWER),
		BOTH("say what checking a claim found", "给出核查结论"),
		{ ID("claim"), WORD("verdict", true),
			TEXT("checker", 200, false), TEXT("fact", 400, false),
			TEXT("why", 500, false) } },
	[ACT_CLAIM_ANSWER] = { "claim.answer", FROM_OFFICER, R(DRAFTER),
		BOTH("answer a claim: begin its rebuttal, or name the message "
		     "that answers it",
			"回应传言：起草辟谣稿，或指明回应的稿件"),
		{ ID("claim"), { "message", FIELD_ID, 120, false, true },
			WORD("lang", false),
			{ "slots", FIELD_TEXTS, 20000, false, true } } },
	[ACT_DRAFT_SAVE] = { "draft.save", FROM_OFFICER, R(DRAFTER),
		BOTH("keep words being typed (not in the ledger)",
			"暂存草稿（不入台账）"),
		{ ID("message"), { "draft", FIELD_DOC, 200, true, true } } },
	[ACT_DRAFT_DROP] = { "draft.drop", FROM_OFFICER, R(DRAFTER),
		BOTH("forget words being typed", "丢弃草稿"),
		{ ID("message") } },
	[ACT_RECORD_PUSH] = { "record.push", FROM_OFFICER,
		R(ADMIN) | R(AUDITOR),
		BOTH("push the record to another repository", "推送档案库"),
		{ { "remote", FIELD_TEXT, 1000, true, true } } },
	[ACT_RELAY_PREPARED] = { "relay.prepared", FROM_RELAY, 0,
		BOTH("which deliveries of an armed release are prepared",
			"待发准备结果"),
		{ ID("message"), DIGEST,
			{ "results", FIELD_DOC, 200, true, false } } },
	[ACT_RELAY_SENDING] = { "relay.sending", FROM_RELAY, 0,
		BOTH("these requests are about to leave", "即将发送"),
		{ ID("message"),
			{ "deliveries", FIELD_WORDS, 1000, true, false } } },
	[ACT_RELAY_OUTCOMES] = { "relay.outcomes", FROM_RELAY, 0,
		BOTH("what became of these attempts", "分发结果"),
		{ ID("message"), { "results", FIELD_DOC, 200, true, false } } },
	[ACT_RELAY_TOKEN] = { "relay.token", FROM_RELAY, 0,
		BOTH("a refreshed token, sealed", "已更新的令牌（加密）"),
		{ WORD("account", true),
			{ "sealed", FIELD_TEXT, 16384, true, false } } },
	[ACT_RELAY_CHECKED] = { "relay.checked", FROM_RELAY, 0,
		BOTH("what an account's check found", "账号检查结果"),
		{ WORD("account", true), { "ok", FIELD_BOOL, 0, true, false },
			{ "detail", FIELD_TEXT, 500, false, false },
			{ "limits", FIELD_DOC, 40, false, false } } },
};
_Static_assert(sizeof(acts) / sizeof(acts[0]) == ACT_COUNT, "one row each");

const struct act_row *
act_row(enum act act)
{
	assert((unsigned)act < ACT_COUNT);
	return &acts[act];
}

bool
act_parse(enum act *out, const char *name)
{
	for (int i = 0; i < ACT_COUNT; i++) {
		if (strcmp(acts[i].name, name) == 0) {
			*out = (enum act)i;
			return true;
		}
	}
	return false;
}
