/*
 * Text from elsewhere as an editor may hold it: without escape sequences,
 * controls and what nobody sees.
 */
#ifndef CRIER_TUI_EDITOR_CLEAN_H
#define CRIER_TUI_EDITOR_CLEAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

bool editor_is_hidden(uint32_t cp);

/* `out` has room for three bytes of each of the text's; `single`: a new line
 * is a blank. */
void editor_clean(struct buf *out, const char *s, size_t len, bool single);

#endif
