/*
 * What writing and taking letters share: the desk as the ledger has it, and the
 * keys that open. A helper of letters.h.
 */
#ifndef CRIER_STATION_LETTERS_DESK_H
#define CRIER_STATION_LETTERS_DESK_H

#include "letter/desk.h"
#include "station/letters.h"

struct letters {
	struct desk *desk; /* ours too, under the name "" */
	int64_t seq; /* the last entry that was read */
	char hash[HASH_HEX]; /* of it: the same ledger still? */
};

/* The desk as of the last entry, those of the running batch included. */
enum err_code letters_read(struct station *st, struct err *err);

/* Our sealing key of a mode; release it. */
enum err_code letters_key(struct seal_key *key, const struct station *st,
	bool drill, struct err *err);

#endif
