/*
 * state.db: what stands beside the ledger because it must be erasable or
 * must not be read by auditors: words being typed, and credentials sealed to
 * the relay. Deleted content is overwritten and the log truncated, so that a
 * dropped draft is not left in the folder. The ledger holds digests, key ids
 * and dates of these, never the things themselves. Every call is durable when
 * it returns. A handle is for one thread; several of one process may be open,
 * and who reads does not wait for who writes.
 * ledger_open's lock covers this file too: open the ledger first.
 */
#ifndef CRIER_STORE_STATE_H
#define CRIER_STORE_STATE_H

#include <jansson.h>
#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"
#include "crier/id.h"

struct state;

/* Opens dir/state.db, creating it if it is not there. */
enum err_code state_open(struct state **out, const char *dir, struct err *err);

/*
 * One more handle of a process that has it open. To open and close the file
 * itself, as state_open does, would take this process's locks off it, and
 * another program would think that nobody has it.
 */
enum err_code
state_open_again(struct state **out, const char *dir, struct err *err);
void state_close(struct state *s);

/* Whether dir/state.db can be read, without touching it. None is well. */
enum err_code state_check(const char *dir, struct err *err);

/*
 * Writes all of it, as of one moment, to the new file `to` (0600), without
 * stopping a station that keeps it. ERR_NOT_FOUND if there is none.
 */
enum err_code state_copy(const char *dir, const char *to, struct err *err);

/* Names of the accounts with a sealed credential that is whole; new array. */
enum err_code state_accounts(json_t **out, const char *dir, struct err *err);

/* Where nothing can open them any more. */
enum err_code state_drop_credentials(const char *dir, struct err *err);

/*
 * A message has a draft for each session in which somebody types, so that no
 * session writes over the words of another, of one officer or of two.
 */
struct draft {
	json_t *doc; /* owned */
	char session[WORD_ID]; /* "" where none was named */
	char by[OFFICER_ID]; /* who saved it last */
	int64_t at; /* UTC ms */
};

enum { DRAFTS = 16 }; /* of one message that are shown: the newest */

void draft_release(struct draft *d);
enum err_code
draft_save(struct state *s, const char *message, const char *session,
	const json_t *doc, const char *by, int64_t at, struct err *err);

/* The newest; ERR_NOT_FOUND if there is none. */
enum err_code draft_load(struct draft *out, struct state *s,
	const char *message, struct err *err);

/* Newest first; each of the *count is to be released. */
enum err_code draft_list(struct draft out[DRAFTS], size_t *count,
	struct state *s, const char *message, struct err *err);

/* That of a session, or all of them: NULL. */
enum err_code draft_drop(struct state *s, const char *message,
	const char *session, struct err *err);

/*
 * Its words stand in another draft now: it goes, unless something was added
 * after `at`.
 */
enum err_code draft_take(struct state *s, const char *message,
	const char *session, int64_t at, struct err *err);

struct credential {
	char *sealed; /* base64 text only the relay can open; owned */
	char key[WORD_ID]; /* id of the relay's key it is sealed to */
	char digest[HASH_HEX]; /* of the sealed text, as in the ledger */
};

void credential_release(struct credential *c);
enum err_code credential_save(struct state *s, const char *account,
	const struct credential *c, struct err *err);
enum err_code credential_load(struct credential *out, struct state *s,
	const char *account, struct err *err);

/*
 * What somebody of the public wrote, by the comment's id: words, author and
 * address, with the salt of its digest. Dropped, both are gone for good.
 */
struct written {
	const char *comment, *salt; /* borrowed */
	const json_t *doc;
};
/* All of them or none. */
enum err_code state_comments_put(struct state *s, const struct written *list,
	size_t count, struct err *err);
/* *out is the caller's; NULL where there is none. */
enum err_code state_comment_get(
	json_t **out, struct state *s, const char *comment, struct err *err);
enum err_code
state_comment_drop(struct state *s, const char *comment, struct err *err);

/* Small things by name; *out is the caller's, ERR_NOT_FOUND if absent. */
enum err_code state_put(
	struct state *s, const char *name, const char *value, struct err *err);
enum err_code
state_get(char **out, struct state *s, const char *name, struct err *err);

#endif
