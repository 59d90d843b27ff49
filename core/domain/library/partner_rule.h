/*
 * Rows of rules/partners.yaml: what a partner of each rank may send us, when the
 * bell rings for an order, and how long sealing keys are in force.
 */
#ifndef CRIER_DOMAIN_LIBRARY_PARTNER_RULE_H
#define CRIER_DOMAIN_LIBRARY_PARTNER_RULE_H

#include "base/instant.h"
#include "crier/partner.h"

typedef unsigned letter_set; /* 1 << enum letter_kind */

/* One row of partners.yaml. */
struct partner_rule {
	enum partner_rank rank;
	letter_set may; /* what it may send us */
	enum partner_order order; /* where it may order */
	const char *citation;
	struct validity valid;
};

/* One row of `rings`: the bell for an order that nobody reads. */
struct ring_rule {
	int minutes; /* after it came, or was sent */
	const char *citation;
};

/* How long our sealing keys are in force, and those before are kept. */
struct seal_rule {
	int change_days, keep_days;
};

#endif
