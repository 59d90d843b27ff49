/*
 * How much the station writes by itself to who makes it write. Whoever takes our
 * letters takes so many of them in an hour, to whomever they are: who sends us
 * hundreds of orders or halts must not use that up. What waits here is told as
 * it stands when its turn comes, once.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_PACE_H
#define CRIER_DOMAIN_JOINT_JOINT_PACE_H

#include "domain/joint/joint.h"

enum {
	PACE_FREE = 100, /* of one partner in an hour, without waiting */
	PACE_MS = 30000, /* then one in this time */
	PACE_ALL = 400 /* in an hour, of all partners */
};

/* One was written to this partner, then. */
void joint_paced(struct joint_book *b, const char *partner, int64_t at);

/* From when on the next one may be written to it; 0 now. */
int64_t
joint_pace(const struct joint_book *b, const char *partner, int64_t now);

#endif
