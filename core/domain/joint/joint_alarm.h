/*
 * What became of the alarms for an order that nobody has read: which accounts
 * were to be told, and what the relay said of each.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_ALARM_H
#define CRIER_DOMAIN_JOINT_JOINT_ALARM_H

#include "crier/delivery.h"
#include "domain/joint/joint.h"
#include "domain/judged.h"
#include "domain/office/office.h"
#include "domain/world.h"

/* The next account in use that is for alarms, after `*at`; NULL the end. */
const struct account *joint_alarm_next(const struct office *o, size_t *at);

/* Does this reminder reach them? Of orders of ours the unit is rung, by us. */
bool joint_alarm_is_for(const struct joint_order *o);

/* Adds joint.alarmed: no relay is there to be asked. */
void judge_joint_unalarmed(struct judged *out, const struct world *w,
	const struct joint_order *o, const struct account *a);

/* Rows for people; new reference, NULL none were tried. */
json_t *
joint_alarms_doc(const struct office *o, const struct joint_order *order);

#endif
