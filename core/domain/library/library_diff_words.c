/*
 * The words of changes, and their direction.
 */
#include "domain/library/library_diff_words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/lang.h"
#include "domain/library/library_diff.h"

#define WAY(w) (1U << DIFF_##w)
#define ANY (WAY(NEW) | WAY(GONE) | WAY(CHANGED))

/* The first row that fits names the change; a file by its beginning or, with
 * '*' before it, by its end; a key that is NULL fits every one. */
static const struct diff_name {
	const char *word;
	struct both title;
	const char *file, *key;
	unsigned ways;
} diff_names[] = {
	{ "rule-off", BOTH("rule switched off", "规则停用"), "rules/lint.yaml",
		"rules", WAY(GONE) },
	{ "rule-new", BOTH("new rule", "新增规则"), "rules/lint.yaml", "rules",
		WAY(NEW) },
	{ "rule-ends", BOTH("rule ends", "规则到期日"), "rules/lint.yaml",
		"valid_to", ANY },
	{ "rule-force", BOTH("what the rule does", "规则力度"),
		"rules/lint.yaml", "severity", ANY },
	{ "threshold", BOTH("threshold", "阈值"), "rules/lint.yaml", "limit",
		ANY },
	{ "rule", BOTH("rule", "规则"), "rules/lint.yaml", NULL, ANY },
	{ "threshold", BOTH("threshold", "阈值"), "rules/levels.yaml", NULL,
		ANY },
	{ "threshold", BOTH("threshold", "阈值"), "rules/claims.yaml", NULL,
		ANY },
	{ "register", BOTH("rule of the register", "登记规则"),
		"rules/register.yaml", NULL, ANY },
	{ "form", BOTH("form to hand in", "备案表"), "rules/forms.yaml", NULL,
		ANY },
	{ "selfcheck", BOTH("what the self-check asks", "自查要求"),
		"rules/selfcheck.yaml", NULL, ANY },
	{ "gate-roles", BOTH("who passes the gate", "该关审核角色"),
		"rules/gates.yaml", "roles", ANY },
	{ "suspends", BOTH("who may suspend a rule", "可豁免规则的角色"),
		"rules/gates.yaml", "suspends", ANY },
	{ "suspends", BOTH("rules suspended at once", "同时可豁免的规则数"),
		"rules/gates.yaml", "at_once", ANY },
	{ "gate", BOTH("gate", "关"), "rules/gates.yaml", NULL, ANY },
	{ "tier-gates", BOTH("gates of a review", "审次的关"),
		"rules/tiers.yaml", "gates", ANY },
	{ "tier-roles",
		BOTH("who passes the gate in this tier", "该流程的审核角色"),
		"rules/tiers.yaml", "roles", ANY },
	{ "tier-stage", BOTH("review", "审次"), "rules/tiers.yaml", "stages",
		ANY },
	{ "tier-choice", BOTH("which tier for what", "流程适用"),
		"rules/tiers.yaml", "choice", ANY },
	{ "tier-signs", BOTH("signature that is asked for", "签名要求"),
		"rules/tiers.yaml", "signs", ANY },
	{ "tier-mirror", BOTH("mirror before a release", "发布前的镜像要求"),
		"rules/tiers.yaml", "mirror", ANY },
	{ "tier", BOTH("tier", "流程"), "rules/tiers.yaml", NULL, ANY },
	{ "contractors", BOTH("what contractors may be", "外包人员可任角色"),
		"rules/roles.yaml", "contractors", ANY },
	{ "contractors", BOTH("what contractors may be", "外包人员可任角色"),
		"rules/roles.yaml", "roles", ANY },
	{ "apart", BOTH("roles kept apart", "不相容角色"), "rules/roles.yaml",
		NULL, ANY },
	{ "deadline", BOTH("deadline", "时限"), "rules/deadlines.yaml", NULL,
		ANY },
	{ "quota", BOTH("quota", "限额"), "rules/platforms.yaml", "per_minute",
		ANY },
	{ "quota", BOTH("quota", "限额"), "rules/platforms.yaml", "per_day",
		ANY },
	{ "quota", BOTH("quota", "限额"), "rules/platforms.yaml", "quotas",
		ANY },
	{ "limit", BOTH("limit of a platform", "平台限制"),
		"rules/platforms.yaml", NULL, ANY },
	{ "contact", BOTH("telephone number", "电话"), "rules/contacts.yaml",
		NULL, ANY },
	{ "organ", BOTH("other unit", "会签单位"), "rules/organs.yaml", NULL,
		ANY },
	{ "partner-letters",
		BOTH("what partners may send us", "协同单位可发的函"),
		"rules/partners.yaml", "may", ANY },
	{ "partner-order",
		BOTH("what a partner's order is to us", "联合发布令的效力"),
		"rules/partners.yaml", "order", ANY },
	{ "partner-rings",
		BOTH("when the bell rings for an order", "联合发布令催办"),
		"rules/partners.yaml", "rings", ANY },
	{ "partner-rings",
		BOTH("when the bell rings for an order", "联合发布令催办"),
		"rules/partners.yaml", "minutes", ANY },
	{ "seal-change", BOTH("how long sealing keys hold", "加密密钥更换周期"),
		"rules/partners.yaml", "change_days", ANY },
	{ "seal-keep",
		BOTH("how long old sealing keys are kept",
			"旧加密密钥保留天数"),
		"rules/partners.yaml", "keep_days", ANY },
	{ "partner", BOTH("partners of a rank", "协同单位级别"),
		"rules/partners.yaml", NULL, ANY },
	{ "region", BOTH("province in force", "适用省份"), "rules/region.yaml",
		NULL, ANY },
	{ "list", BOTH("word list", "词表"), "rules/lists/", NULL, ANY },
	{ "authority", BOTH("authority to announce", "发布权限"),
		"*/playbook.yaml", "authority", ANY },
	{ "approved", BOTH("text approved beforehand", "预批模板"),
		"*/playbook.yaml", "approved", ANY },
	{ "tier-choice", BOTH("which tier for what", "流程适用"),
		"*/playbook.yaml", "tier", ANY },
	{ "playbook", BOTH("playbook", "预案"), "*/playbook.yaml", NULL, ANY },
	{ "changed", BOTH("changed", "变更"), "", NULL, ANY },
	/* never by a key */
	{ "rule-ended", BOTH("has ended already", "已失效"), "", NULL, 0 },
	{ "order", BOTH("order of the rows", "行的次序"), "", NULL, 0 },
	{ "text", BOTH("template changed", "模板变更"), "", NULL, 0 },
	{ "file-new", BOTH("new file", "新增文件"), "", NULL, 0 },
	{ "file-gone", BOTH("file taken away", "删除文件"), "", NULL, 0 },
	{ "remarks", BOTH("remarks only", "仅注释变更"), "", NULL, 0 },
};

enum { DIFF_NAMES = sizeof(diff_names) / sizeof(diff_names[0]) };

static bool
is_file(const char *file, const char *pattern)
{
	size_t len = strlen(file), end;

	if (*pattern != '*')
		return strncmp(file, pattern, strlen(pattern)) == 0;
	end = strlen(pattern + 1);
	return len >= end && strcmp(file + len - end, pattern + 1) == 0;
}

const char *
diff_word(const char *file, const char *key, enum diff_way way)
{
	for (size_t n = 0; n < DIFF_NAMES; n++)
		if ((diff_names[n].ways >> way & 1) &&
			is_file(file, diff_names[n].file) &&
			(diff_names[n].key == NULL ||
				strcmp(diff_names[n].key, key) == 0))
			return diff_names[n].word;
	return "changed";
}

bool
diff_is_end(const char *key)
{
	return strcmp(key, "valid_to") == 0 || strcmp(key, "valid_until") == 0;
}

bool
diff_is_compared(const char *file)
{
	return is_file(file, "rules/") && !is_file(file, "rules/lists/");
}

/* ---- more or less ---- */

enum direction {
	MORE_IS_LESS, /* a member or a number more asks for less */
	FEWER_IS_LESS, /* a member or a number fewer does */
	NEVER_LESS /* words for people */
};

static const struct {
	const char *file, *key;
	enum direction direction;
} directions[] = {
	{ "", "title", NEVER_LESS },
	{ "", "citation", NEVER_LESS },
	{ "", "checked", NEVER_LESS },
	{ "", "help", NEVER_LESS },
	{ "", "summary", NEVER_LESS },
	{ "", "label", NEVER_LESS },
	{ "", "example", NEVER_LESS },
	{ "", "version", NEVER_LESS },
	{ "rules/lint.yaml", "what", NEVER_LESS },
	{ "rules/register.yaml", "todo", NEVER_LESS },
	{ "rules/forms.yaml", "field", NEVER_LESS },
	{ "rules/lint.yaml", "mend", NEVER_LESS },
	{ "rules/gates.yaml", "roles", MORE_IS_LESS },
	{ "rules/gates.yaml", "suspends", MORE_IS_LESS },
	{ "rules/gates.yaml", "at_once", MORE_IS_LESS },
	{ "rules/tiers.yaml", "gates", FEWER_IS_LESS },
	{ "rules/tiers.yaml", "supplement", MORE_IS_LESS },
	{ "rules/tiers.yaml", "minutes", FEWER_IS_LESS },
	{ "rules/tiers.yaml", "organs", FEWER_IS_LESS },
	{ "rules/roles.yaml", "apart_from", FEWER_IS_LESS },
	{ "rules/roles.yaml", "roles", MORE_IS_LESS },
	{ "rules/partners.yaml", "may", MORE_IS_LESS },
	{ "rules/partners.yaml", "rings", FEWER_IS_LESS },
	{ "rules/partners.yaml", "minutes", MORE_IS_LESS },
	{ "rules/deadlines.yaml", "minutes", MORE_IS_LESS },
	{ "rules/platforms.yaml", "max", NEVER_LESS },
	{ "rules/platforms.yaml", "title_max", NEVER_LESS },
	{ "rules/platforms.yaml", "per_minute", NEVER_LESS },
	{ "rules/platforms.yaml", "per_day", NEVER_LESS },
	{ "*/playbook.yaml", "authority", MORE_IS_LESS },
	{ "*/playbook.yaml", "minutes", MORE_IS_LESS },
};

enum { DIRECTIONS = sizeof(directions) / sizeof(directions[0]) };

static bool
has_all(const json_t *list, const json_t *of)
{
	json_t *each;
	size_t n;

	json_array_foreach(of, n, each)
	{
		if (!doc_list_has(list, json_string_value(each)))
			return false;
	}
	return true;
}

static bool
is_fewer(const json_t *was, const json_t *now)
{
	if (json_is_array(was) || json_is_array(now))
		return !has_all(now, was);
	if (!json_is_string(was) || !json_is_string(now))
		return true;
	return strtol(json_string_value(now), NULL, 10) <
		strtol(json_string_value(was), NULL, 10);
}

bool
diff_is_said(const char *file, const char *key)
{
	for (size_t n = 0; n < DIRECTIONS; n++)
		if (directions[n].direction == NEVER_LESS &&
			strcmp(directions[n].key, key) == 0 &&
			is_file(file, directions[n].file))
			return true;
	return false;
}

/* Days are compared as they are written; none is for ever. */
static bool
is_less_time(const char *key, const json_t *was, const json_t *now)
{
	const char *a = was ? json_string_value(was) : "9999";
	const char *b = now ? json_string_value(now) : "9999";

	if (diff_is_end(key))
		return a == NULL || b == NULL || strcmp(b, a) < 0;
	a = was ? a : "0000";
	b = now ? b : "0000";
	return a == NULL || b == NULL || strcmp(b, a) > 0;
}

/* warn, reason, block */
static bool
is_less_severe(const json_t *was, const json_t *now)
{
	static const char order[] = "wrb";
	const char *a = json_string_value(was), *b = json_string_value(now);
	const char *x = a ? strchr(order, a[0]) : NULL;
	const char *y = b ? strchr(order, b[0]) : NULL;

	return x == NULL || y == NULL || y < x;
}

/* login, key, touch; none is a login */
static bool
is_less_signed(const json_t *was, const json_t *now)
{
	static const char order[] = "lkt";
	const char *a = was ? json_string_value(was) : "login";
	const char *b = now ? json_string_value(now) : "login";
	const char *x = a && a[0] ? strchr(order, a[0]) : NULL;
	const char *y = b && b[0] ? strchr(order, b[0]) : NULL;

	return x == NULL || y == NULL || y < x;
}

/* Of a list: "rules/lists/NAME.yaml". */
static bool
is_finding(const char *file, const json_t *finding)
{
	static const char folder[] = "rules/lists/";
	const char *name = file + sizeof(folder) - 1;
	json_t *each;
	size_t n;

	json_array_foreach(doc_borrow(finding), n, each)
	{
		const char *word = json_string_value(each);
		size_t len = strlen(word);

		if (strncmp(name, word, len) == 0 &&
			strcmp(name + len, ".yaml") == 0)
			return true;
	}
	return false;
}

/* A row more: a rule more asks for more, a number that may be printed for
 * less, and a row that decides by coming first may do either. */
static bool
is_row_less(const char *file, const json_t *finding)
{
	static const char *const more[] = { "rules/lint.yaml",
		"rules/organs.yaml", "rules/deadlines.yaml",
		"rules/platforms.yaml", "rules/roles.yaml",
		"rules/register.yaml", "rules/forms.yaml",
		"rules/selfcheck.yaml", NULL };

	if (is_file(file, "rules/lists/"))
		return !is_finding(file, finding);
	for (size_t n = 0; more[n]; n++)
		if (strcmp(file, more[n]) == 0)
			return false;
	return true;
}

bool
diff_is_less(const char *file, const char *key, const json_t *was,
	const json_t *now, const json_t *finding)
{
	for (size_t n = 0; n < DIRECTIONS; n++) {
		if (strcmp(directions[n].key, key) != 0 ||
			!is_file(file, directions[n].file))
			continue;
		if (directions[n].direction == NEVER_LESS)
			return false;
		return directions[n].direction == FEWER_IS_LESS
			? is_fewer(was, now)
			: is_fewer(now, was);
	}
	if (diff_is_end(key) || strcmp(key, "valid_from") == 0)
		return is_less_time(key, was, now);
	if (strcmp(key, "severity") == 0)
		return is_less_severe(was, now);
	if (strcmp(key, "signs") == 0)
		return is_less_signed(was, now);
	if (strcmp(key, "mirror") == 0)
		return now == NULL ||
			strcmp(json_string_value(now), "before-fire") != 0;
	if (was == NULL && json_is_object(now))
		return is_row_less(file, finding);
	return true;
}

json_t *
library_diff_view(const json_t *changes)
{
	json_t *list = json_array(), *row;
	size_t n;

	json_array_foreach(changes, n, row)
	{
		size_t k = 0;

		while (k + 1 < DIFF_NAMES &&
			strcmp(diff_names[k].word, doc_str(row, "what")) != 0)
			k++;
		row = json_copy(row);
		doc_put(row, "title", doc_both(&diff_names[k].title));
		json_array_append_new(list, row);
	}
	return list;
}
