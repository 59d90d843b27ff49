/*
 * state.db: what stands beside the ledger because it must be erasable or
 * must not be read by auditors: words being typed, and credentials sealed to
 * the relay. Deleted content is overwritten and the
 * journal truncated, so that a dropped draft is not left in the folder. The
 * ledger holds digests, key ids and dates of these, never the things
 * themselves. Every call is durable when it returns.
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
void state_close(struct state *s);

/* Whether dir/state.db can be read, without touching it. None is well. */
enum err_code state_check(const char *dir, struct err *err);

struct draft {
	json_t *doc; /* owned */
	char by[OFFICER_ID]; /* who saved it last */
	int64_t at; /* UTC ms */
};

void draft_release(struct draft *d);
enum err_code draft_save(struct state *s, const char *message,
	const json_t *doc, const char *by, int64_t at, struct err *err);

/* ERR_NOT_FOUND if there is none. */
enum err_code draft_load(struct draft *out, struct state *s,
	const char *message, struct err *err);
enum err_code draft_drop(struct state *s, const char *message, struct err *err);

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

/* Small things by name; *out is the caller's, ERR_NOT_FOUND if absent. */
enum err_code state_put(
	struct state *s, const char *name, const char *value, struct err *err);
enum err_code
state_get(char **out, struct state *s, const char *name, struct err *err);

#endif
