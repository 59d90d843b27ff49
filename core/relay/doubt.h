/*
 * What may be there although it was said not to be: a no that may hide a
 * success, and what stands in part. Private to this folder.
 */
#ifndef CRIER_RELAY_DOUBT_H
#define CRIER_RELAY_DOUBT_H

#include "relay/internal.h"

/* Remembers the no of this attempt, here and in the memo. */
void doubt_keep(struct task *t, const struct wire_judgment *v);
void doubt_resume(struct task *t); /* from the memo, for a later look-up */
bool doubt_is_open(const struct task *t);

/* The step that settles an unknown of it; STEP_NONE: a person. */
enum wire_step doubt_settled_by(const struct task *t);

/* A person has said what became of the attempt that nothing settled: only what
 * is absent is asked for again. */
void doubt_end(struct task *t);

/*
 * The state it may be said to have ended in: what is not known to be absent,
 * files of which some are there or an attempt before that nothing settled, is
 * unknown, whatever became of the last attempt.
 */
enum delivery_state
doubt_state(const struct task *t, enum delivery_state state);

#endif
