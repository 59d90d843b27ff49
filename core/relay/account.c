/*
 * What belongs to an account and not to one delivery: its opened credential,
 * its quota and the pause its platform asked for. Hosts that cannot be reached
 * are remembered here too.
 */
#include "relay/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"

enum {
	MINUTE_MS = 60000,
	QUOTA_MAX = 10000,
	HOST_PAUSE_MAX_MS = 15000,
	RECEIPTS_MAX = 400
};

/* Texts of a credential are overwritten before their memory is given back. */
static void
account_wipe(json_t **secret)
{
	const char *key;
	json_t *value;

	if (*secret == NULL)
		return;
	json_object_foreach(*secret, key, value)
	{
		if (json_is_string(value)) {
			/* jansson gives no other way to overwrite the bytes it holds */
			char *text =
				(char *)(uintptr_t)json_string_value(value);

			explicit_bzero(text, json_string_length(value));
		}
	}
	json_decref(*secret);
	*secret = NULL;
}

static void
account_free(struct relay_account *a)
{
	account_wipe(&a->secret);
	account_wipe(&a->fresh);
	json_decref(a->options);
	json_decref(a->limits);
	json_decref(a->receipts);
	json_decref(a->open);
	free(a->fresh_sealed);
	free(a->sends);
	free(a->id);
	free(a->kind);
	free(a->sealed);
	free(a);
}

struct relay_account *
account_find(struct engine *e, const char *id)
{
	for (struct relay_account *a = e->accounts; a != NULL; a = a->next)
		if (strcmp(a->id, id) == 0)
			return a;
	return NULL;
}

static void
account_set_quota(struct relay_account *a)
{
	int64_t quota = doc_int(a->limits, "per_minute");

	if (quota < 0 || quota > QUOTA_MAX || (size_t)quota == a->quota)
		return;
	free(a->sends);
	a->quota = (size_t)quota;
	a->sent = 0;
	a->sends = quota ? mem_array((size_t)quota, sizeof(int64_t)) : NULL;
}

static void
account_set_doc(json_t **at, json_t *value)
{
	json_decref(*at);
	*at = json_is_object(value) ? json_incref(value) : json_object();
}

/* Drops the oldest when full: jansson keeps the order of insertion. */
void
account_receipt(struct relay_account *a, const char *name, const char *delivery)
{
	void *oldest;

	if (*name == '\0' || doc_get(a->receipts, name) != NULL)
		return;
	oldest = json_object_iter(a->receipts);
	if (json_object_size(a->receipts) >= RECEIPTS_MAX)
		(void)json_object_del(
			a->receipts, json_object_iter_key(oldest));
	doc_put_str(a->receipts, name, delivery);
}

void
account_open(struct relay_account *a, const char *delivery, const char *words)
{
	doc_put_str(a->open, delivery, words);
}

void
account_settled(struct relay_account *a, const char *delivery)
{
	(void)json_object_del(a->open, delivery);
}

bool
account_has_open(
	const struct relay_account *a, const char *words, const char *delivery)
{
	const char *other;
	json_t *value;

	json_object_foreach(a->open, other, value)
	{
		if (strcmp(other, delivery) != 0 &&
			strcmp(json_string_value(value), words) == 0)
			return true;
	}
	return false;
}

static void
account_take_receipts(struct relay_account *a, json_t *receipts)
{
	const char *name;
	json_t *delivery;

	json_object_foreach(receipts, name, delivery)
	{
		if (json_is_string(delivery))
			account_receipt(a, name, json_string_value(delivery));
	}
}

struct relay_account *
account_get(struct engine *e, const json_t *doc)
{
	const char *id = doc_str(doc, "account"), *sealed;
	struct relay_account *a = account_find(e, id);

	if (a == NULL) {
		a = mem_new(sizeof(*a));
		a->id = mem_strdup(id);
		a->kind = mem_strdup("");
		a->sealed = mem_strdup("");
		a->receipts = json_object();
		a->open = json_object();
		a->next = e->accounts;
		e->accounts = a;
	}
	free(a->kind);
	a->kind = mem_strdup(doc_str(doc, "kind"));
	account_set_doc(&a->options, doc_get(doc, "options"));
	account_set_doc(&a->limits, doc_get(doc, "limits"));
	account_set_quota(a);
	account_take_receipts(a, doc_get(doc, "receipts"));
	a->failed = doc_bool(doc, "failed");
	a->foreign = doc_bool(doc, "foreign");
	sealed = doc_str(doc, "sealed");
	if (strcmp(sealed, a->sealed) != 0 && !a->refreshing) {
		free(a->sealed);
		a->sealed = mem_strdup(sealed);
		account_wipe(&a->secret);
		a->generation++;
		a->boxes++;
	}
	return a;
}

/* A drill has none, and neither has an account that needs none. */
static void
account_unseal(struct engine *e, struct relay_account *a)
{
	if (e->drill || *a->sealed == '\0')
		a->secret = json_object();
	else
		(void)e->ops.open(
			e->ops.ctx, &a->secret, a->id, a->sealed, NULL);
}

const json_t *
account_secret(struct engine *e, struct relay_account *a, struct err *err)
{
	bool foreign = a->foreign && !e->drill;

	if (!foreign && a->secret == NULL)
		account_unseal(e, a);
	if (!foreign && a->secret != NULL)
		return a->secret;
	(void)err_set(err, ERR_DENIED, a->id, "", "%s",
		relay_note(foreign ? NOTE_FOREIGN : NOTE_CREDENTIAL, e->lang));
	return NULL;
}

/* When the next send is within the pause and the quota; 0 is at once. */
int64_t
account_free_at(const struct engine *e, const struct relay_account *a)
{
	int64_t at = a->paused, oldest;

	if (a->quota > 0 && a->sent >= a->quota) {
		oldest = a->sends[a->sent % a->quota] + MINUTE_MS;
		if (oldest > at)
			at = oldest;
	}
	return at > e->now.boot ? at : 0;
}

void
account_count(struct engine *e, struct relay_account *a)
{
	if (a->quota == 0)
		return;
	a->sends[a->sent % a->quota] = e->now.boot;
	a->sent++;
}

void
account_pause(struct engine *e, struct relay_account *a, int64_t ms)
{
	if (e->now.boot + ms > a->paused)
		a->paused = e->now.boot + ms;
}

void
account_offer(struct relay_account *a, const json_t *secret, char *sealed)
{
	account_wipe(&a->fresh);
	a->fresh = json_deep_copy(secret);
	free(a->fresh_sealed);
	a->fresh_sealed = sealed;
}

void
account_adopt(struct relay_account *a, bool durable)
{
	a->refreshing = false;
	if (!durable) {
		account_wipe(&a->fresh);
		return;
	}
	account_wipe(&a->secret);
	a->secret = a->fresh;
	a->fresh = NULL;
	free(a->sealed);
	a->sealed = a->fresh_sealed;
	a->fresh_sealed = NULL;
	a->generation++;
}

/* ---- hosts ---- */

/* The length of https://host:port in an address. */
static size_t
host_origin_len(const char *url)
{
	const char *host = strstr(url, "://");

	if (host == NULL)
		return strlen(url);
	host += 3;
	return (size_t)(host - url) + strcspn(host, "/?#");
}

bool
host_same(const char *a, const char *b)
{
	size_t n = host_origin_len(a);

	return n == host_origin_len(b) && memcmp(a, b, n) == 0;
}

static struct paused_host **
host_at(struct engine *e, const char *url)
{
	struct paused_host **at = &e->hosts;
	size_t n = host_origin_len(url);

	while (*at != NULL &&
		(strncmp((*at)->origin, url, n) != 0 || (*at)->origin[n]))
		at = &(*at)->next;
	return at;
}

int64_t
host_free_at(const struct engine *e, const char *url)
{
	size_t n = host_origin_len(url);

	for (const struct paused_host *h = e->hosts; h != NULL; h = h->next)
		if (strncmp(h->origin, url, n) == 0 && h->origin[n] == '\0')
			return h->paused > e->now.boot ? h->paused : 0;
	return 0;
}

void
host_failed(struct engine *e, const char *url)
{
	struct paused_host **at = host_at(e, url), *h = *at;
	int64_t pause;

	if (*url == '\0')
		return;
	if (h == NULL) {
		h = mem_new(sizeof(*h));
		h->origin = mem_strndup(url, host_origin_len(url));
		*at = h;
	}
	if (h->paused >
		e->now.boot) /* requests that failed together count as one failure */
		return;
	pause = 500 << (h->failures < 5 ? h->failures : 5);
	h->failures++;
	h->paused = e->now.boot +
		(pause < HOST_PAUSE_MAX_MS ? pause : HOST_PAUSE_MAX_MS);
}

void
host_answered(struct engine *e, const char *url)
{
	struct paused_host **at = host_at(e, url), *h = *at;

	if (h == NULL)
		return;
	*at = h->next;
	free(h->origin);
	free(h);
}

void
accounts_sweep(struct engine *e)
{
	struct relay_account **at = &e->accounts, *a;

	while ((a = *at) != NULL) {
		/*
		 * Forgetting it would reset its quota of this minute, and let
		 * a later delivery take the post of one that was left unknown.
		 */
		if (a->users > 0 || json_object_size(a->open) > 0 ||
			a->refreshing || a->paused > e->now.boot ||
			(a->sent > 0 && a->quota > 0)) {
			at = &a->next;
			if (a->users == 0 && !a->refreshing)
				account_wipe(&a->secret);
			continue;
		}
		*at = a->next;
		account_free(a);
	}
}

void
accounts_free(struct engine *e)
{
	while (e->accounts != NULL) {
		struct relay_account *a = e->accounts;

		e->accounts = a->next;
		account_free(a);
	}
	while (e->hosts != NULL) {
		struct paused_host *h = e->hosts;

		e->hosts = h->next;
		free(h->origin);
		free(h);
	}
}
