/*
 * Letters of our own that this ledger has lost, brought by a stick, a mail or
 * the exchange: taken back before the next volume begins.
 */
#ifndef CRIER_STATION_LETTERS_BACK_H
#define CRIER_STATION_LETTERS_BACK_H

#include "letter/letter.h"
#include "station/acts.h"

/*
 * One that is next in our volume becomes letter.returned, opened with our
 * sealing keys or the act's spare key (`paper`) if one of them fits; its file
 * lies in letters/ again. One that the ledger has is REFUSE_LETTER_KNOWN; its
 * file is brought back if it was lost, and one that nobody could open then is
 * opened. With two in one place the volume ends.
 */
enum err_code letters_back(struct judged *out, struct station *st,
	const struct letter *l, const json_t *act, struct err *err);

/* Wipes a spare key that an act brought. */
void paper_wipe(const json_t *act);

/* The spare key that an act brought. Release it. */
enum err_code
paper_read(struct sshsig_key *out, const json_t *act, struct err *err);

#endif
