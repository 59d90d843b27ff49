/*
 * Calls, fires and halts of other units, as their letters come.
 */
#ifndef CRIER_STATION_LETTERS_SIGNAL_H
#define CRIER_STATION_LETTERS_SIGNAL_H

#include "station/letters_follow.h"

/* Never refuses: what may not be is an entry that says so. */
enum err_code letters_signal(struct judged *out, struct station *st,
	const struct act_context *f, const struct letter_came *c,
	struct err *err);

#endif
