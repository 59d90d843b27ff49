/*
 * Entries of the ledger in words: what happened, and what matters of it.
 */
#ifndef CRIER_TUI_ENTRY_H
#define CRIER_TUI_ENTRY_H

#include <jansson.h>
#include <stddef.h>

#include "base/lang.h"

/* What kind of entry it is; borrowed. */
const char *entry_title(const char *kind, enum lang lang);

/* What matters of the body, on one line; "" if nothing more does. */
void entry_detail(
	char *out, size_t size, const json_t *entry, enum lang lang, int zone);

#endif
