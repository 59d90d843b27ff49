/*
 * Reads what rules/register.yaml says of what the public writes. A library
 * that says nothing has no deadlines for it.
 */
#include "domain/library/comment_rule.h"

#include <assert.h>

#include "domain/library/rules_parse.h"
#include "domain/library/rules_scope.h"

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

enum { MINUTES_MAX = 60 * 24 * 366, DAYS_MAX = 250 };

static const char *const await_words[] = { [COMMENT_AWAIT_TRIAGE] = "triage",
	[COMMENT_AWAIT_HANDOVER] = "handover",
	[COMMENT_AWAIT_CLAIM] = "claim",
	[COMMENT_AWAIT_CLOSE] = "close" };
static_assert(COUNT(await_words) == COMMENT_AWAITS, "a word each");

const char *
comment_await_word(int i)
{
	return await_words[i];
}

const struct field rules_comment_fields[11] = {
	{ "id", YAML_TEXT, true },
	{ "await", YAML_TEXT, true },
	{ "sort", YAML_TEXT, false },
	{ "minutes", YAML_TEXT, false },
	{ "working_days", YAML_TEXT, false },
	{ "title", YAML_MAP, true },
	{ "todo", YAML_MAP, true },
	{ "citation", YAML_TEXT, true },
	{ "region", YAML_TEXT, false },
	{ "valid_from", YAML_TEXT, false },
	{ "valid_to", YAML_TEXT, false },
};

const struct field rules_workday_fields[3] = {
	{ "off", YAML_LIST, false },
	{ "on", YAML_LIST, false },
	{ "citation", YAML_TEXT, true },
};

static struct scoped_rows
scoped_comments(const struct rules *r)
{
	return (struct scoped_rows){ r->comments ? &r->comments->scope : NULL,
		sizeof(*r->comments), r->comment_count };
}

void
comments_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->comments = pool_array(pool, rows, sizeof(*out->comments));
}

void
comment_rule_row(struct rules *out, struct yaml_reader *r,
	const struct yaml *node, size_t i)
{
	struct comment_rule row = {
		.scope = scope_read(scoped_comments(out), r, node),
		.await = (enum comment_await)yaml_read_word(r, node, "await",
			comment_await_word, COMMENT_AWAITS,
			COMMENT_AWAIT_CLOSE),
		.sort = (enum comment_sort)yaml_read_word(r, node, "sort",
			comment_sort_word, COMMENT_UNSORTED, COMMENT_SORTS),
		.minutes = (int)yaml_read_int(
			r, node, "minutes", 0, MINUTES_MAX, 0),
		.working_days = (int)yaml_read_int(
			r, node, "working_days", 0, DAYS_MAX, 0),
		.title = yaml_read_both(r, node, "title"),
		.todo = yaml_read_both(r, node, "todo"),
		.citation = yaml_read_text(r, node, "citation"),
	};

	if (row.minutes == 0 && row.working_days == 0)
		yaml_fault(r, node, REFUSE_KEY_MISSING,
			WITH(arg_words("minutes")));
	out->comments[i] = row;
	out->comment_count = i + 1;
}

void
workdays_start(struct rules *out, struct pool *pool, size_t rows)
{
	(void)pool;
	(void)rows;
	out->workdays = (struct workdays){ 0 };
}

void
workday_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct workdays *days = &out->workdays;

	if (i > 0)
		yaml_fault_twice(r, node, "citation");
	(void)yaml_read_text(r, node, "citation");
	days->off = yaml_texts(&days->off_count, r, node, "off");
	days->on = yaml_texts(&days->on_count, r, node, "on");
}

bool
comment_rule_holds(
	const struct rules *r, const struct comment_rule *rule, int64_t now)
{
	return scope_holds(
		scoped_comments(r), &rule->scope, r->region, "", now);
}
