/*
 * Finding reasons and suspensions in the fold, and laying them beside what
 * the rules found.
 */
#include "domain/waiver/waiver.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/review/review_stages.h"
#include "lint/lint_rules.h"

const struct reason *
waiver_reason(const struct message *m, const char *rule)
{
	for (size_t n = m->reason_count; n > 0; n--)
		if (strcmp(m->reasons[n - 1].rule, rule) == 0)
			return &m->reasons[n - 1];
	return NULL;
}

const struct suspension *
waiver_suspension(const struct message *m, const char *rule)
{
	for (size_t n = m->suspension_count; n > 0; n--)
		if (strcmp(m->suspensions[n - 1].rule, rule) == 0)
			return &m->suspensions[n - 1];
	return NULL;
}

static bool
waiver_in_force(const struct suspension *s)
{
	return s != NULL && s->second.confirmed_by[0] != '\0';
}

bool
waiver_is_suspended(const struct message *m, const char *rule)
{
	return waiver_in_force(waiver_suspension(m, rule));
}

size_t
waiver_count(const char **last, const struct message *m)
{
	size_t count = 0;

	*last = NULL;
	for (size_t n = 0; n < m->suspension_count; n++) {
		if (!waiver_in_force(&m->suspensions[n]))
			continue;
		*last = m->suspensions[n].rule;
		count++;
	}
	return count;
}

json_t *
waiver_reasons_doc(const struct message *m)
{
	json_t *list = json_array();

	for (size_t n = 0; n < m->reason_count; n++) {
		const struct reason *r = &m->reasons[n];
		json_t *row = json_object();

		doc_put_str(row, "rule", r->rule);
		doc_put_str(row, "reason", r->text);
		doc_put_str(row, "by", r->by);
		doc_put_int(row, "time", r->time);
		json_array_append_new(list, row);
	}
	return list;
}

json_t *
waiver_suspensions_doc(const struct message *m)
{
	json_t *list = json_array();

	for (size_t n = 0; n < m->suspension_count; n++) {
		const struct suspension *s = &m->suspensions[n];
		json_t *row = json_object();

		doc_put_str(row, "rule", s->rule);
		doc_put_str(row, "reason", s->reason);
		doc_put_str(row, "by", s->second.by);
		doc_put_int(row, "time",
			waiver_in_force(s) ? s->second.confirmed
					   : s->second.time);
		if (waiver_in_force(s))
			doc_put_str(row, "second", s->second.confirmed_by);
		json_array_append_new(list, row);
	}
	return list;
}

static void
waiver_put(json_t *doc, const struct message *m, const char *rule)
{
	const struct reason *reason = waiver_reason(m, rule);
	const struct suspension *suspension = waiver_suspension(m, rule);

	if (reason != NULL) {
		doc_put_str(doc, "reason", reason->text);
		doc_put_str(doc, "by", reason->by);
	}
	if (waiver_in_force(suspension)) {
		doc_put(doc, "suspended_by",
			json_pack("[s, s]", suspension->second.by,
				suspension->second.confirmed_by));
		doc_put_str(doc, "why", suspension->reason);
	} else if (suspension != NULL) {
		second_put(doc, &suspension->second);
	}
}

static void
waiver_add_found(json_t *list, const json_t *finding, const struct message *m)
{
	static const char *const copied[] = { "rule", "severity", "gate",
		"what" };
	const char *rule = doc_str(finding, "rule");
	json_t *row = doc_find(list, "rule", rule);

	if (row == NULL) {
		row = json_object();
		for (size_t n = 0; n < sizeof(copied) / sizeof(copied[0]); n++)
			doc_put(row, copied[n],
				json_incref(
					json_object_get(finding, copied[n])));
		waiver_put(row, m, rule);
		json_array_append_new(list, row);
	}
	doc_put_int(row, "count", doc_int(row, "count") + 1);
}

json_t *
waiver_found(const struct review_findings *e, const struct message *m)
{
	json_t *all = review_findings_doc(e), *list = json_array(), *f;
	size_t n;

	for (int s = SEVERITY_COUNT - 1; s >= 0; s--) {
		json_array_foreach(all, n, f)
		{
			if (strcmp(doc_str(f, "severity"),
				    severity_row((enum severity)s)->word) == 0)
				waiver_add_found(list, f, m);
		}
	}
	json_decref(all);
	return list;
}

void
waiver_mark(json_t *findings, const struct message *m)
{
	json_t *f;
	size_t n;

	json_array_foreach(findings, n, f)
	{
		waiver_put(f, m, doc_str(f, "rule"));
	}
}

enum gate
waiver_gate(const struct message *m, const json_t *found)
{
	enum stage stage;
	enum gate gate;

	if (gate_parse(&gate, doc_str(found, "gate")) &&
		message_gate_stage(&stage, m, gate))
		return gate;
	return GATE_AUTHORITY;
}

json_t *
waiver_accepted(const struct message *m, enum gate gate)
{
	json_t *list = json_array(), *f;
	size_t n;

	json_array_foreach(m->found, n, f)
	{
		if (waiver_gate(m, f) == gate &&
			(doc_get(f, "reason") || doc_get(f, "suspended_by")))
			json_array_append_new(
				list, json_string(doc_str(f, "rule")));
	}
	return list;
}

const struct lint_rule *
waiver_rule(const struct world *w, const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "rule");
	const struct lint_rule *rule = w->library
		? lint_rules_named(w->library->rules.lint, id)
		: NULL;

	if (rule == NULL)
		(void)refuse(err, REFUSE_NOT_FOUND, "rule",
			WITH(arg_noun(NOUN_RULE), arg_text(id)));
	return rule;
}
