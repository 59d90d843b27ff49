/*
 * The emergency lane: a text that was approved before it was needed goes out
 * on two persons, who wrote it and one who approves. If that one may not sign
 * (signer, head of the unit), a signature is supplemented within the tier's
 * minutes; a clock of the incident runs for it, and if it is missed, that is
 * an entry for ever. Any hand on the fixed text leaves the lane.
 */
#ifndef CRIER_DOMAIN_LANE_H
#define CRIER_DOMAIN_LANE_H

#include <jansson.h>
#include <stdbool.h>

#include "domain/compose.h"
#include "domain/world.h"

/* May these facts go by the lane? REFUSE_LANE says why not. */
enum err_code
lane_check(const struct world *w, const struct facts *facts, struct err *err);

/* The tier of a message that is submitted: the lane's if it is asked for. */
const struct tier *
lane_tier(const struct world *w, const json_t *act, enum message_kind kind);

/* Into the body of an approval: by when a signature is due, and its clock. */
void lane_approved(json_t *body, const struct world *w);

/* The clock's rule: "supplement 2026-0123/3". */
void lane_rule(char out[64], const struct message *m);

/* A signature is due and not given. */
bool lane_is_open(const struct message *m);

#endif
