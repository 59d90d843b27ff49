/*
 * What belongs to an account and not to one delivery: its credential and the
 * one refresh of it, its quota, the pause its platform asked for; and hosts
 * that could not be reached. Private to this folder.
 */
#ifndef CRIER_RELAY_ACCOUNT_H
#define CRIER_RELAY_ACCOUNT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct engine;
struct task;
struct wire_judgment;
struct wire_response;

struct relay_account {
	char *id, *kind, *sealed;
	json_t *options, *limits;
	json_t *open; /* delivery -> its text, for deliveries whose outcome is unknown */
	json_t *receipts; /* id or address of a post -> its delivery; the newest 400 */
	json_t *secret; /* opened; NULL until needed */
	unsigned generation; /* of the secret */
	bool refreshing; /* request out, or its token not yet durable */
	json_t *fresh; /* a new secret that is not yet durable */
	char *fresh_sealed;
	int64_t paused; /* boot ms before which the platform asked to wait */
	int64_t *sends; /* boot ms of the last `quota` sends, a ring */
	size_t quota, sent; /* sends a minute (0: no bound); ring position */
	unsigned boxes; /* how many the station has given so far */
	bool foreign; /* the box in store is not the ledger's: none is used */
	bool failed; /* the station holds it for one that does not work */
	size_t users; /* tasks and flights that point here */
	struct relay_account *next;
};

/* A host that could not be reached is left alone for a while. */
struct paused_host {
	char *origin; /* https://host:port */
	int64_t paused; /* boot ms */
	unsigned failures;
	struct paused_host *next;
};

struct relay_account *account_get(struct engine *e, const json_t *doc);
struct relay_account *account_find(struct engine *e, const char *id);
/* NULL if it does not open or is not the ledger's; `err` (or NULL) says which,
 * in words for people. */
const json_t *
account_secret(struct engine *e, struct relay_account *a, struct err *err);
/* Boot ms from which it may send again, 0 at once. */
int64_t account_free_at(const struct engine *e, const struct relay_account *a);
void account_count(struct engine *e, struct relay_account *a);
void account_pause(struct engine *e, struct relay_account *a, int64_t ms);
/* Records that a post belongs to this delivery, so no other may claim it. */
void account_receipt(
	struct relay_account *a, const char *name, const char *delivery);
/* The outcome of a delivery with this text is unknown; it is known again. */
void
account_open(struct relay_account *a, const char *delivery, const char *words);
void account_settled(struct relay_account *a, const char *delivery);
/* Is another delivery with this text still unknown? */
bool account_has_open(
	const struct relay_account *a, const char *words, const char *delivery);
/* A new secret, used once it is durable; `sealed` moves here. */
void account_offer(struct relay_account *a, const json_t *secret, char *sealed);
/* The refresh has ended: what was offered is used, or dropped. */
void account_adopt(struct relay_account *a, bool durable);
/* Tells the station whether it works; `v` (or NULL) has limits and doubts, the
 * task that checked it (or NULL) knows who it is and by which box. */
void
account_tell(struct engine *e, struct relay_account *a, const struct task *t,
	bool ok, const char *detail, const struct wire_judgment *v);
/* What any answer says of the account, told where it changes what is known. */
void account_heard(struct engine *e, struct relay_account *a,
	const struct wire_judgment *v, const struct wire_response *answer);
int64_t host_free_at(const struct engine *e, const char *url);
void host_failed(struct engine *e, const char *url);
void host_answered(struct engine *e, const char *url);
bool host_same(const char *a, const char *b); /* of two addresses */
void accounts_sweep(struct engine *e);
void accounts_free(struct engine *e);

#endif
