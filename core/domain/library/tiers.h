/*
 * Gates and tiers: who passes what, in how many stages.
 */
#ifndef CRIER_DOMAIN_LIBRARY_TIERS_H
#define CRIER_DOMAIN_LIBRARY_TIERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"
#include "crier/message.h"
#include "crier/role.h"
#include "domain/library/signs.h"

typedef unsigned gate_set; /* bits: 1 << enum gate */

struct gate_rule {
	struct both title, attests; /* attests: what the officer vouches for */
	role_set roles; /* any of these passes the gate */
	bool facts; /* it vouches for facts: no author passes it */
	role_set suspends; /* may, with another, suspend a rule of it */
	const char *citation;
};

struct tier_stage {
	enum stage stage;
	gate_set gates;
	role_set roles[GATE_COUNT]; /* in place of gates.yaml's; 0: those */
};

struct tier {
	const char *id; /* "routine" */
	struct both title;
	struct tier_stage stages[STAGE_COUNT]; /* in order */
	size_t stage_count;
	/*
	 * The emergency lane: for a pre-approved text only, and the signature
	 * is supplemented within so many minutes. 0: not this tier.
	 */
	int supplement;
	enum signs signs;
	bool mirror; /* has what was decided before it is fired */
	const char *citation;
};

#endif
