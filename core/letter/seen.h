/*
 * What stations tell each other of letters that were taken (`seen` of a head):
 * of ours, how far each partner says it has them and which it has not told of
 * yet; of theirs, how far each was told that we have them, so that a head names
 * only what changed. Fed with heads in the order of the ledger. Pure.
 */
#ifndef CRIER_LETTER_SEEN_H
#define CRIER_LETTER_SEEN_H

#include "letter/desk.h"

struct seen_place {
	int64_t vol, seq; /* 0 and 0: none yet */
	char hash[HASH_HEX];
};

struct seen_book;

struct seen_book *seen_new(void);
void seen_free(struct seen_book *b); /* NULL is allowed */

/* A letter of ours: its head, which stands at this place. */
void seen_sent(struct seen_book *b, bool drill, const json_t *head);

/* A letter that came: what it tells of ours, which it knows by `own_id`. */
void seen_came(struct seen_book *b, bool drill, const json_t *head,
	const char *own_id, int64_t at);

/*
 * For the next head to these partners: {id: [volume, seq, hash]} of those whose
 * last letter is not the one that they were told last. New reference.
 */
json_t *seen_tell(const struct seen_book *b, const struct desk *desk,
	bool drill, const struct letter_addressee *to, size_t count);

/* What a partner has told of ours: how far, when, and how many it has not. */
struct seen_told {
	struct seen_place place;
	int64_t at;
	size_t open;
};
struct seen_told
seen_told(const struct seen_book *b, bool drill, const char *partner);

#endif
