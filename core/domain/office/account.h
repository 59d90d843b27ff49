/*
 * An official account in the office's register.
 */
#ifndef CRIER_DOMAIN_OFFICE_ACCOUNT_H
#define CRIER_DOMAIN_OFFICE_ACCOUNT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "crier/id.h"
#include "domain/quota/quota.h"
#include "domain/register/card.h"
#include "domain/register/feed.h"
#include "domain/rows.h"
#include "domain/second.h"

enum { ACCOUNT_SHAPE = 9 }; /* of account_doc: see rows.h */

struct office;

struct account {
	char id[ACCOUNT_ID];
	char kind[KIND_ID]; /* connector */
	char platform
		[KIND_ID]; /* row of platforms.yaml; the kind where not given */
	char name[201];
	char owner[201]; /* the unit that runs it (主办单位) */
	bool lead; /* 主账号 */
	bool active;
	bool suspended; /* not active, and to come back */
	struct account_card card; /* what the register keeps of it */
	struct account_feed feed; /* what rounds have found on it */
	json_t *options; /* object of texts */
	json_t *limits; /* what the platform said at the last check */
	bool credential; /* a sealed credential was given */
	int64_t sealed_time; /* when an officer gave it, 0 not known */
	int64_t ends; /* until when it is good, 0 nobody said */
	int64_t token_ends; /* the same of what the relay made of it */
	int64_t checked; /* last check, 0 never */
	bool ok; /* what it found */
	bool unproven; /* it may work, but nothing showed it */
	char detail[501];
	char note[601]; /* a registrar's remark, "" none */
	char who[201]; /* its id on the platform, "" not known: identity.h */
	struct second identity; /* another id, if a check has found one */
	char sealed[HASH_HEX]; /* digest of the box in use, "" none */
	char opened
		[HASH_HEX]; /* the box that the relay's key was seen to open */
	int64_t sealed_seq; /* entry by which an officer sealed it last */
	char changed_by[OFFICER_ID]; /* who last sealed it or set its options */
	char proven[HASH_HEX]; /* the box that the last good check opened */
	struct quota_use *quota_use; /* what is reserved and spent */
	size_t quota_use_count;
	struct quota_said *quota_said; /* what the platform says is left */
	size_t quota_said_count;
};

/* Borrowed; NULL if there is none. */
const struct account *office_account(const struct office *o, const char *id);

/* The account that leads; NULL if none is marked. */
const struct account *office_lead(const struct office *o);

/* Active or suspended: not closed for good. */
bool account_is_open(const struct account *a);

const char *account_state(const struct account *a); /* "suspended" */

/* Takes name, owner and card of an act or an entry; returns what of it an
 * office files. */
enum filing_of account_take(struct account *a, const json_t *doc);

/* Its address is on this machine: the demo's are. */
bool account_is_local(const struct account *a);

/* For alarms to our own people alone: no release goes to it. */
bool account_is_alarm(const struct account *a);

/* Each of these options, "send=push", is set so. */
bool
account_has(const struct account *a, const char *const *options, size_t count);

/* Its row; a field more in it raises ACCOUNT_SHAPE. */
json_t *account_doc(const struct account *a);
void account_row(struct rows *out, const struct account *a);
/* Of the account that the document names, if there is one. */
void
account_row_of(struct rows *out, const struct office *o, const json_t *doc);
void account_load(struct office *o, const json_t *row);
void account_clear(struct account *a);

#endif
