/*
 * Entries of the ledger in words: what happened, to what, and what matters
 * of it.
 */
#ifndef CRIER_TUI_PRINT_ENTRY_H
#define CRIER_TUI_PRINT_ENTRY_H

#include <jansson.h>
#include <stddef.h>

#include "base/lang.h"

/* What matters of the body, on one line; "" if nothing more does. */
void entry_detail(
	char *out, size_t size, const json_t *entry, enum lang lang, int zone);

/* What an act yielded, a line each. */
void print_entries_done(const json_t *entries, enum lang lang, int zone);

/* Entries as a table: number, time, who, what. */
void print_entries_table(const json_t *entries, enum lang lang, int zone);

#endif
