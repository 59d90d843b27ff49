/*
 * Reads what rules/register.yaml says of posts by other tools. A library that
 * says nothing has them looked at by the leak gate alone.
 */
#include "domain/library/watch_rule.h"

#include "domain/library/rules_parse.h"
#include "domain/library/rules_scope.h"

const struct field rules_watch_fields[6] = {
	{ "id", YAML_TEXT, true },
	{ "rules", YAML_LIST, true },
	{ "citation", YAML_TEXT, true },
	{ "region", YAML_TEXT, false },
	{ "valid_from", YAML_TEXT, false },
	{ "valid_to", YAML_TEXT, false },
};

static struct scoped_rows
scoped_watches(const struct rules *r)
{
	return (struct scoped_rows){ r->watches ? &r->watches->scope : NULL,
		sizeof(*r->watches), r->watch_count };
}

void
watches_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->watches = pool_array(pool, rows, sizeof(*out->watches));
}

void
watch_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct watch_rule row = {
		.scope = scope_read(scoped_watches(out), r, node),
		.citation = yaml_read_text(r, node, "citation"),
	};

	row.rules = yaml_texts(&row.rule_count, r, node, "rules");
	out->watches[i] = row;
	out->watch_count = i + 1;
}

bool
watch_names(const struct rules *r, const char *rule, int64_t now)
{
	for (size_t n = 0; n < r->watch_count; n++) {
		const struct watch_rule *row = &r->watches[n];

		/* an empty list of scope_names would name all of them */
		if (row->rule_count > 0 &&
			scope_names(row->rules, row->rule_count, rule) &&
			scope_holds(scoped_watches(r), &row->scope, r->region,
				"", now))
			return true;
	}
	return false;
}
