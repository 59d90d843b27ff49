/*
 * Values of documents that one key alone does not say: the functions that
 * documents.def names. Each gives a text that the caller frees.
 */
#ifndef CRIER_TUI_DOCUMENT_OWN_H
#define CRIER_TUI_DOCUMENT_OWN_H

#include "tui/pages/document.h"

#define OWN(doc, name, key, function, en, zh)                                  \
	char *function(const struct look *k, const json_t *d, const json_t *v);
#include "tui/pages/document_rows.h"

#endif
