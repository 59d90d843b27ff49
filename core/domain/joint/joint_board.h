/*
 * The board of an order (联合看板): who ordered it tells all who joined which
 * units have it out. States of units and how many accounts they are, never
 * whose. What comes is believed of who ordered alone, and of others as its word.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_BOARD_H
#define CRIER_DOMAIN_JOINT_JOINT_BOARD_H

#include "domain/joint/joint.h"
#include "domain/judged.h"
#include "domain/world.h"

/*
 * Adds the letter to all who joined, if an order of ours is out or halted
 * somewhere and they were told otherwise; at most one in ten seconds. The
 * world's message is the order's.
 */
void judge_joint_board(
	struct judged *out, const struct world *w, const struct joint_order *o);

/* When the next one may be written, UTC ms; 0: nothing is to be told. */
int64_t joint_board_next(const struct world *w, const struct joint_order *o);

/* A list of {from, name, state, out, of} that is sound: each unit once, a state
 * that there is, no more out than there are. New reference. */
json_t *joint_board_sound(const json_t *units);

/* The rows of an order of another's, for people, without our own. */
void joint_board_put(
	json_t *doc, const struct office *o, const struct joint_order *order);

#endif
