/*
 * An officer's SSH keys: one person brings a key in, the officer shows that it
 * is theirs by signing with it, and from then on it can sign approvals and log
 * in. Who has no proven key cannot log in to prove one: such a key opens the
 * door by itself, so another person has confirmed it. A key belongs to one
 * officer, and a key that was revoked is never taken again.
 */
#ifndef CRIER_DOMAIN_OFFICE_KEY_H
#define CRIER_DOMAIN_OFFICE_KEY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/sshkey.h"
#include "crier/id.h"

struct office;
struct officer;

enum { OFFICER_KEYS = 8 }; /* of one officer, not revoked */

enum officer_key_state {
	OFFICER_KEY_WAITS,
	OFFICER_KEY_PROVEN,
	OFFICER_KEY_REVOKED
};

enum { KEY_REASON = 201 };

struct officer_key {
	char fingerprint[SSHKEY_FINGERPRINT];
	char line[SSHKEY_LINE];
	char by[OFFICER_ID]; /* who brought it in */
	char confirmed_by[OFFICER_ID]; /* "": nobody else */
	bool alone; /* there was nobody whom one could have asked */
	bool opens; /* it lets its officer in before it is proven */
	enum officer_key_state state;
	int64_t added, proven, revoked; /* 0: not */
	char revoked_by[OFFICER_ID];
	char reason[KEY_REASON]; /* why, as much as a refusal may say */
};

/* "waits", "proven", "revoked" */
const struct both *officer_key_title(enum officer_key_state state);

/* Borrowed; NULL if the officer has no such key. */
const struct officer_key *
officer_key(const struct officer *f, const char *fingerprint);

/* Whose key this is or was; NULL nobody's. */
const struct officer *
office_key_owner(const struct office *o, const char *fingerprint);

/* Has the officer a key that can sign now? */
bool officer_can_sign(const struct officer *f);

/* Folding: the key with this fingerprint, made if there is none. */
struct officer_key *
officer_key_slot(struct officer *f, const char *fingerprint);

/* Which key of theirs was revoked last; NULL none. */
const struct officer_key *officer_key_revoked(const struct officer *f);

/* May its holder log in as the officer with it? */
bool officer_key_opens(const struct officer *f, const struct officer_key *k);

/* {fingerprint,key,by,confirmed_by?,alone?,opens?,state,added,proven?,
 * revoked?,revoked_by?,reason?} of each: in officer_doc. */
json_t *officer_keys_doc(const struct officer *f);
void officer_keys_load(struct officer *f, const json_t *list);
void officer_keys_clear(struct officer *f);

#endif
