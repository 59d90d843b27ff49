/*
 * Showing a sheet.
 */
#include "tui/cli/sheet.h"

#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "tui/cli/outlet.h"
#include "tui/cli/print.h"
#include "tui/pages/i18n.h"

static void
show_sheet_lines(const json_t *lines)
{
	json_t *line;
	size_t n;

	json_array_foreach(lines, n, line)
	{
		print_line("%s", json_string_value(line));
	}
}

static void
show_sheet_table(const json_t *part)
{
	struct print_table *t = table_new();
	json_t *row, *cell;
	size_t n, i;

	json_array_foreach(doc_get(part, "heads"), i, cell)
	{
		table_head(t, json_string_value(cell), false);
	}
	json_array_foreach(doc_get(part, "rows"), n, row)
	{
		json_array_foreach(row, i, cell)
		{
			table_cell(t, json_string_value(cell));
		}
	}
	table_print(t);
}

static void
show_sheet(const json_t *sheet)
{
	json_t *part;
	size_t n;

	print_line("%s", doc_str(sheet, "title"));
	show_sheet_lines(doc_get(sheet, "lines"));
	json_array_foreach(doc_get(sheet, "parts"), n, part)
	{
		print_line("%s", "");
		if (*doc_str(part, "title"))
			print_line("%s", doc_str(part, "title"));
		if (*doc_str(part, "note"))
			print_line("%s", doc_str(part, "note"));
		if (json_array_size(doc_get(part, "heads")) > 0)
			show_sheet_table(part);
	}
	print_line("%s", "");
	show_sheet_lines(doc_get(sheet, "foot"));
}

static enum err_code
ask_sheet(json_t **answer, struct cli *c, struct err *err)
{
	json_t *fields = NULL;
	enum err_code rc = cli_open(c, err);

	if (rc == ERR_OK)
		rc = cli_fields(&fields, c, err);
	if (rc != ERR_OK)
		return rc;
	return cli_ask(answer, c, c->verb->question, fields, err);
}

int
sheet_run(struct cli *c)
{
	struct err err = { 0 };
	struct outlet sink;
	json_t *answer = NULL;
	const char *text;
	enum err_code rc = ask_sheet(&answer, c, &err);

	if (rc != ERR_OK)
		return cli_fail(c, &err);
	text = doc_str(answer, "text");
	if (cli_option(c, "output") && (c->json || *text == '\0')) {
		rc = err_set(&err, ERR_USAGE, "--output",
			_("Add --format html or --format csv, without --json."),
			_("only a page or a table goes into a file"));
	} else if (c->json) {
		print_doc(answer);
	} else if (*text == '\0') {
		show_sheet(answer);
	} else {
		rc = outlet_open(&sink, cli_option(c, "output"), true, &err);
		if (rc == ERR_OK) {
			outlet_put(&sink, text, strlen(text));
			rc = outlet_close(&sink, ERR_OK, &err);
		}
	}
	json_decref(answer);
	return rc == ERR_OK ? EX_OK : cli_fail(c, &err);
}
