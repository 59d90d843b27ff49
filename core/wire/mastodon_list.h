/*
 * The account's own list: what stood there at arm, and which post of it is
 * ours. Older and newer go by the list's own order, never by its clock.
 */
#ifndef CRIER_WIRE_MASTODON_LIST_H
#define CRIER_WIRE_MASTODON_LIST_H

#include "wire/connector.h"

enum { MASTODON_SEEN = 640 };

/* In the memo instead of ids: nothing stood there; nobody could read it. */
#define MASTODON_EMPTY "-"
#define MASTODON_UNSEEN "?"

/* The newest ids of ours in the list, for the memo's `seen`. */
void mastodon_seen(char out[MASTODON_SEEN], const json_t *list,
	const struct wire_job *job);

/* When the newest of them was made, by the server's clock; "" if none tells. */
const char *mastodon_newest(const json_t *list, const struct wire_job *job);

struct mastodon_found {
	size_t count; /* posts that can be this delivery's */
	const json_t *status; /* the newest of them, borrowed */
	bool complete; /* the list reaches back to what stood there at arm */
	bool sure; /* what was found did not stand there at arm */
	bool unseen; /* nobody knows what stood there at arm */
	bool near; /* none says it, but one that is newer nearly does */
	bool strange; /* not this account's list, or in no order: ask again */
	/* the near one that publishing answered with; NULL if there is none */
	const json_t *shown;
};

/*
 * Not ours are: another text, what stood there at arm (memo `seen`), and what
 * is another delivery's receipt (wire_job.receipts).
 */
void mastodon_find(struct mastodon_found *out, const json_t *list,
	const struct wire_job *job);

/* Are the ids of one status? snac writes the time before its ids, and an edit
 * changes that. The second has so many bytes. */
bool mastodon_is_id(const char *seen, const char *id, size_t len,
	const struct wire_job *job);

/* Is it the status of this id, of so many bytes? */
bool mastodon_is_post(const json_t *status, const char *id, size_t len,
	const struct wire_job *job);

/* What a single status tells: its author is named, and is another account. */
bool mastodon_is_by_other(const json_t *status, const struct wire_job *job);

/* Its id or its address is the receipt of another delivery. */
bool mastodon_is_taken(const json_t *status, const struct wire_job *job);

/* It was seen at arm, or is older than that by the server's own clock, or by
 * half an hour older than now. */
bool mastodon_stood_there(const json_t *status, const struct wire_job *job);

/* It says what was approved, loosely compared. */
bool mastodon_has_words(const json_t *status, const struct wire_job *job);

/* The text people read; the caller's. */
char *mastodon_text(const json_t *status);

/* Does the status say what was approved? `seen` is its mastodon_text. */
bool mastodon_same(const json_t *status, const char *seen, const char *approved,
	bool loose);

#endif
