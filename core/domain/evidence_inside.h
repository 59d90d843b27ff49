/*
 * The parts of a case, each filled by a file of its own. For evidence*.c.
 */
#ifndef CRIER_DOMAIN_EVIDENCE_INSIDE_H
#define CRIER_DOMAIN_EVIDENCE_INSIDE_H

#include "domain/evidence.h"

/* Figures, earlier bulletins, thresholds and lines: evidence_series.c. */
void evidence_put_series(
	struct evidence *e, const struct world *w, const struct facts *facts);

#endif
