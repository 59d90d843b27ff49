/*
 * Handing the lead of a joint incident over (移交牵头): the leader asks a unit
 * that has joined (`leader` in a letter is that unit), the unit takes it (`re`
 * names that letter) or says no (`leader` is the old one), and the leader's
 * station says to all who leads now (`re` names the letter that took it).
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_LEAD_H
#define CRIER_DOMAIN_JOINT_JOINT_LEAD_H

#include "domain/joint/joint.h"
#include "domain/judged.h"
#include "domain/world.h"

struct joint_lead_letter {
	bool ours;
	const char *partner, *letter;
	int64_t at; /* by our clock */
	json_t *says;
};

/* A letter of that kind, written or taken. What does not fit is passed over. */
void joint_lead_crossed(struct joint *j, const struct joint_lead_letter *x);

/* Where a unit stands is told to who leads: to us, or to who took the lead and
 * waits for the old leader's word, or to us who led and must say who does now. */
bool joint_lead_hears(const struct joint *j, const char *partner);

/* A unit has left, or does not come: it is not asked to lead any more. */
void joint_lead_gone(struct joint *j, const char *partner);

/* Have we still to say something because the lead went over? */
bool joint_lead_owes(const struct joint *j);

/* Adds the letter to the new leader about where we stand, if it was told
 * something else; to a unit that wrote to us who leads now. */
void judge_joint_stood(
	struct judged *out, const struct world *w, const struct joint *j);

/* Are we asked to lead it, and have not answered? */
bool joint_lead_waits(const struct joint *j, const struct office *o);

/* Adds the letter that says to all that the lead has gone over, if it was taken. */
void judge_joint_led(
	struct judged *out, const struct world *w, const struct joint *j);

#endif
