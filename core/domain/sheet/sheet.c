/*
 * Putting a page together, part by part.
 */
#include "domain/sheet/sheet.h"

#include <stdarg.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"

enum { SHEET_LINE = 2000, SHEET_NUMBER = 24 };

json_t *
sheet_new(const char *title, enum lang lang)
{
	json_t *sheet = json_object();

	doc_put_str(sheet, "lang", lang_word(lang));
	doc_put_str(sheet, "title", title);
	doc_put(sheet, "lines", json_array());
	doc_put(sheet, "parts", json_array());
	doc_put(sheet, "foot", json_array());
	return sheet;
}

static void __attribute__((format(printf, 3, 0)))
sheet_add_line(json_t *sheet, const char *key, const char *fmt, va_list ap)
{
	char text[SHEET_LINE];

	fixed_cut_vformat(text, sizeof(text), fmt, ap);
	if (*text)
		json_array_append_new(doc_get(sheet, key), json_string(text));
}

void
sheet_line(json_t *sheet, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	sheet_add_line(sheet, "lines", fmt, ap);
	va_end(ap);
}

void
sheet_text(json_t *sheet, const char *text)
{
	if (*text)
		json_array_append_new(
			doc_get(sheet, "lines"), json_string(text));
}

void
sheet_foot(json_t *sheet, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	sheet_add_line(sheet, "foot", fmt, ap);
	va_end(ap);
}

json_t *
sheet_part(json_t *sheet, const char *title, const char *note)
{
	json_t *part = json_object();

	doc_put_str(part, "title", title);
	doc_put_str(part, "note", note);
	doc_put(part, "heads", json_array());
	doc_put(part, "rows", json_array());
	json_array_append_new(doc_get(sheet, "parts"), part);
	return part;
}

void
sheet_head(json_t *part, const char *text)
{
	json_array_append_new(doc_get(part, "heads"), json_string(text));
}

void
sheet_row(json_t *part)
{
	json_array_append_new(doc_get(part, "rows"), json_array());
}

void
sheet_cell(json_t *part, const char *text)
{
	json_t *rows = doc_get(part, "rows");

	json_array_append_new(json_array_get(rows, json_array_size(rows) - 1),
		json_string(text));
}

void
sheet_number(json_t *part, int64_t n)
{
	char text[SHEET_NUMBER];

	fixed_format(text, sizeof(text), "%lld", (long long)n);
	sheet_cell(part, text);
}

const char *
sheet_choice(enum choices set, const char *word, enum lang lang)
{
	struct word_row row;

	for (size_t n = 0; choice(&row, set, n); n++)
		if (strcmp(row.word, word) == 0)
			return row.title.in[lang];
	return "";
}
