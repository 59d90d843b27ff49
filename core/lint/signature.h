/*
 * Finds who signs a text: the last lines that are no sentences, such as a
 * unit's name and a date.
 */
#ifndef CRIER_LINT_SIGNATURE_H
#define CRIER_LINT_SIGNATURE_H

#include "lint/lint_scan.h"

/* Where it begins in the folded text; the text's length if there is none. */
size_t signature_start(const struct lint_text *t);

#endif
