/*
 * Who signed still may: what an officer decided about a text that is not out
 * holds as long as the officer could decide it. One who was suspended, or has
 * lost the role, has signed nothing, suspended no rule, and heard of no unit
 * that agrees. The reason that authors give for a finding stays, as their words
 * do: a reviewer has accepted both.
 */
#ifndef CRIER_DOMAIN_REVIEW_REVIEW_STILL_H
#define CRIER_DOMAIN_REVIEW_REVIEW_STILL_H

#include "crier/act.h"
#include "domain/judged.h"
#include "domain/world.h"

/*
 * Whose decision about the world's message does not hold any more, and which
 * (ACT_RULE_SUSPEND, ACT_REVIEW, ACT_APPROVE, ACT_CONCUR_ANSWER,
 * ACT_RELEASE_ARM); NULL: all hold.
 */
const char *review_not_still(enum act *what, const struct world *w);

/* The station's own act: what does not hold is void, and what was armed by
 * it is disarmed. Of the world's incident; nothing where all holds. */
void judge_stripped(struct judged *out, const struct world *w);

#endif
