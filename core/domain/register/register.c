/*
 * Asking the rows of the register about accounts, and about what an act would
 * make of one.
 */
#include "domain/register/register.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/register/register_checks.h"

/* Of an account that is closed only what its closing leaves behind counts. */
static bool
is_asked_of(const struct register_rule *rule, const struct account *a)
{
	return account_is_open(a) || rule->check == REGISTER_NOT_FILED ||
		rule->check == REGISTER_NOT_ANNOUNCED;
}

/* Was a reason given for this rule? "R-01 R-03" */
static bool
is_accepted(const struct account_card *c, const char *rule)
{
	size_t len = strlen(rule);

	for (const char *p = c->accepted; *p; p += strspn(p, " ")) {
		size_t n = strcspn(p, " ");

		if (n == len && strncmp(p, rule, len) == 0)
			return true;
		p += n;
	}
	return false;
}

static json_t *
register_fault_doc(const struct register_finder *f)
{
	const struct both what = BOTH(f->en, f->zh);
	json_t *doc = json_object();

	doc_put_str(doc, "rule", f->rule->scope.id);
	doc_put_str(doc, "check", register_check_word((int)f->rule->check));
	doc_put_str(doc, "at", register_at_word((int)f->rule->at));
	doc_put_str(doc, "account", f->a->id);
	doc_put_str(doc, "name", f->a->name);
	doc_put_str(doc, "owner", f->a->owner);
	doc_put(doc, "title", doc_both(&f->rule->title));
	doc_put(doc, "what", doc_both(&what));
	doc_put(doc, "todo", doc_both(&f->rule->todo));
	doc_put_str(doc, "citation", f->rule->citation);
	if (is_accepted(&f->a->card, f->rule->scope.id))
		doc_put_str(doc, "reason", f->a->card.reason);
	return doc;
}

static void
register_find(json_t *list, const struct register_view *v,
	const struct register_rule *rule, const struct account *a)
{
	struct register_finder f = { .v = v, .rule = rule, .a = a };

	if (is_asked_of(rule, a) &&
		register_rule_holds(v->rules, rule, a->platform, v->now) &&
		register_checks[rule->check](&f))
		json_array_append_new(list, register_fault_doc(&f));
}

json_t *
register_faults(const struct register_view *v, const struct account *a)
{
	json_t *list = json_array();

	for (size_t i = 0; v->rules && i < v->rules->register_count; i++)
		register_find(list, v, &v->rules->registers[i], a);
	return list;
}

/* What is accepted with a reason stands behind all that is not. */
static int
fault_weight(const json_t *fault)
{
	int at = REGISTER_ATS - 1;

	if (doc_get(fault, "reason") != NULL)
		return REGISTER_ATS;
	while (at > 0 &&
		strcmp(doc_str(fault, "at"), register_at_word(at)) != 0)
		at--;
	return REGISTER_ATS - 1 - at;
}

json_t *
register_list(const struct register_view *v)
{
	json_t *by[REGISTER_ATS + 1], *all = json_array(), *one, *row;
	size_t n;

	for (int k = 0; k <= REGISTER_ATS; k++)
		by[k] = json_array();
	for (size_t i = 0; v->rules && i < v->rules->register_count; i++) {
		one = json_array();
		for (size_t k = 0; k < v->office->account_count; k++)
			register_find(one, v, &v->rules->registers[i],
				&v->office->accounts[k]);
		json_array_foreach(one, n, row)
		{
			json_array_append(by[fault_weight(row)], row);
		}
		json_decref(one);
	}
	for (int k = 0; k <= REGISTER_ATS; k++) {
		(void)json_array_extend(all, by[k]);
		json_decref(by[k]);
	}
	return all;
}

bool
register_is_told_by(const json_t *message)
{
	const json_t *standing = doc_get(message, "standing");

	return strcmp(doc_str(message, "state"), "released") == 0 &&
		strcmp(doc_str(message, "kind"), "withdrawal") != 0 &&
		strcmp(doc_str(standing, "is"), "withdrawn") != 0 &&
		doc_int(standing, "online") > 0;
}

/* ---- at an act ---- */

static struct both
fault_both(const json_t *doc, const char *key)
{
	const json_t *words = doc_get(doc, key);

	return (struct both)BOTH(doc_str(words, "en"), doc_str(words, "zh"));
}

static enum err_code
refuse_fault(const json_t *fault, enum refusal refusal, struct err *err)
{
	struct both title = fault_both(fault, "title");
	struct both what = fault_both(fault, "what");
	struct both todo = fault_both(fault, "todo");

	return refuse(err, refusal, "",
		WITH(arg_named(doc_str(fault, "rule"), &title), arg_both(&what),
			arg_both(&todo)));
}

/* Adds the rule to those that the body's reason is given for. */
static void
accept_rule(char out[CARD_REASON], const char *rule)
{
	if (*out)
		(void)fixed_cut_add(out, CARD_REASON, " ", 1);
	(void)fixed_cut_add(out, CARD_REASON, rule, strlen(rule));
}

static enum err_code
judge_faults(json_t *body, const json_t *before, const json_t *after,
	const json_t *act, struct err *err)
{
	char accepted[CARD_REASON] = "";
	bool fresh = false; /* or its reason is of something else */
	json_t *fault;
	size_t i;

	json_array_foreach(after, i, fault)
	{
		const char *at = doc_str(fault, "at");
		const char *rule = doc_str(fault, "rule");
		bool had = doc_find(before, "rule", rule) != NULL;

		if (!had && strcmp(at, "refused") == 0)
			return refuse_fault(fault, REFUSE_REGISTER, err);
		if (strcmp(at, "reason") != 0)
			continue;
		if (!had && *doc_str(act, "reason") == '\0')
			return refuse_fault(fault, REFUSE_REGISTER_REASON, err);
		fresh = fresh || !had;
		if (!had || doc_get(fault, "reason") != NULL)
			accept_rule(accepted, rule);
	}
	if (fresh)
		doc_put_str(body, "in_spite_of", accepted);
	return ERR_OK;
}

enum err_code
register_allows(json_t *body, const struct register_view *v,
	const struct account *was, const struct account *would,
	const json_t *act, struct err *err)
{
	json_t *before = was ? register_faults(v, was) : json_array();
	json_t *after = register_faults(v, would);
	enum err_code rc = judge_faults(body, before, after, act, err);

	json_decref(before);
	json_decref(after);
	return rc;
}
