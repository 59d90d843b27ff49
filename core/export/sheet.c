/*
 * The HTML and the CSV of a sheet. Every text passes the escaping writer, or
 * the quotes of csv_field.
 */
#include "export/sheet.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "export/writer.h"

static const char sheet_style[] =
	"body{max-width:60rem;margin:0 auto;padding:1rem;line-height:1.6;"
	"font-family:\"Noto Serif CJK SC\",SimSun,serif;color:#000;"
	"background:#fff}\n"
	"h1{font-size:1.4rem;text-align:center}h2{font-size:1.1rem}\n"
	"table{border-collapse:collapse;width:100%}\n"
	"th,td{border:1px solid #000;padding:.2rem .5rem;text-align:left;"
	"vertical-align:top;overflow-wrap:anywhere}\n"
	"thead{display:table-header-group}tr{break-inside:avoid}\n"
	"@page{margin:18mm}@media print{body{max-width:none;padding:0}}\n";

static void
sheet_lines(struct writer *w, const json_t *list)
{
	json_t *line;
	size_t n;

	json_array_foreach(list, n, line)
	{
		writer_element(w, "p", json_string_value(line));
	}
}

static void
html_row(struct writer *w, const json_t *cells, const char *name)
{
	json_t *cell;
	size_t n;

	writer_raw(w, "<tr>");
	json_array_foreach(cells, n, cell)
	{
		writer_raw(w, "<");
		writer_raw(w, name);
		writer_raw(w, ">");
		writer_text(w, json_string_value(cell));
		writer_raw(w, "</");
		writer_raw(w, name);
		writer_raw(w, ">");
	}
	writer_raw(w, "</tr>\n");
}

static void
html_part(struct writer *w, const json_t *part)
{
	json_t *row;
	size_t n;

	writer_element(w, "h2", doc_str(part, "title"));
	writer_element(w, "p", doc_str(part, "note"));
	if (json_array_size(doc_get(part, "rows")) == 0)
		return;
	writer_raw(w, "<table>\n");
	if (json_array_size(doc_get(part, "heads")) > 0) {
		writer_raw(w, "<thead>");
		html_row(w, doc_get(part, "heads"), "th");
		writer_raw(w, "</thead>\n");
	}
	writer_raw(w, "<tbody>\n");
	json_array_foreach(doc_get(part, "rows"), n, row)
	{
		html_row(w, row, "td");
	}
	writer_raw(w, "</tbody>\n</table>\n");
}

static enum err_code
sheet_taken(char **out, struct writer *w, struct err *err)
{
	enum err_code rc = ERR_OK;

	if (w->bad)
		rc = refuse(err, REFUSE_FIELD, "format",
			WITH(arg_key("html"),
				ARG_BOTH("cannot carry a text of this page",
					"无法容纳本页中的某段文字")));
	else if (w->full)
		rc = refuse(err, REFUSE_FIELD, "format",
			WITH(arg_key("page"),
				ARG_BOTH("is too large", "内容过多")));
	else
		*out = buf_take(&w->out);
	writer_release(w);
	return rc;
}

enum err_code
sheet_html(char **out, const json_t *sheet, struct err *err)
{
	struct writer w;
	json_t *part;
	size_t n;

	writer_init(&w, SHEET_FILE_MAX);
	writer_raw(&w, "<!DOCTYPE html>\n<html lang=\"");
	writer_raw(
		&w, strcmp(doc_str(sheet, "lang"), "zh") == 0 ? "zh-CN" : "en");
	writer_raw(&w, "\">\n<head>\n<meta charset=\"utf-8\"/>\n");
	writer_element(&w, "title", doc_str(sheet, "title"));
	writer_raw(&w, "<style>\n");
	writer_raw(&w, sheet_style);
	writer_raw(&w, "</style>\n</head>\n<body>\n");
	writer_element(&w, "h1", doc_str(sheet, "title"));
	sheet_lines(&w, doc_get(sheet, "lines"));
	json_array_foreach(doc_get(sheet, "parts"), n, part)
	{
		html_part(&w, part);
	}
	sheet_lines(&w, doc_get(sheet, "foot"));
	writer_raw(&w, "</body>\n</html>\n");
	return sheet_taken(out, &w, err);
}

bool
csv_field(struct buf *out, const char *text, bool last)
{
	bool fits = buf_try_puts(out, "\"");

	if (*text && strchr("=+-@", *text) != NULL)
		fits = fits && buf_try_puts(out, "'");
	for (; *text; text++)
		fits = fits && (*text != '"' || buf_try_puts(out, "\"")) &&
			buf_try_add(out, text, 1);
	return fits && buf_try_puts(out, last ? "\"\r\n" : "\",");
}

/* The part's title, then the cells. */
static bool
csv_row(struct buf *out, const char *title, const json_t *cells)
{
	size_t count = json_array_size(cells);
	bool fits = csv_field(out, title, count == 0);

	for (size_t i = 0; i < count; i++)
		fits = fits &&
			csv_field(out,
				json_string_value(json_array_get(cells, i)),
				i + 1 == count);
	return fits;
}

static bool
csv_part(struct buf *out, const json_t *part)
{
	const char *title = doc_str(part, "title");
	bool fits = true;
	json_t *row;
	size_t n;

	if (json_array_size(doc_get(part, "heads")) > 0)
		fits = csv_row(out, title, doc_get(part, "heads"));
	json_array_foreach(doc_get(part, "rows"), n, row)
	{
		fits = fits && csv_row(out, title, row);
	}
	return fits;
}

enum err_code
sheet_csv(char **out, const json_t *sheet, struct err *err)
{
	struct writer w;
	json_t *part;
	size_t n;

	writer_init(&w, SHEET_FILE_MAX);
	/* spreadsheets take a file without this mark for the local code page */
	w.full = !buf_try_puts(&w.out, "\xEF\xBB\xBF") ||
		!csv_row(&w.out, doc_str(sheet, "title"),
			doc_get(sheet, "lines"));
	json_array_foreach(doc_get(sheet, "parts"), n, part)
	{
		w.full = w.full || !csv_part(&w.out, part);
	}
	return sheet_taken(out, &w, err);
}
