/*
 * Are two names those of one unit? Another spelling is, and so is the name
 * with the place in front (县水利局, 云溪县水利局); two units joined (县水利局和
 * 市水文局) are not the one.
 */
#ifndef CRIER_LINT_UNIT_H
#define CRIER_LINT_UNIT_H

#include <stdbool.h>

bool unit_is_same(const char *a, const char *b);

#endif
