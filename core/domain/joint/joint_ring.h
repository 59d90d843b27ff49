/*
 * The bell for an order that nobody sees to: at the station that was ordered
 * while no officer has read it, at its sender's while a unit has not taken it.
 * When it rings stands in rules/partners.yaml.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_RING_H
#define CRIER_DOMAIN_JOINT_JOINT_RING_H

#include "domain/joint/joint.h"
#include "domain/judged.h"
#include "domain/world.h"

/*
 * Who has still to see to an order that holds at `now`: of theirs ourselves
 * (""), until an officer has read it; of ours each partner that has not said
 * whether it takes it, also one that is rung. New reference to a list of ids;
 * NULL nobody.
 */
json_t *joint_order_waits(
	const struct joint_book *b, const struct joint_order *o, int64_t now);

/* When the bell is to ring next for it, after `now`, UTC ms; 0 never. */
int64_t joint_order_rings(const struct world *w, const struct joint_order *o);

/* Adds joint.rang if it was to ring by now and has not, once however often. */
void judge_joint_rang(
	struct judged *out, const struct world *w, const struct joint_order *o);

#endif
