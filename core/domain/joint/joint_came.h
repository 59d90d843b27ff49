/*
 * Judging the leader's word (call, fire, halt) once its letter was found sound:
 * the entries that come of it here, and of each word one that says what was done
 * or why not. Its sender is told by the next letter (joint_stand.h).
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_CAME_H
#define CRIER_DOMAIN_JOINT_JOINT_CAME_H

#include "crier/partner.h"
#include "domain/joint/joint.h"
#include "domain/judged.h"
#include "domain/world.h"

struct word_came {
	enum letter_kind kind;
	const char *from, *letter;
	bool drill;
	const json_t *says;
};

/* Our incident that it is about; "" none, or nobody knows. */
const char *word_incident(const struct world *w, const struct word_came *c);

/*
 * The world has that incident, if there is one; its message is found here. A
 * halt is obeyed without asking anybody: it needs no relay, no rule and no
 * clock. The same letter again adds nothing.
 */
void judge_word_came(
	struct judged *out, const struct world *w, const struct word_came *c);

/* Adds the halt of the world's message where one holds for its order and has not
 * stopped it: whoever said it leads, as we know only now. */
void judge_joint_obeys(
	struct judged *out, const struct world *w, const struct joint_order *o);

#endif
