/*
 * The practice platform: what a drill's relay talks to instead of the world.
 * It answers like a Mastodon, as a pure function of the job: the option
 * `practice` says how it behaves (ok, slow, limited, lost, refused, mixed),
 * the job's key decides the rest, so that a drill can be repeated exactly.
 * The answers go through the practice connector's ordinary judge.
 */
#ifndef CRIER_WIRE_PRACTICE_H
#define CRIER_WIRE_PRACTICE_H

#include "wire/connector.h"

struct practice_reply {
	struct wire_response answer; /* borrows from the rest of the reply */
	int64_t delay_ms; /* when it arrives, from when it was sent */
	struct buf body;
	char retry_after[16]; /* the header, "" if none */
};

void practice_reply_init(struct practice_reply *r);
void practice_reply_release(struct practice_reply *r);

/*
 * The answer to what the practice connector built for this job and step. A
 * lost reply comes as an unanswered response; whether the post is there is
 * what a later STEP_LOOKUP of the same key will say. `attempt` of the job
 * counts the times STEP_PUBLISH was sent, also during a STEP_LOOKUP.
 */
void practice_answer(struct practice_reply *out, const struct wire_job *job,
	enum wire_step step);

#endif
