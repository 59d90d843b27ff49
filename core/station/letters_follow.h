/*
 * What a letter sets going here once it was judged sound: entries beside
 * letter.taken, in the same act. One function a kind; a kind without one waits
 * for officers. A halt comes twice: when it waits for letters before it (it is
 * obeyed at once, `early`), and in its place.
 */
#ifndef CRIER_STATION_LETTERS_FOLLOW_H
#define CRIER_STATION_LETTERS_FOLLOW_H

#include "letter/judge.h"
#include "station/acts.h"

struct letter_came {
	const struct letter *letter;
	const struct letter_verdict *verdict; /* with kind and body */
	bool early; /* a halt before its place */
};

/*
 * A refusal ends the whole act: the letter then is not taken either. What the
 * sender asks for in vain is no refusal; it is for officers to answer.
 */
enum err_code letters_follow(struct judged *out, struct station *st,
	const struct act_context *f, const struct letter_came *c,
	struct err *err);

#endif
