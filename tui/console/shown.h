/*
 * What a terminal shows of a cell in as many columns: the cell itself, an
 * ASCII twin where the terminal may draw it wider, or a question mark for
 * what its charset does not have.
 */
#ifndef CRIER_TUI_SHOWN_H
#define CRIER_TUI_SHOWN_H

#include "tui/console/charset.h"
#include "tui/console/grid.h"

/* A question mark takes one column: a wide cell needs two. */
void shown_cell(wchar_t out[CLUSTER_CHARS + 1], const struct cell *cell,
	const struct charset *charset, bool narrow);

#endif
