/*
 * The letters of a joint incident in its replay: as they crossed, in the order
 * of the ledger, each with what a third can check of it. Of the entries alone,
 * so that one unit's record shows what was asked of it and what it answered.
 */
#ifndef CRIER_STATION_REPLAY_LETTERS_H
#define CRIER_STATION_REPLAY_LETTERS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct replay_letters;

struct replay_letters *replay_letters_new(const char *incident);
void replay_letters_free(struct replay_letters *r); /* NULL is allowed */

/* Is an entry of this kind to be read? */
bool replay_letters_reads(const char *kind);

/* The callback for entries in order; passes over what is of other kinds. */
enum err_code replay_letters_line(void *letters, int64_t seq, const char *line,
	size_t len, struct err *err);

/* The same of an entry as a document. */
void replay_letters_add(struct replay_letters *r, const json_t *entry);

/* All are there: which of them are of the incident, and what is proven. */
void replay_letters_weigh(struct replay_letters *r);

/*
 * Goes on to entry `seq` (0: to the end): the next letter before it that is of
 * this incident and stands in no incident's entries, NULL when it is there.
 */
const json_t *replay_letters_next(struct replay_letters *r, int64_t seq);

/*
 * Of the letter that next() gave, or of entry `seq` where that is one: {way,
 * kind, names, short, letter, vol, seq, drill, outcome, written, proof, crossed or
 * acknowledged, line, says if `whole`}; NULL it is none. joint() is how the joint
 * incident stood behind it. New references.
 */
json_t *replay_letters_doc(
	const struct replay_letters *r, int64_t seq, int zone, bool whole);
json_t *replay_letters_joint(const struct replay_letters *r);

/* {letters, proven}: of this incident, and those of them that are proven. */
void replay_letters_put(json_t *doc, const struct replay_letters *r);

#endif
