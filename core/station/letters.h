/*
 * Letters between stations, as the station has them: its own are sealed here
 * and lie in letters/ until somebody packs them; those that came are judged
 * here. The desk (letter/desk.h) is read from the ledger's entries and made anew
 * when the ledger is not the one that it was read from.
 */
#ifndef CRIER_STATION_LETTERS_H
#define CRIER_STATION_LETTERS_H

#include "station/acts.h"

struct letters;

struct letters *letters_new(void);
void letters_free(struct letters *l); /* NULL is allowed */

/*
 * The entry of a letter by its name or at least the first 8 digits of it, of
 * either kind ("letter.sent", "letter.taken"); new reference.
 */
enum err_code letters_find(
	json_t **out, struct station *st, const char *name, struct err *err);

/*
 * Letters of ours behind an entry, as many as an answer holds, one a line:
 * {text, count, lost, next}; next is 0 after the last. For a partner (not "")
 * only the heads of those that are not to it. `lost` are to it and yet only
 * heads: their files are not there any more.
 */
enum err_code letters_pack(json_t **out, struct station *st,
	const char *partner, int64_t after, struct err *err);

/* When and by which way a partner was last heard: {at, way}; NULL never. */
const json_t *letters_heard(const struct station *st, const char *partner);

#endif
