/*
 * A sheet (domain/sheet/sheet.h) as a page to print or as a table for a
 * spreadsheet. Pure; the page stands alone, without script or outside style.
 */
#ifndef CRIER_EXPORT_SHEET_H
#define CRIER_EXPORT_SHEET_H

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"

enum { SHEET_FILE_MAX = 900 * 1024 }; /* bytes: an answer holds it */

/* The caller frees *out. ERR_INVALID where it holds what no page can carry,
 * or is larger than that. */
enum err_code sheet_html(char **out, const json_t *sheet, struct err *err);

/* RFC 4180: a line for each row, the part's title in the first column. */
enum err_code sheet_csv(char **out, const json_t *sheet, struct err *err);

/*
 * One field and what follows it; quotes are doubled, and a leading sign is
 * kept from being a formula. False where it did not fit.
 */
bool csv_field(struct buf *out, const char *text, bool last);

#endif
