/*
 * Pairs and tables of documents.
 */
#include "tui/cli/show.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "crier/subject.h"
#include "tui/pages/entry.h"
#include "tui/pages/i18n.h"

struct look
show_look(const struct cli *c)
{
	return (struct look){
		.lang = c->lang, .zone = c->zone, .now = c->now, .demo = c->demo
	};
}

/* A value of several lines has its label before each. */
static void
show_lines(const char *label, char *text)
{
	char *line, *rest = text;

	while ((line = strsep(&rest, "\n")) != NULL)
		print_pair(label, line);
}

void
show_pairs(const struct cli *c, enum document of, const char *keys,
	const json_t *doc)
{
	struct look look = show_look(c);
	char name[DOCUMENT_NAME], *text;

	while (document_next(name, &keys)) {
		text = document_say(&look, of, name, doc);
		if (document_find(of, name)->how == HOW_OWN)
			show_lines(document_label(&look, of, name), text);
		else
			print_pair(document_label(&look, of, name), text);
		free(text);
	}
}

void
show_heads(const struct cli *c, struct print_table *t, enum document of,
	const char *keys)
{
	struct look look = show_look(c);
	char name[DOCUMENT_NAME];

	while (document_next(name, &keys))
		table_head(t, document_label(&look, of, name),
			document_find(of, name)->how == HOW_NUMBER);
}

void
show_cells(const struct cli *c, struct print_table *t, enum document of,
	const char *keys, const json_t *doc)
{
	struct look look = show_look(c);
	char name[DOCUMENT_NAME], *text;

	while (document_next(name, &keys)) {
		text = document_say(&look, of, name, doc);
		table_cell(t, text);
		free(text);
	}
}

struct print_table *
show_table(const struct cli *c, enum document of, const char *keys)
{
	struct print_table *t = table_new();

	show_heads(c, t, of, keys);
	return t;
}

void
show_rows(const struct cli *c, enum document of, const char *keys,
	const json_t *rows)
{
	struct print_table *t = show_table(c, of, keys);
	json_t *row;
	size_t i;

	json_array_foreach(doc_borrow(rows), i, row)
		show_cells(c, t, of, keys, row);
	table_print(t);
}

void
show_part(const struct cli *c, enum document of, const char *keys,
	const json_t *rows)
{
	if (json_array_size(rows) > 0)
		print_line("%s", "");
	show_rows(c, of, keys, rows);
}

void
show_listing(const struct cli *c, const json_t *answer)
{
	const struct listing *l = &c->verb->listing;
	const json_t *rows = doc_get(answer, l->rows ? l->rows : "rows");

	if (json_array_size(rows) == 0 && l->none)
		print_line("%s", _(l->none));
	show_rows(c, (enum document)l->of, l->keys, rows);
}

void
show_done(const struct cli *c, const json_t *entries)
{
	char detail[1000];
	json_t *e;
	size_t i;

	json_array_foreach(doc_borrow(entries), i, e)
	{
		const char *subject =
			subject_id(doc_get(e, "body"), doc_str(e, "incident"));

		entry_detail(detail, sizeof(detail), e, c->lang, c->zone);
		print_line("%s%s%s%s%s",
			entry_title(doc_str(e, "kind"), c->lang),
			*subject ? " " : "", subject, *detail ? ": " : "",
			detail);
	}
}
