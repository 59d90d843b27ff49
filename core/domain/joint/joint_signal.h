/*
 * The leader's word (call, fire, halt) as letters brought it: which order it is
 * about, whether its sender may say it, and what of it holds. A letter's place
 * in its sender's volumes decides what came first, never when it arrived: a halt
 * is read before what is missing, and stays the later word.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_SIGNAL_H
#define CRIER_DOMAIN_JOINT_JOINT_SIGNAL_H

#include "domain/joint/joint.h"

/* Later letters of a sender have the greater place. */
int64_t letter_place(const json_t *body);

/* Which order a letter of this partner ("" ours) names: by its letter, else by
 * the check code of what it ordered. NULL: none that we know. */
const struct joint_order *signal_order(const struct joint_book *b,
	const char *from, bool drill, const json_t *says);

/* Who ordered it, and who leads the joint incident it belongs to. */
bool signal_may(const struct joint_book *b, const char *from,
	const struct joint_order *o);

/* The joint incident that a letter without an order is about; NULL unless its
 * sender leads it. */
const struct joint *
signal_joint(const struct joint_book *b, const char *from, const json_t *says);

/* Was this halt read before, ahead of its place? */
bool signal_halt_known(const struct joint_book *b, const char *letter);

/* The halt that holds for an order: none came after it and called again. NULL
 * none. Borrowed. */
const struct joint_halt *
joint_order_halt(const struct joint_book *b, const struct joint_order *o);

#endif
