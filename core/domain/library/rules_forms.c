/*
 * Reads rules/forms.yaml. A library from before there was this file has no
 * forms.
 */
#include "domain/library/form_rule.h"

#include <assert.h>
#include <string.h>

#include "domain/library/rules_parse.h"
#include "domain/library/rules_scope.h"

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

static const char *const form_words[] = {
#define FORM_FIELD(id, word) [FORM_##id] = word,
	FORM_FIELDS
#undef FORM_FIELD
};
static_assert(COUNT(form_words) == FORM_FIELD_COUNT, "a word each");

const char *
form_field_word(int i)
{
	return form_words[i];
}

const struct field rules_form_fields[8] = {
	{ "id", YAML_TEXT, true },
	{ "title", YAML_MAP, true },
	{ "list", YAML_TEXT, false },
	{ "lines", YAML_LIST, true },
	{ "citation", YAML_TEXT, true },
	{ "region", YAML_TEXT, false },
	{ "valid_from", YAML_TEXT, false },
	{ "valid_to", YAML_TEXT, false },
};

static const struct field form_line_fields[] = {
	{ "field", YAML_TEXT, true },
	{ "label", YAML_MAP, true },
};

static struct scoped_rows
scoped_forms(const struct rules *r)
{
	return (struct scoped_rows){ r->forms ? &r->forms->scope : NULL,
		sizeof(*r->forms), r->form_count };
}

void
forms_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->forms = pool_array(pool, rows, sizeof(*out->forms));
}

static struct form_line *
form_lines(size_t *count, struct yaml_reader *r, const struct yaml *node)
{
	size_t n = yaml_count(node, "lines");
	struct form_line *lines = pool_array(r->pool, n, sizeof(*lines));

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		const struct yaml *item = yaml_get(node, "lines")->items[i];

		if (!yaml_read_map(
			    r, item, form_line_fields, COUNT(form_line_fields)))
			continue;
		lines[*count].field = (enum form_field)yaml_read_word(r, item,
			"field", form_field_word, FORM_FIELD_COUNT, FORM_BLANK);
		lines[(*count)++].label = yaml_read_both(r, item, "label");
	}
	return lines;
}

void
form_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct form_rule row = {
		.scope = scope_read(scoped_forms(out), r, node),
		.title = yaml_read_both(r, node, "title"),
		.list = yaml_read_bool(r, node, "list"),
		.citation = yaml_read_text(r, node, "citation"),
	};

	row.lines = form_lines(&row.line_count, r, node);
	out->forms[i] = row;
	out->form_count = i + 1;
}

const struct form_rule *
rules_form(const struct rules *r, const char *id, int64_t now)
{
	for (size_t i = 0; r && i < r->form_count; i++)
		if (strcmp(r->forms[i].scope.id, id) == 0 &&
			scope_holds(scoped_forms(r), &r->forms[i].scope,
				r->region, "", now))
			return &r->forms[i];
	return NULL;
}
