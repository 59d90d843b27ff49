/*
 * The parts of a case, each filled by a file of its own. For evidence*.c.
 */
#ifndef CRIER_DOMAIN_REVIEW_REVIEW_FINDINGS_INTERNAL_H
#define CRIER_DOMAIN_REVIEW_REVIEW_FINDINGS_INTERNAL_H

#include "domain/review/review_findings.h"

/* Figures, earlier bulletins, thresholds and lines: review_series.c. */
void review_findings_put_series(struct review_findings *e,
	const struct world *w, const struct facts *facts);

#endif
