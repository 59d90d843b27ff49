/*
 * A page to be printed, in one language: what it is called, lines that head
 * it, parts that are tables, and lines that end it. Forms, reports and letters
 * are made as sheets; core/export prints one as HTML or CSV and the command
 * line as text, so all three say the same.
 *
 *	{lang, title, lines: [text], parts: [{title, note, heads: [text],
 *	 rows: [[text]]}], foot: [text]}
 */
#ifndef CRIER_DOMAIN_SHEET_SHEET_H
#define CRIER_DOMAIN_SHEET_SHEET_H

#include <jansson.h>
#include <stdint.h>

#include "base/lang.h"
#include "crier/choice.h"

json_t *sheet_new(const char *title, enum lang lang);

/* A line above the parts, or below them. */
void sheet_line(json_t *sheet, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void sheet_foot(json_t *sheet, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* A line above the parts, of any length. */
void sheet_text(json_t *sheet, const char *text);

/* A part more; borrowed. `note` "" is none. */
json_t *sheet_part(json_t *sheet, const char *title, const char *note);
void sheet_head(json_t *part, const char *text);

/* A row more of the part, and the next cell of the last row. */
void sheet_row(json_t *part);
void sheet_cell(json_t *part, const char *text);
void sheet_number(json_t *part, int64_t n);

/* What a page calls a word of a set; "" where it is none. */
const char *sheet_choice(enum choices set, const char *word, enum lang lang);

#endif
