/*
 * What writing, taking and packing letters share: the desk as the ledger has it,
 * the keys that open, where ours lie. A helper of letters.h.
 */
#ifndef CRIER_STATION_LETTERS_DESK_H
#define CRIER_STATION_LETTERS_DESK_H

#include "letter/desk.h"
#include "letter/seen.h"
#include "station/letters.h"

struct letters {
	struct desk *desk; /* ours too, under the name "" */
	int64_t seq; /* the last entry that was read */
	char hash[HASH_HEX]; /* of it: the same ledger still? */
	struct seen_book *seen; /* what was told of which letters */
	char id[WORD_ID]; /* ours, as of the last reading */
	json_t *away; /* by partner: since when it had no card of ours */
	int64_t let_in; /* up to which partner that was looked at */
	json_t *heard; /* by partner: {at, way} of the last letter of it */
	struct own_volume {
		int64_t at; /* when our last letter was written */
		bool loss; /* the station was rebuilt since, or it came
			    * back: another may have gone on from it */
	} own[2]; /* actual, drill */
	json_t *keys; /* all that this station has signed with */
	bool begins; /* the running act begins the next volume */
	struct letters_trouble *troubles; /* letters_trouble.h */
	size_t trouble_count;
};

/* The desk as of the last entry, those of the running batch included. */
enum err_code letters_read(struct station *st, struct err *err);

enum { OWN_KEYS = 2, LETTER_FILE = 64 };

/* Is this entry's letter (sent, returned) the one at its place? No proof of a
 * doubled key, and none that was opened behind its entry. */
bool letters_has_place(const json_t *body);

/*
 * A letter of ours as it is packed for a partner (not "": only the head of one
 * that is not to it), from its entry's body; counts in *lost what should be
 * whole and is not there. The caller's to free.
 */
char *letters_load_for(int64_t *lost, const struct station *st,
	const json_t *body, const char *partner);

/* Where a letter of ours lies, from its entry's body. */
void letters_file(char out[LETTER_FILE], const json_t *body);

/* Writes the file of a letter of ours, in place of one that is there. */
enum err_code letters_keep(const struct station *st, const json_t *body,
	const char *text, struct err *err);

/*
 * Makes the letter of an entry letter.sent: `says` of its body is what it is to
 * say, `to` (ids) or else `partner` who reads it. `own` is our card as it stands
 * with that entry. The body is filled in, the letter's file written.
 */
enum err_code letters_write(struct station *st, const struct own_card *own,
	json_t *body, bool drill, struct err *err);

/*
 * Our sealing keys of a mode, the one before too if it is still there; how many
 * stands in *count. Release them.
 */
enum err_code letters_keys(struct seal_key keys[OWN_KEYS], size_t *count,
	const struct station *st, bool drill, struct err *err);

#endif
