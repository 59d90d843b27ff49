/*
 * Rows of a province, of some platforms and of some days: reading which they
 * are, and whether one holds here and now.
 */
#include "domain/library/rules_scope.h"

#include <string.h>

const char *const *
yaml_texts(size_t *count, struct yaml_reader *r, const struct yaml *node,
	const char *key)
{
	size_t n = yaml_count(node, key);
	const char **texts = pool_array(r->pool, n, sizeof(*texts));

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		const struct yaml *item = yaml_get(node, key)->items[i];

		if (item->kind == YAML_TEXT && *item->text)
			texts[(*count)++] = pool_strdup(r->pool, item->text);
		else
			yaml_fault(r, item, REFUSE_SHAPE,
				WITH(arg_key(key),
					ARG_BOTH("a list of texts",
						"文字列表")));
	}
	return texts;
}

static const struct register_scope *
scope_at(struct scoped_rows rows, size_t i)
{
	const char *first = rows.first;

	return (const void *)(first + i * rows.size);
}

static bool
scope_is_on(struct validity valid, int64_t now)
{
	return now >= valid.from && now <= valid.until;
}

/* An id has one row for the same province on the same day. */
static bool
is_scope_twice(struct scoped_rows rows, const struct register_scope *scope)
{
	for (size_t i = 0; i < rows.count; i++) {
		const struct register_scope *s = scope_at(rows, i);

		if (strcmp(s->id, scope->id) == 0 &&
			strcmp(s->region, scope->region) == 0 &&
			s->valid.until >= scope->valid.from &&
			scope->valid.until >= s->valid.from)
			return true;
	}
	return false;
}

/* The scope of the row at this node, which must not be one of `rows`. */
struct register_scope
scope_read(
	struct scoped_rows rows, struct yaml_reader *r, const struct yaml *node)
{
	struct register_scope scope = { .id = yaml_read_text(r, node, "id"),
		.region = yaml_read_text(r, node, "region"),
		.valid = yaml_read_validity(r, node) };

	scope.platforms =
		yaml_texts(&scope.platform_count, r, node, "platforms");
	if (is_scope_twice(rows, &scope))
		yaml_fault_twice(r, node, "id");
	return scope;
}

bool
scope_names(const char *const *list, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i], word) == 0)
			return true;
	return count == 0;
}

/* Has the province a row of its own in place of this one? */
static bool
is_scope_replaced(struct scoped_rows rows, const struct register_scope *scope,
	const char *here, int64_t now)
{
	for (size_t i = 0; *here && i < rows.count; i++) {
		const struct register_scope *s = scope_at(rows, i);

		if (strcmp(s->region, here) == 0 &&
			strcmp(s->id, scope->id) == 0 &&
			scope_is_on(s->valid, now))
			return true;
	}
	return false;
}

bool
scope_holds(struct scoped_rows rows, const struct register_scope *scope,
	const char *region, const char *platform, int64_t now)
{
	const char *here = region ? region : "";

	if (!scope_is_on(scope->valid, now) ||
		!scope_names(scope->platforms, scope->platform_count, platform))
		return false;
	if (*scope->region)
		return strcmp(scope->region, here) == 0;
	return !is_scope_replaced(rows, scope, here, now);
}
