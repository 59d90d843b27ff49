/*
 * The table of acts, made from crier/acts.def. Roles there say who may ask;
 * whether the act is possible now, and whether this person may do it to this
 * message, the domain judges.
 */
#include "crier/act.h"

#include <assert.h>
#include <string.h>

#include "crier/message.h"

/* The forms of a field. The last four arguments of each are label and help. */
#define MUST true
#define MAY false
#define WRITTEN true /* by a person */
#define MADE false

#define GIVEN(given, name, type, max, need, prose, choices, label_en,          \
	label_zh, help_en, help_zh)                                            \
	{                                                                      \
		name, type, max, need, prose, choices, given,                  \
			BOTH(label_en, label_zh), BOTH(help_en, help_zh)       \
	}
#define FIELD(...) GIVEN(GIVEN_TYPED, __VA_ARGS__)
#define TEXT(name, max, need, ...)                                             \
	FIELD(name, FIELD_TEXT, max, need, WRITTEN, CHOICES_NONE, __VA_ARGS__)
#define LINES(name, max, need, ...)                                            \
	GIVEN(GIVEN_LINES, name, FIELD_TEXT, max, need, WRITTEN, CHOICES_NONE, \
		__VA_ARGS__)
#define PLAIN(name, max, need, ...)                                            \
	FIELD(name, FIELD_TEXT, max, need, MADE, CHOICES_NONE, __VA_ARGS__)
#define CONTENT(name, max, need, prose, ...)                                   \
	GIVEN(GIVEN_FILE, name, FIELD_TEXT, max, need, prose, CHOICES_NONE,    \
		__VA_ARGS__)
#define MACHINE(name, max, need, ...)                                          \
	GIVEN(GIVEN_PROGRAM, name, FIELD_TEXT, max, need, MADE, CHOICES_NONE,  \
		__VA_ARGS__)
#define WORD(name, need, ...)                                                  \
	FIELD(name, FIELD_WORD, 64, need, WRITTEN, CHOICES_NONE, __VA_ARGS__)
#define CHOICE(name, need, choices, ...)                                       \
	FIELD(name, FIELD_WORD, 64, need, WRITTEN, choices, __VA_ARGS__)
#define WORDS(name, max, need, choices, ...)                                   \
	FIELD(name, FIELD_WORDS, max, need, WRITTEN, choices, __VA_ARGS__)
#define TEXTS(name, max, need, ...)                                            \
	FIELD(name, FIELD_TEXTS, max, need, WRITTEN, CHOICES_NONE, __VA_ARGS__)
#define DOCUMENT(name, max, need, prose, ...)                                  \
	FIELD(name, FIELD_DOC, max, need, prose, CHOICES_NONE, __VA_ARGS__)
#define IDENTIFIER(name, need, ...)                                            \
	FIELD(name, FIELD_ID, 120, need, WRITTEN, CHOICES_NONE, __VA_ARGS__)
#define INSTANT(name, need, ...)                                               \
	FIELD(name, FIELD_INSTANT, 0, need, MADE, CHOICES_NONE, __VA_ARGS__)
#define DAY(name, need, ...)                                                   \
	GIVEN(GIVEN_DAY, name, FIELD_INSTANT, 0, need, MADE, CHOICES_NONE,     \
		__VA_ARGS__)
#define INTEGER(name, need, ...)                                               \
	FIELD(name, FIELD_INT, 0, need, MADE, CHOICES_NONE, __VA_ARGS__)
#define FLAG(name, need, ...)                                                  \
	FIELD(name, FIELD_BOOL, 0, need, MADE, CHOICES_NONE, __VA_ARGS__)

/* Fields that many acts have. */
#define PERSON(name, need, ...)                                                \
	GIVEN(GIVEN_OFFICER, name, FIELD_WORD, 64, need, WRITTEN,              \
		CHOICES_NONE, __VA_ARGS__)
#define OFFICER                                                                \
	PERSON("officer", MUST, "Officer", "人员", "the officer's id",         \
		"人员编号")
#define ACCOUNT                                                                \
	GIVEN(GIVEN_ACCOUNT, "account", FIELD_WORD, 64, MUST, WRITTEN,         \
		CHOICES_NONE, "Account", "账号", "the account's id",           \
		"账号编号")
#define INCIDENT                                                               \
	IDENTIFIER("incident", MUST, "Incident", "事件",                       \
		"the incident's id, such as 2026-0123",                        \
		"事件编号，例如 2026-0123")
#define MESSAGE                                                                \
	IDENTIFIER("message", MUST, "Message", "稿件",                         \
		"the message's id, such as 2026-0123/3",                       \
		"稿件编号，例如 2026-0123/3")
#define DELIVERY                                                               \
	IDENTIFIER("delivery", MUST, "Delivery", "分发",                       \
		"the delivery's id, such as 2026-0123/3:ACCOUNT",              \
		"分发编号，例如 2026-0123/3:ACCOUNT")
#define KIND(name, ...)                                                        \
	CHOICE(name, MUST, CHOICES_KIND, "Kind", "类别", __VA_ARGS__)
#define LANGUAGE                                                               \
	CHOICE("lang", MAY, CHOICES_LANG, "Language", "语言",                  \
		"the message's language", "稿件语言")
#define DIGEST(need)                                                           \
	GIVEN(GIVEN_PROGRAM, "digest", FIELD_DIGEST, 64, need, MADE,           \
		CHOICES_NONE, "Check code", "校验码",                          \
		"the check code of what you saw", "您所见内容的校验码")
#define REASON(need, ...)                                                      \
	TEXT("reason", 2000, need, "Reason", "理由", __VA_ARGS__)
#define SEALED(need)                                                           \
	GIVEN(GIVEN_SECRET, "sealed", FIELD_TEXT, 16384, need, MADE,           \
		CHOICES_NONE, "Credential", "凭据",                            \
		"the credential, sealed at once to the relay's key",           \
		"凭据，读入后立即用分发进程公钥加密")
#define FINGERPRINT                                                            \
	PLAIN("fingerprint", 50, MUST, "Fingerprint", "指纹",                  \
		"as ssh-keygen -l prints it: SHA256:…",                        \
		"ssh-keygen -l 所显示的指纹：SHA256:…")
/* The officer's own signature: what was signed, and the signature. */
#define SIGNED(need)                                                           \
	MACHINE("signed", 1200, need, "Statement", "签名陈述",                 \
		"the line that was signed (core/words/statement.h)",           \
		"所签的陈述（见 core/words/statement.h）"),                    \
		MACHINE("signature", 3700, need, "Signature", "签名",          \
			"the SSH signature of that line", "该陈述的 SSH 签名")
#define POST_URL                                                               \
	TEXT("url", 2000, MAY, "Address of the post", "发布地址",              \
		"where the post can be seen", "可查看该帖的地址")
#define ACCOUNTS_(...)                                                         \
	GIVEN(GIVEN_ACCOUNT, "accounts", FIELD_WORDS, 2000, MAY, WRITTEN,      \
		CHOICES_NONE, "Accounts", "账号", __VA_ARGS__)
#define ACCOUNTS                                                               \
	ACCOUNTS_("to these accounts (all, if left out)",                      \
		"发到这些账号（默认全部）")
#define SLOTS(need)                                                            \
	TEXTS("slots", 20000, need, "Slots", "要素",                           \
		"fill a slot; with nothing behind = empty it",                 \
		"填写要素；= 后为空则清空")
#define FIGURES                                                                \
	GIVEN(GIVEN_FIGURES, "figures", FIELD_DOC, 100, MAY, WRITTEN,          \
		CHOICES_NONE, "Figures", "数据项",                             \
		"numbers with source and as-of time",                          \
		"数值及其来源、截至时间")

#define ACT(id, word, source, roles, states, judge, effect, does, ...)         \
	static const struct act_field fields_##id[] = { __VA_ARGS__,           \
		{ .name = NULL } };
#include "crier/acts.def"
#undef ACT

#define R(x) ROLE_BIT(ROLE_##x)
#define S(x) (1U << MESSAGE_##x)
#define ANY_STATE 0U

static const struct act_row acts[] = {
#define ACT(id, word, source, roles, states, judge, effect, does, ...)         \
	[ACT_##id] = { word, source, roles, states, does, fields_##id },
#include "crier/acts.def"
#undef ACT
};

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
