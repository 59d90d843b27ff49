/*
 * A sheet as a question answers it: the document itself, or as a page.
 */
#ifndef CRIER_STATION_SHEET_ANSWER_H
#define CRIER_STATION_SHEET_ANSWER_H

#include <jansson.h>

#include "base/err.h"

/* Takes the sheet over. `format`: text or "" is the sheet, html and csv are
 * {text}. */
enum err_code
sheet_answer(json_t **out, json_t *sheet, const char *format, struct err *err);

#endif
