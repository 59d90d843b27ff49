/*
 * Reads rules/selfcheck.yaml. A library from before there was this file draws
 * no sample and has no veto list.
 */
#include "domain/library/selfcheck_rule.h"

#include <assert.h>
#include <string.h>

#include "domain/library/rules_parse.h"
#include "domain/library/rules_scope.h"

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

static const char *const veto_words[] = { [VETO_WORDING] = "wording",
	[VETO_LEAK] = "leak",
	[VETO_DATES] = "dates",
	[VETO_SILENT] = "silent",
	[VETO_INTERACTION] = "interaction",
	[VETO_FORCED] = "forced",
	[VETO_ATTACK] = "attack",
	[VETO_UNSEEN] = "unseen" };
static_assert(COUNT(veto_words) == VETO_CHECKS, "a word each");

static const char *const counted_words[] = {
	[COUNTED_CONTRADICTIONS] = "contradictions", [COUNTED_FORCED] = "forced"
};
static_assert(COUNT(counted_words) == COUNTEDS, "a word each");

const char *
veto_check_word(int i)
{
	return veto_words[i];
}

static const char *
counted_word(int i)
{
	return counted_words[i];
}

const struct field rules_sample_fields[2] = {
	{ "share", YAML_TEXT, true },
	{ "citation", YAML_TEXT, true },
};

const struct field rules_counted_fields[3] = {
	{ "count", YAML_TEXT, true },
	{ "rules", YAML_LIST, true },
	{ "citation", YAML_TEXT, true },
};

const struct field rules_veto_fields[7] = {
	{ "id", YAML_TEXT, true },
	{ "check", YAML_TEXT, true },
	{ "title", YAML_MAP, true },
	{ "citation", YAML_TEXT, true },
	{ "region", YAML_TEXT, false },
	{ "valid_from", YAML_TEXT, false },
	{ "valid_to", YAML_TEXT, false },
};

void
sample_start(struct rules *out, struct pool *pool, size_t rows)
{
	(void)pool;
	(void)rows;
	out->selfcheck.share = 0;
}

void
sample_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	if (i > 0)
		yaml_fault_twice(r, node, "share");
	out->selfcheck.share = (int)yaml_read_int(r, node, "share", 1, 100, 50);
	out->selfcheck.share_citation = yaml_read_text(r, node, "citation");
}

void
counteds_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->selfcheck.counteds =
		pool_array(pool, rows, sizeof(*out->selfcheck.counteds));
}

void
counted_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct counted_rule row = {
		.as = (enum counted)yaml_read_word(
			r, node, "count", counted_word, COUNTEDS, 0),
		.citation = yaml_read_text(r, node, "citation"),
	};

	row.rules = yaml_texts(&row.rule_count, r, node, "rules");
	out->selfcheck.counteds[i] = row;
	out->selfcheck.counted_count = i + 1;
}

static struct scoped_rows
scoped_vetoes(const struct rules *r)
{
	const struct selfcheck_rules *s = &r->selfcheck;

	return (struct scoped_rows){ s->vetoes ? &s->vetoes->scope : NULL,
		sizeof(*s->vetoes), s->veto_count };
}

void
vetoes_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->selfcheck.vetoes =
		pool_array(pool, rows, sizeof(*out->selfcheck.vetoes));
}

void
veto_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	out->selfcheck.vetoes[i] = (struct veto_rule){
		.scope = scope_read(scoped_vetoes(out), r, node),
		.check = (enum veto_check)yaml_read_word(r, node, "check",
			veto_check_word, VETO_CHECKS, VETO_UNSEEN),
		.title = yaml_read_both(r, node, "title"),
		.citation = yaml_read_text(r, node, "citation"),
	};
	out->selfcheck.veto_count = i + 1;
}

bool
veto_rule_holds(
	const struct rules *r, const struct veto_rule *rule, int64_t now)
{
	return scope_holds(scoped_vetoes(r), &rule->scope, r->region, "", now);
}

bool
selfcheck_counts(const struct rules *r, enum counted as, const char *rule)
{
	for (size_t i = 0; r && i < r->selfcheck.counted_count; i++) {
		const struct counted_rule *c = &r->selfcheck.counteds[i];

		if (c->as == as && c->rule_count > 0 &&
			scope_names(c->rules, c->rule_count, rule))
			return true;
	}
	return false;
}
