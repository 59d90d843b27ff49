/*
 * Texts as the rules read them: folded (text_fold), traditional characters as
 * simplified ones, and words whose characters stand apart (测 试, 内　部) put
 * together. What a finding points at is still the original.
 */
#ifndef CRIER_LINT_FOLD_H
#define CRIER_LINT_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { HAN = 3 }; /* bytes of a Chinese character */

/* A Chinese character (U+3400 to U+9FFF) begins at a place of a text. */
bool han_at(const char *text);

/* Release with text_folded_release. */
void lint_fold(struct text_folded *out, const char *text, size_t len);

/* The simplified form of the Chinese character at the front, three bytes of
 * UTF-8 as that one is; NULL where it has no other. */
const char *simplified(const char *character);

#endif
