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

static const char *const form_of_words[] = {
	[FORM_OF_ACCOUNT] = "account", [FORM_OF_IMPOSTOR] = "impostor"
};
static_assert(COUNT(form_of_words) == FORM_OFS, "a word each");

static const char *
form_of_word(int i)
{
	return form_of_words[i];
}

static bool
form_field_is_of(enum form_field field, enum form_of of)
{
	return field >= FORM_UNIT ||
		(field >= FORM_CASE) == (of == FORM_OF_IMPOSTOR);
}

const char *
form_text_next(const char **at, size_t *len, int *field)
{
	const char *from = *at, *open, *end;

	if (*from == '\0')
		return NULL;
	*len = strcspn(from, "{");
	*field = -1;
	open = from + *len;
	*at = open;
	if (*open == '\0')
		return from;
	end = open + strcspn(open, "}");
	*field = FORM_FIELD_COUNT;
	*at = *end ? end + 1 : end;
	for (int n = 0; *end && n < FORM_FIELD_COUNT; n++)
		if (strlen(form_words[n]) == (size_t)(end - open - 1) &&
			strncmp(form_words[n], open + 1,
				strlen(form_words[n])) == 0)
			*field = n;
	return from;
}

const struct field rules_form_fields[10] = {
	{ "id", YAML_TEXT, true },
	{ "of", YAML_TEXT, false },
	{ "text", YAML_MAP, false },
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

/* Can every place in the text be filled in, and are there not too many? */
static bool
is_form_text(const char *text, enum form_of of)
{
	size_t len, places = 0;
	int field;
	bool fits = strlen(text) <= FORM_TEXT;

	while (fits && form_text_next(&text, &len, &field) != NULL)
		if (field >= 0)
			fits = field < FORM_FIELD_COUNT &&
				form_field_is_of((enum form_field)field, of) &&
				++places <= FORM_PLACES;
	return fits;
}

static void
check_form(struct yaml_reader *r, const struct yaml *node,
	const struct form_rule *row)
{
	for (int lang = 0; lang < LANG_COUNT; lang++)
		if (!is_form_text(row->text.in[lang], row->of))
			yaml_fault(r, yaml_get(node, "text"), REFUSE_SHAPE,
				WITH(arg_key("text"),
					ARG_BOTH("short text with {fields} of "
						 "this form in braces",
						"带{项目}"
						"的短文，项目须属于本表")));
	for (size_t i = 0; i < row->line_count; i++)
		if (!form_field_is_of(row->lines[i].field, row->of))
			yaml_fault(r, yaml_get(node, "lines"), REFUSE_VALUE,
				WITH(arg_text(form_field_word(
					     (int)row->lines[i].field)),
					arg_key("field"),
					arg_words(form_of_word((int)row->of))));
}

void
form_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct form_rule row = {
		.scope = scope_read(scoped_forms(out), r, node),
		.title = yaml_read_both(r, node, "title"),
		.of = (enum form_of)yaml_read_word(
			r, node, "of", form_of_word, FORM_OFS, FORM_OF_ACCOUNT),
		.list = yaml_read_bool(r, node, "list"),
		.text = yaml_read_both(r, node, "text"),
		.citation = yaml_read_text(r, node, "citation"),
	};

	row.lines = form_lines(&row.line_count, r, node);
	check_form(r, node, &row);
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
