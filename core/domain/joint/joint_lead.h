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

/* Are we asked to lead it, and have not answered? */
bool joint_lead_waits(const struct joint *j, const struct office *o);

/* Adds the letter that says to all that the lead has gone over, if it was taken. */
void judge_joint_led(
	struct judged *out, const struct world *w, const struct joint *j);

#endif
