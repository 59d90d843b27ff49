/*
 * What units of a joint incident say to the public and among themselves: their
 * bulletins, lines to take and claims, as letters. Ours go by themselves to who
 * is in it; theirs come into our incident as other organs' words and as claims,
 * and the rules compare our texts with them. Never our own lines.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_SHARE_H
#define CRIER_DOMAIN_JOINT_JOINT_SHARE_H

#include "domain/joint/joint.h"
#include "domain/judged.h"
#include "domain/world.h"

/* Is there somebody to tell, or may there be? */
bool joint_shares(const struct joint *j);

/*
 * Adds the one letter that is due to those who are in the joint incident of the
 * world's: each of our bulletins once when it is out (who comes later gets the
 * last one), our lines when they changed, each claim of ours when it was heard
 * and when it was checked.
 */
void judge_joint_share(
	struct judged *out, const struct world *w, const struct joint *j);

/* Such a letter was written to this partner. */
void joint_shared(struct joint *j, const char *partner, const json_t *says);

/* A letter of a partner. */
struct joint_word {
	enum letter_kind kind;
	const char *partner, *letter;
	int64_t at; /* when it was written, as it says */
	bool drill;
	const json_t *says;
};

/*
 * Adds what it becomes here: nothing, where its sender is not in the joint
 * incident that it names, or ours in it is of the other mode, or over.
 */
void judge_joint_heard(
	struct judged *out, const struct world *w, const struct joint_word *x);

#endif
