/*
 * The emergency lane: a text that was approved before it was needed goes out
 * on two persons, who wrote it and one who approves. If that one may not sign
 * (signer, head of the unit), a signature is supplemented within the tier's
 * minutes; a clock of the incident runs for it, and if it is missed, that is
 * an entry for ever. Any hand on the fixed text leaves the lane.
 */
#ifndef CRIER_DOMAIN_REVIEW_REVIEW_LANE_H
#define CRIER_DOMAIN_REVIEW_REVIEW_LANE_H

#include <jansson.h>
#include <stdbool.h>

#include "domain/text/compose.h"
#include "domain/world.h"

/* Whose word is a signature. */
#define LANE_SIGNS (ROLE_BIT(ROLE_SIGNER) | ROLE_BIT(ROLE_HEAD))

/* May these facts go by the lane? REFUSE_LANE says why not. */
enum err_code
lane_check(const struct world *w, const struct facts *facts, struct err *err);

/* The tier of a message that is submitted: the lane's if it is asked for. */
const struct tier *
lane_tier(const struct world *w, const json_t *act, enum message_kind kind);

/*
 * Who signs has agreed by telephone: an officer who may, at the number that
 * the office has of them. No signature, but it stands in the approval.
 */
enum err_code
lane_check_phone(const struct world *w, const json_t *act, struct err *err);

/* Into the body of an approval: who agreed by telephone, by when a signature
 * is due, and its clock. */
void lane_approved(json_t *body, const struct world *w, const json_t *act);

/* The clock's rule: "supplement 2026-0123/3". */
void lane_rule(char out[64], const struct message *m);

#endif
