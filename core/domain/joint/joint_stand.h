/*
 * What another unit is to be told of its order, as our message stands, and what
 * is over of ours: the station asks after each entry and at its time.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_STAND_H
#define CRIER_DOMAIN_JOINT_JOINT_STAND_H

#include "domain/joint/joint.h"
#include "domain/judged.h"
#include "domain/world.h"

/* Is there still something to tell of an order? What we halt they are told also
 * after its joint incident's end. */
bool joint_order_lives(
	const struct joint_book *b, const struct joint_order *o, int64_t now);

/* Where our release of an order stands: the world's message, or what was told
 * of it last where there is none. */
enum order_answer joint_stand(const struct world *w,
	const struct joint_order *o, enum order_answer told);

/*
 * Adds the one letter that is due about an order of theirs: what became of a
 * word of the leader's, else our state if it is another than was told last, else
 * the states of our accounts, if they are. The world's message is what it
 * became, or NULL.
 */
void judge_joint_told(
	struct judged *out, const struct world *w, const struct joint_order *o);

/* When it may go on where its reader has had much of us, UTC ms; 0: nothing of
 * it waits for that. */
int64_t joint_told_next(const struct world *w, const struct joint_order *o);

/* Adds the letter to all that have an order of ours, if the world's message was
 * halted since, or another that leads now has halted the order. */
void judge_joint_halting(
	struct judged *out, const struct world *w, const struct joint_order *o);

/* Adds joint.silent if the time to answer an order of ours is over. */
void judge_joint_silent(
	struct judged *out, const struct world *w, const struct joint_order *o);

#endif
