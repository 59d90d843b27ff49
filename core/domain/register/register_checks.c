/*
 * What each check of the register looks at. A name or a unit is compared as it
 * is written; nothing is looked up anywhere.
 */
#include "domain/register/register_checks.h"

#include <assert.h>
#include <string.h>

#include "base/fixed.h"
#include "base/instant.h"
#include "crier/act.h"
#include "domain/office/outsider.h"
#include "domain/register/register_name.h"

#define SAY(f, en_form, zh_form, ...)                                          \
	(fixed_cut_format((f)->en, sizeof((f)->en), en_form, __VA_ARGS__),     \
		fixed_cut_format(                                              \
			(f)->zh, sizeof((f)->zh), zh_form, __VA_ARGS__),       \
		true)

enum { DAY = 11 };

static void
day_text(char out[DAY], const struct register_finder *f, int64_t ms)
{
	char text[INSTANT_TEXT];

	instant_format_plain(text, ms, f->v->office->zone);
	fixed_cut(out, DAY, text);
}

/* Another one in use, of the same unit, that the row is about too. */
static bool
is_sister(const struct register_finder *f, const struct account *b)
{
	const struct account *a = f->a;

	return strcmp(a->id, b->id) != 0 && account_is_open(b) &&
		strcmp(a->owner, b->owner) == 0 &&
		register_rule_holds(
			f->v->rules, f->rule, b->platform, f->v->now);
}

/* The one that leads, else the one registered before: is it b, not a? */
static bool
account_goes_before(const struct account *b, const struct account *a)
{
	if (b->lead != a->lead)
		return b->lead;
	if (b->card.registered != a->card.registered)
		return b->card.registered < a->card.registered;
	return strcmp(b->id, a->id) < 0;
}

static bool
finds_second(struct register_finder *f)
{
	const struct office *o = f->v->office;

	for (size_t i = 0; i < o->account_count; i++) {
		const struct account *b = &o->accounts[i];

		if (is_sister(f, b) &&
			strcmp(b->platform, f->a->platform) == 0 &&
			account_goes_before(b, f->a))
			return SAY(f,
				"%s already has “%s” (%s) on this platform",
				"%s 在该平台已有账号“%s”（%s）", b->owner,
				b->name, b->id);
	}
	return false;
}

static bool
finds_other_name(struct register_finder *f)
{
	const struct office *o = f->v->office;
	const struct account *first = f->a;

	for (size_t i = 0; i < o->account_count; i++)
		if (is_sister(f, &o->accounts[i]) &&
			account_goes_before(&o->accounts[i], first))
			first = &o->accounts[i];
	if (register_name_same(first->name, f->a->name))
		return false;
	return SAY(f, "another name than the unit's first account: “%s” (%s)",
		"与本单位首个账号不同名：“%s”（%s）", first->name, first->id);
}

static bool
is_a_contractor(const struct office *o, const char *unit)
{
	for (size_t i = 0; i < o->officer_count; i++)
		if (strcmp(o->officers[i].employer, unit) == 0)
			return true;
	for (size_t i = 0; i < o->account_count; i++)
		if (strcmp(o->accounts[i].card.operator, unit) == 0 &&
			strcmp(o->accounts[i].owner, unit) != 0)
			return true;
	return false;
}

static bool
is_a_person(const struct account *a, const struct office *o)
{
	if (strcmp(a->card.leader, a->owner) == 0)
		return true;
	for (size_t i = 0; i < o->officer_count; i++)
		if (strcmp(o->officers[i].name, a->owner) == 0)
			return true;
	return false;
}

static bool
finds_free_name(struct register_finder *f)
{
	/* of whom nothing but that is to be said */
	if (is_a_person(f->a, f->v->office))
		return false;
	if (register_name_fits(f->a->name, f->a->owner, f->rule->words,
		    f->rule->word_count))
		return false;
	return SAY(f, "“%s” has nothing of %s or its duty",
		"“%s”看不出与 %s 及其职责的关系", f->a->name, f->a->owner);
}

static bool
finds_part(struct register_finder *f)
{
	const struct office *o = f->v->office;
	const char *owner = f->a->owner;

	if (*owner == '\0')
		return SAY(f, "%s has no owner", "%s 没有主办单位", f->a->id);
	if (is_a_person(f->a, o))
		return SAY(f, "%s is a person", "%s 是个人", owner);
	if (is_a_contractor(o, owner))
		return SAY(f, "%s is a contractor", "%s 是运维承包单位", owner);
	if (!register_name_ends(owner, f->rule->words, f->rule->word_count))
		return false;
	return SAY(f, "%s is no unit of its own", "%s 不是独立的单位", owner);
}

static bool
finds_signing_operator(struct register_finder *f)
{
	const struct office *o = f->v->office;
	const char *operator= f->a->card.operator;
	role_set may = contractor_roles(f->v->rules);

	if (*operator== '\0' || strcmp(operator, f->a->owner) == 0)
		return false;
	for (size_t i = 0; i < o->officer_count; i++) {
		const struct officer *p = &o->officers[i];

		if (p->active && (p->roles & ~may) &&
			(strcmp(p->employer, operator) == 0 ||
				strcmp(p->unit, operator) == 0))
			return SAY(f,
				"%s of the operator %s may do more than draft",
				"%s 属运维单位 %s，角色不限于拟稿",
				p->name, operator);
	}
	return false;
}

static bool
finds_other_certified(struct register_finder *f)
{
	const char *body = f->a->card.certified;

	if (*body == '\0' || strcmp(body, f->a->owner) == 0)
		return false;
	return SAY(f, "certified as %s, owned by %s",
		"认证主体为 %s，主办单位为 %s", body, f->a->owner);
}

static bool
is_serving(const struct register_finder *f, const char *officer)
{
	const struct officer *p = office_officer(f->v->office, officer);

	return p != NULL && p->active;
}

static bool
finds_few_admins(struct register_finder *f)
{
	const struct account_card *c = &f->a->card;
	int here = 0;

	for (size_t i = 0; i < c->admin_count; i++)
		here += is_serving(f, c->admins[i]);
	if (c->admin_count == 0 || here >= f->rule->number)
		return false;
	return SAY(f, "%d of at least %d administrators",
		"现有管理员%d名，至少须%d名", here, f->rule->number);
}

static bool
finds_gone(struct register_finder *f)
{
	const struct account_card *c = &f->a->card;

	for (size_t i = 0; i < c->admin_count; i++)
		if (!is_serving(f, c->admins[i]))
			return SAY(f, "administrator %s is no officer any more",
				"管理员 %s 已不在岗", c->admins[i]);
	if (c->editor[0] && !is_serving(f, c->editor))
		return SAY(f, "duty editor %s is no officer any more",
			"值班编辑 %s 已不在岗", c->editor);
	return false;
}

static bool
finds_ended_contract(struct register_finder *f)
{
	const struct account_card *c = &f->a->card;
	char day[DAY];

	if (c->operator[0] == '\0' ||
		c->contract_ends == 0 ||
		/* an end is a last day */
		c->contract_ends >= f->v->now - INSTANT_DAY + 1)
		return false;
	day_text(day, f, c->contract_ends);
	return SAY(f, "the contract of %s ended on %s", "%s 的合同已于 %s 到期",
		c->operator, day);
}

static bool
finds_unfiled(struct register_finder *f)
{
	static const struct both acts[] = {
		[FILING_NONE] = BOTH("the account", "账号"),
		[FILING_OPENING] = BOTH("its opening", "开办"),
		[FILING_OWNER] = BOTH("its change of owner", "主办单位变更"),
		[FILING_NAME] = BOTH("its change of name", "名称变更"),
		[FILING_SUSPENDING] = BOTH("its suspension", "暂停"),
		[FILING_CLOSING] = BOTH("its closing", "注销"),
	};
	const struct account_card *c = &f->a->card;
	int64_t grace = (int64_t)f->rule->number * INSTANT_DAY;
	char day[DAY] = "";

	static_assert(sizeof(acts) / sizeof(acts[0]) == FILINGS, "a row each");
	if (register_card_is_filed(c) ||
		(c->unfiled_since && f->v->now - c->unfiled_since < grace))
		return false;
	if (c->unfiled == FILING_NONE)
		return SAY(f, "%s: no number or no day of a filing is known",
			"%s 没有备案号或备案日期", f->a->id);
	day_text(day, f, c->unfiled_since);
	fixed_cut_format(f->en, sizeof(f->en), "no filing of %s on %s is known",
		acts[c->unfiled].in[LANG_EN], day);
	fixed_cut_format(f->zh, sizeof(f->zh), "%s 的%s未见备案", day,
		acts[c->unfiled].in[LANG_ZH]);
	return true;
}

static bool
finds_unannounced(struct register_finder *f)
{
	const char *incident = f->a->card.announcement;

	if (*incident == '\0' || f->v->announced == NULL ||
		f->v->announced(f->v->arg, incident))
		return false;
	return SAY(f, "the announcement begun in %s is not out",
		"公告（%s）尚未发布", incident);
}

/* Is what the row asks for there? The end of a contract only where one is. */
static bool
is_filled_in(const struct account *a, const char *name)
{
	json_t *doc = json_object();
	bool known;

	register_card_put(doc, &a->card);
	known = json_object_get(doc, name) != NULL ||
		(strcmp(name, "contract_ends") == 0 &&
			a->card.operator[0] == '\0');

	json_decref(doc);
	return known;
}

static void
name_field(struct register_finder *f, const char *name)
{
	const struct act_field *field = act_row(ACT_ACCOUNT_CHANGE)->fields;
	struct both label = BOTH(name, name);

	for (; field->name; field++)
		if (strcmp(field->name, name) == 0)
			label = field->label;
	if (f->en[0]) {
		(void)fixed_cut_add(f->en, sizeof(f->en), ", ", 2);
		(void)fixed_cut_add(f->zh, sizeof(f->zh), "、", strlen("、"));
	} else {
		fixed_cut(f->en, sizeof(f->en), "unknown: ");
		fixed_cut(f->zh, sizeof(f->zh), "未登记：");
	}
	(void)fixed_cut_add(f->en, sizeof(f->en), label.in[LANG_EN],
		strlen(label.in[LANG_EN]));
	(void)fixed_cut_add(f->zh, sizeof(f->zh), label.in[LANG_ZH],
		strlen(label.in[LANG_ZH]));
}

static bool
finds_unknown(struct register_finder *f)
{
	for (size_t i = 0; i < f->rule->word_count; i++)
		if (!is_filled_in(f->a, f->rule->words[i]))
			name_field(f, f->rule->words[i]);
	return f->en[0] != '\0';
}

register_check_fn *const register_checks[REGISTER_CHECKS] = {
	[REGISTER_SECOND_ACCOUNT] = finds_second,
	[REGISTER_NAME_DIFFERS] = finds_other_name,
	[REGISTER_NAME_FREE] = finds_free_name,
	[REGISTER_OWNER_PART] = finds_part,
	[REGISTER_OPERATOR_SIGNS] = finds_signing_operator,
	[REGISTER_CERTIFIED_OTHER] = finds_other_certified,
	[REGISTER_FEW_ADMINS] = finds_few_admins,
	[REGISTER_GONE_OFFICER] = finds_gone,
	[REGISTER_CONTRACT_ENDED] = finds_ended_contract,
	[REGISTER_NOT_FILED] = finds_unfiled,
	[REGISTER_NOT_ANNOUNCED] = finds_unannounced,
	[REGISTER_UNKNOWN] = finds_unknown,
};
