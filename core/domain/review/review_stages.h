/*
 * The stages of a message's review: which gates each has, fixed at submit, and
 * which are passed.
 */
#ifndef CRIER_DOMAIN_REVIEW_REVIEW_STAGES_H
#define CRIER_DOMAIN_REVIEW_REVIEW_STAGES_H

#include "domain/world.h"

/* Does the message pass this gate at this stage? */
bool
message_stage_has(const struct message *m, enum stage stage, enum gate gate);

/* The stage that a gate belongs to; false if the message has not this gate. */
bool
message_gate_stage(enum stage *out, const struct message *m, enum gate gate);

/* Who passed the gate; NULL while nobody has. */
const struct pass *message_pass(const struct message *m, enum gate gate);

/* Every gate of the stage is passed; of the last: the message is approved. */
bool message_stage_complete(const struct message *m, enum stage stage);

/* A signature of the emergency lane is due and not given. */
bool message_owes_signature(const struct message *m);

/* [{stage, title, complete, gates: [{gate, title, roles, attests, citation,
 * state, by, time, reason, accepts}]}]; new reference. */
json_t *review_stages_doc(const struct world *w);

#endif
