/*
 * Whether two names mean the same unit: spelled differently, or one with its
 * place in front (县水利局, 云溪县水利局). Two units joined
 * (县水利局和市水文局) are not the same as one of them.
 */
#ifndef CRIER_LINT_UNIT_H
#define CRIER_LINT_UNIT_H

#include <stdbool.h>

bool unit_is_same(const char *a, const char *b);

#endif
