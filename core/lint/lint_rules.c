/*
 * The questions to ask of the table. Reading it is in lint_parse.c.
 */
#include "lint/lint_rules.h"

#include <assert.h>
#include <string.h>

#include "lint/rules_internal.h"

static const struct word_row severity_rows[] = {
	[SEVERITY_WARN] = { "warn", BOTH("notice", "提示") },
	[SEVERITY_REASON] = { "reason", BOTH("needs a reason", "须说明理由") },
	[SEVERITY_BLOCK] = { "block", BOTH("blocks", "阻断") },
};
static_assert(
	sizeof(severity_rows) / sizeof(severity_rows[0]) == SEVERITY_COUNT,
	"a row for each severity");

const struct word_row *
severity_row(enum severity s)
{
	assert(s < SEVERITY_COUNT);
	return &severity_rows[s];
}

void
lint_rules_release(struct lint_rules *r)
{
	if (!r)
		return;
	automaton_free(r->automaton);
	for (size_t i = 0; i < r->rule_count; i++)
		pattern_free(r->rules[i].pattern);
	for (size_t i = 0; i < r->list_count; i++)
		for (size_t k = 0; k < r->lists[i].row_count; k++)
			pattern_free(r->lists[i].rows[k].pattern);
}

size_t
lint_rules_count(const struct lint_rules *r)
{
	return r->rule_count;
}

const struct lint_rule *
lint_rules_at(const struct lint_rules *r, size_t i)
{
	return &r->rules[i];
}

const struct lint_rule *
lint_rules_named(const struct lint_rules *r, const char *id)
{
	for (size_t i = 0; i < r->rule_count; i++)
		if (strcmp(r->rules[i].id, id) == 0)
			return &r->rules[i];
	return NULL;
}

const struct lint_list *
lint_list_named(const struct lint_rules *r, const char *name)
{
	size_t low = 0, high = r->list_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = strcmp(r->lists[mid].name, name);

		if (c == 0)
			return &r->lists[mid];
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const struct lint_list *
lint_list_at(const struct lint_rules *r, size_t i)
{
	return i < r->list_count ? &r->lists[i] : NULL;
}

size_t
lint_contact_count(const struct lint_rules *r)
{
	return r->contact_count;
}

const struct lint_contact *
lint_contact_at(const struct lint_rules *r, size_t i)
{
	return &r->contacts[i];
}

bool
lint_is_contact(const struct lint_rules *r, const char *number)
{
	char digits[24];
	size_t n = 0;

	for (; *number; number++) {
		if (strchr(" -()", *number))
			continue;
		if (*number < '0' || *number > '9' || n + 1 == sizeof(digits))
			return false;
		digits[n++] = *number;
	}
	digits[n] = '\0';
	for (size_t i = 0; i < r->contact_count; i++)
		if (strcmp(r->contacts[i].number, digits) == 0)
			return true;
	return false;
}

/*
 * The row is in force at `now`; if that is not known, only a row that never
 * ends is.
 */
static bool
in_days(const struct validity *v, int64_t now)
{
	return now ? now >= v->from && now <= v->until : v->until == INT64_MAX;
}

bool
lint_rule_holds(const struct lint_rules *r, const struct lint_rule *rule,
	int64_t now, const char *region)
{
	if (!in_days(&rule->valid, now))
		return false;
	if (*rule->region)
		return region && strcmp(rule->region, region) == 0;
	for (size_t i = 0; region && *region && i < r->rule_count; i++) {
		const struct lint_rule *own = &r->rules[i];

		if (strcmp(own->region, region) == 0 &&
			strcmp(own->id, rule->id) == 0 &&
			in_days(&own->valid, now))
			return false;
	}
	return true;
}

bool
lint_row_holds(const struct lint_row *row, int64_t now, const char *region)
{
	const struct lint_list *list = row->list;

	if (!in_days(&row->valid, now))
		return false;
	if (*row->region)
		return region && strcmp(row->region, region) == 0;
	if (!*row->id)
		return true;
	for (size_t i = 0; region && *region && i < list->row_count; i++) {
		const struct lint_row *own = &list->rows[i];

		if (strcmp(own->region, region) == 0 &&
			strcmp(own->id, row->id) == 0 &&
			in_days(&own->valid, now))
			return false;
	}
	return true;
}
