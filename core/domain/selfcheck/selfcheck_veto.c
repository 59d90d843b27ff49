/*
 * The veto list, each with what the ledger shows of it: nothing found, found,
 * or nothing that a ledger could show, which somebody has to look at.
 */
#include "domain/selfcheck/selfcheck_parts.h"

#include <assert.h>
#include <string.h>

#include "base/doc.h"

/* The figures that show it; none: nothing does. */
static const struct {
	const char *keys[2];
	struct both note;
} veto_rows[] = {
	[VETO_WORDING] = { { "corrections", "withdrawals" },
		BOTH("texts that were corrected or withdrawn; how serious is "
		     "for a person to say",
			"以更正、撤回的稿件计；严重程度由人认定") },
	[VETO_LEAK] = { { "withdrawals", NULL },
		BOTH("texts that were withdrawn; what was stopped before it "
		     "was kept is counted above",
			"以撤回的稿件计；未予保存的另计") },
	[VETO_DATES] = { { "steps", NULL },
		BOTH("a time is the station's at the receipt, and cannot be "
		     "typed; steps of its clock",
			"时间取回执时的本机时钟，不可填写；以时钟跳变计") },
	[VETO_SILENT] = { { "silent", NULL },
		BOTH("only posts through this station are known",
			"仅计经本台的更新") },
	[VETO_INTERACTION] = { { "interaction", NULL },
		BOTH("as inspections of accounts say", "以逐个检查结果计") },
	[VETO_FORCED] = { { "forced", NULL },
		BOTH("calls in texts that were submitted",
			"以送审稿件中的用语计") },
	[VETO_ATTACK] = { { "alarms", NULL },
		BOTH("alarms, also those that somebody has answered for",
			"以账号内容异常计，含已核对的") },
	[VETO_UNSEEN] = { { NULL, NULL },
		BOTH("nothing in a ledger shows it: somebody has to look",
			"台账无从显示，须由人查看") },
};
static_assert(
	sizeof(veto_rows) / sizeof(veto_rows[0]) == VETO_CHECKS, "a row each");

/* Adds what the figure counts; false where it counts nothing. */
static bool
veto_add(
	int64_t *count, json_t *entries, const json_t *figures, const char *key)
{
	const json_t *figure = key ? doc_find(figures, "key", key) : NULL;

	if (figure == NULL || !doc_bool(figure, "known"))
		return false;
	*count += doc_int(figure, "count");
	(void)json_array_extend(entries, doc_get(figure, "entries"));
	return true;
}

static json_t *
veto_doc(const struct veto_rule *rule, const json_t *figures)
{
	json_t *doc = json_object(), *entries = json_array();
	int64_t count = 0;
	bool known = false;

	for (int k = 0; k < 2; k++)
		known |= veto_add(&count, entries, figures,
			veto_rows[rule->check].keys[k]);
	doc_put_str(doc, "rule", rule->scope.id);
	doc_put(doc, "title", doc_both(&rule->title));
	doc_put_str(doc, "is",
		!known		? "not-recorded"
			: count ? "found"
				: "nothing-found");
	if (known)
		doc_put_int(doc, "count", count);
	doc_put(doc, "note", doc_both(&veto_rows[rule->check].note));
	doc_put_str(doc, "citation", rule->citation);
	doc_put(doc, "entries", entries);
	return doc;
}

json_t *
selfcheck_vetoes(const struct selfcheck_view *v, const json_t *figures)
{
	const struct selfcheck_rules *r =
		v->rules ? &v->rules->selfcheck : NULL;
	json_t *rows = json_array();

	for (size_t n = 0; r && n < r->veto_count; n++)
		if (veto_rule_holds(v->rules, &r->vetoes[n], selfcheck_end(v)))
			json_array_append_new(
				rows, veto_doc(&r->vetoes[n], figures));
	return rows;
}
