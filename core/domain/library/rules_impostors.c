/*
 * Reads what rules/register.yaml says of impostors. A library that says
 * nothing has no deadlines for them and no warning.
 */
#include "domain/library/impostor_rule.h"

#include <assert.h>

#include "domain/library/rules_parse.h"
#include "domain/library/rules_scope.h"

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

enum { HOURS_MAX = 24 * 366 };

static const char *const await_words[] = { [IMPOSTOR_AWAIT_LETTER] = "letter",
	[IMPOSTOR_AWAIT_ANSWER] = "answer",
	[IMPOSTOR_AWAIT_CLOSE] = "close" };
static_assert(COUNT(await_words) == IMPOSTOR_AWAITS, "a word each");

const char *
impostor_await_word(int i)
{
	return await_words[i];
}

const struct field rules_impostor_fields[10] = {
	{ "id", YAML_TEXT, true },
	{ "await", YAML_TEXT, true },
	{ "form", YAML_TEXT, false },
	{ "hours", YAML_TEXT, true },
	{ "title", YAML_MAP, true },
	{ "todo", YAML_MAP, true },
	{ "citation", YAML_TEXT, true },
	{ "region", YAML_TEXT, false },
	{ "valid_from", YAML_TEXT, false },
	{ "valid_to", YAML_TEXT, false },
};

const struct field rules_warning_fields[2] = {
	{ "playbook", YAML_TEXT, true },
	{ "citation", YAML_TEXT, true },
};

static struct scoped_rows
scoped_impostors(const struct rules *r)
{
	return (struct scoped_rows){ r->impostors ? &r->impostors->scope : NULL,
		sizeof(*r->impostors), r->impostor_count };
}

void
impostors_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->impostors = pool_array(pool, rows, sizeof(*out->impostors));
}

void
impostor_rule_row(struct rules *out, struct yaml_reader *r,
	const struct yaml *node, size_t i)
{
	struct impostor_rule row = {
		.scope = scope_read(scoped_impostors(out), r, node),
		.await = (enum impostor_await)yaml_read_word(r, node, "await",
			impostor_await_word, IMPOSTOR_AWAITS,
			IMPOSTOR_AWAIT_CLOSE),
		.form = yaml_read_text(r, node, "form"),
		.hours = (int)yaml_read_int(r, node, "hours", 1, HOURS_MAX, 1),
		.title = yaml_read_both(r, node, "title"),
		.todo = yaml_read_both(r, node, "todo"),
		.citation = yaml_read_text(r, node, "citation"),
	};

	if (row.await != IMPOSTOR_AWAIT_CLOSE && *row.form == '\0')
		yaml_fault(
			r, node, REFUSE_KEY_MISSING, WITH(arg_words("form")));
	out->impostors[i] = row;
	out->impostor_count = i + 1;
}

void
warning_start(struct rules *out, struct pool *pool, size_t rows)
{
	(void)pool;
	(void)rows;
	out->warns = "";
}

void
warning_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	if (i > 0)
		yaml_fault_twice(r, node, "playbook");
	(void)yaml_read_text(r, node, "citation");
	out->warns = yaml_read_text(r, node, "playbook");
}

bool
impostor_rule_holds(
	const struct rules *r, const struct impostor_rule *rule, int64_t now)
{
	return scope_holds(
		scoped_impostors(r), &rule->scope, r->region, "", now);
}
