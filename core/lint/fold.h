/*
 * Texts as the rules read them: folded (text_fold), in simplified characters,
 * and with words whose characters are written apart (测 试, 内　部) joined.
 * Findings still point into the original.
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

/*
 * The simplified form of the Chinese character at the front, three bytes as
 * well; NULL if it has none.
 */
const char *simplified(const char *character);

#endif
