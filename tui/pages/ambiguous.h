/*
 * Signs that some terminals draw in two columns and others in one: frames,
 * quotation marks, dashes. Where a terminal draws them in two, or nobody
 * knows, an ASCII sign of one column is shown in their place, so that no row
 * shifts. What is stored, hashed and sent is not touched.
 */
#ifndef CRIER_TUI_AMBIGUOUS_H
#define CRIER_TUI_AMBIGUOUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool ambiguous_is(uint32_t cp);

/* What is shown for one of them. */
char ambiguous_twin(uint32_t cp);

#endif
