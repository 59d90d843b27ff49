/*
 * Letters in which the leak gate found something. What they say is not in the
 * ledger: it lies in state.db, is shown masked, and is erased after a week. The
 * letter itself stays refused: who needs it asks its sender for another.
 */
#ifndef CRIER_STATION_LETTERS_HELD_H
#define CRIER_STATION_LETTERS_HELD_H

#include <jansson.h>

#include "domain/library/rules.h"
#include "station/station.h"

/* Keeps what a letter says, by its name. */
enum err_code letters_held_keep(struct station *st, const char *letter,
	const char *text, struct err *err);

/* What it says, masked, and until when it lies here; NULL: it does not. */
json_t *letters_held_says(int64_t *until, struct station *st,
	const struct lint_rules *rules, const char *letter);

/* Erases those whose week is over; when the next one's is, UTC ms, or 0. */
int64_t letters_held_tend(struct station *st);

#endif
