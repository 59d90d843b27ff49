/*
 * What acts about joint incidents share. Not for others.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_ACTS_H
#define CRIER_DOMAIN_JOINT_JOINT_ACTS_H

#include "crier/arg.h"
#include "domain/joint/joint.h"
#include "domain/judged.h"
#include "domain/world.h"

/* A partner by its name, for a refusal. */
struct arg joint_partner_arg(const struct office *o, const char *id);

/* May it be written to? One without a station only where `by_hand` says so. */
enum err_code joint_check_partner(
	const struct office *o, const char *id, bool by_hand, struct err *err);

/* Have we a card, by which partners know us? */
enum err_code joint_check_card(const struct world *w, struct err *err);

/* The joint incident of the world's one, in which we are: REFUSE_JOINT_NOT. */
enum err_code
joint_joined(const struct joint **out, const struct world *w, struct err *err);

/* What a letter of this kind begins with; of an opening without `j`. */
json_t *joint_letter(enum letter_kind kind, const struct joint *j);

/* Of ours: who was invited and has not gone; new reference. */
json_t *joint_still_there(const struct world *w, const struct joint *j);

/* The entry of a letter that the station is to write; takes `to` and `says`. */
void joint_send(struct judged *out, json_t *to, bool drill, json_t *says);

/* Another unit's order that an act names; REFUSE_JOINT_ORDER_NONE. */
enum err_code joint_order_named(const struct joint_order **out,
	const struct world *w, const json_t *act, struct err *err);

/* Whoever was ordered and has not refused, is known and has a station; new. */
json_t *
joint_carriers(const struct office *office, const struct joint_order *o);

/* Does a halt of whoever may halt it hold? REFUSE_JOINT_HALTED. */
enum err_code joint_check_halt(const struct world *w,
	const struct joint_order *o, const char *where, struct err *err);

/* What we say of it: the state, by whom (the world's officer) and when. */
json_t *joint_answer_says(const struct joint_order *o, enum order_answer state,
	const struct world *w);

#endif
