/*
 * Prints one row of a Markdown table for each act.
 */
#include "tui/cli/help_acts.h"

#include <stdio.h>
#include <sysexits.h>

#include "crier/act.h"

static const char *const types[] = {
	[FIELD_TEXT] = "text",
	[FIELD_WORD] = "word",
	[FIELD_ID] = "id",
	[FIELD_DIGEST] = "digest",
	[FIELD_INSTANT] = "instant",
	[FIELD_INT] = "integer",
	[FIELD_BOOL] = "boolean",
	[FIELD_WORDS] = "words",
	[FIELD_TEXTS] = "texts",
	[FIELD_DOC] = "document",
};

static void
print_roles(const struct act_row *row)
{
	const char *gap = "";

	if (row->source == FROM_RELAY) {
		(void)fputs("the relay", stdout);
		return;
	}
	if (row->roles == 0)
		(void)fputs("any officer", stdout);
	for (int r = 0; r < ROLE_COUNT; r++) {
		if (!(row->roles & ROLE_BIT(r)))
			continue;
		(void)printf("%s%s", gap, role_row((enum role)r)->word);
		gap = ", ";
	}
}

/* The words that it may hold: (pass, return). */
static void
print_choices(const struct act_field *f)
{
	struct word_row row;
	size_t n;

	for (n = 0; choice(&row, f->choices, n); n++)
		(void)printf("%s%s", n ? ", " : " (", row.word);
	if (n > 0)
		(void)fputs(")", stdout);
}

static void
print_fields(const struct act_row *row)
{
	const struct act_field *f = row->fields;

	for (size_t i = 0; f[i].name != NULL; i++) {
		(void)printf("%s`%s` %s", i ? ", " : "", f[i].name,
			types[f[i].type]);
		if (f[i].max > 0 && f[i].type != FIELD_DIGEST &&
			f[i].type != FIELD_WORD && f[i].type != FIELD_ID)
			(void)printf(" %zu", f[i].max);
		if (!f[i].required)
			(void)fputs("?", stdout);
		print_choices(&f[i]);
	}
}

int
help_acts(void)
{
	(void)puts("| act | who | fields | what |\n| --- | --- | --- | --- |");
	for (int i = 0; i < ACT_COUNT; i++) {
		const struct act_row *row = act_row((enum act)i);

		(void)printf("| `%s` | ", row->name);
		print_roles(row);
		(void)fputs(" | ", stdout);
		print_fields(row);
		(void)printf(" | %s |\n", row->does.in[LANG_EN]);
	}
	return EX_OK;
}
