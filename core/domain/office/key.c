/*
 * The keys of officers as entries tell of them.
 */
#include "domain/office/key.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/office/office.h"

static const char *const words[] = {
	[OFFICER_KEY_WAITS] = "waits",
	[OFFICER_KEY_PROVEN] = "proven",
	[OFFICER_KEY_REVOKED] = "revoked",
};

static const struct both titles[] = {
	[OFFICER_KEY_WAITS] = BOTH("waiting to be proven", "待验证"),
	[OFFICER_KEY_PROVEN] = BOTH("proven", "已验证"),
	[OFFICER_KEY_REVOKED] = BOTH("revoked", "已吊销"),
};

const struct both *
officer_key_title(enum officer_key_state state)
{
	return &titles[state];
}

const struct officer_key *
officer_key(const struct officer *f, const char *fingerprint)
{
	for (size_t n = 0; n < f->key_count; n++)
		if (strcmp(f->keys[n].fingerprint, fingerprint) == 0)
			return &f->keys[n];
	return NULL;
}

const struct officer *
office_key_owner(const struct office *o, const char *fingerprint)
{
	for (size_t n = 0; n < o->officer_count; n++)
		if (officer_key(&o->officers[n], fingerprint) != NULL)
			return &o->officers[n];
	return NULL;
}

bool
officer_can_sign(const struct officer *f)
{
	for (size_t n = 0; n < f->key_count; n++)
		if (f->keys[n].state == OFFICER_KEY_PROVEN)
			return true;
	return false;
}

const struct officer_key *
officer_key_revoked(const struct officer *f)
{
	const struct officer_key *last = NULL;

	for (size_t n = 0; n < f->key_count; n++)
		if (f->keys[n].revoked > (last ? last->revoked : 0))
			last = &f->keys[n];
	return last;
}

bool
officer_key_opens(const struct officer *f, const struct officer_key *k)
{
	return k->state == OFFICER_KEY_PROVEN ||
		(k->state == OFFICER_KEY_WAITS && k->opens &&
			!officer_can_sign(f));
}

struct officer_key *
officer_key_slot(struct officer *f, const char *fingerprint)
{
	struct officer_key *k;

	for (size_t n = 0; n < f->key_count; n++)
		if (strcmp(f->keys[n].fingerprint, fingerprint) == 0)
			return &f->keys[n];
	k = MEM_ADD(f->keys, f->key_count);
	memset(k, 0, sizeof(*k));
	fixed_cut(k->fingerprint, sizeof(k->fingerprint), fingerprint);
	return k;
}

static json_t *
key_doc(const struct officer_key *k)
{
	json_t *doc = json_object();

	doc_put_str(doc, "fingerprint", k->fingerprint);
	doc_put_str(doc, "key", k->line);
	doc_put_str(doc, "by", k->by);
	if (k->confirmed_by[0])
		doc_put_str(doc, "confirmed_by", k->confirmed_by);
	if (k->alone)
		doc_put_bool(doc, "alone", true);
	if (k->opens)
		doc_put_bool(doc, "opens", true);
	doc_put_str(doc, "state", words[k->state]);
	doc_put_int(doc, "added", k->added);
	if (k->proven)
		doc_put_int(doc, "proven", k->proven);
	if (k->revoked) {
		doc_put_int(doc, "revoked", k->revoked);
		doc_put_str(doc, "revoked_by", k->revoked_by);
		doc_put_str(doc, "reason", k->reason);
	}
	return doc;
}

json_t *
officer_keys_doc(const struct officer *f)
{
	json_t *list = json_array();

	for (size_t n = 0; n < f->key_count; n++)
		json_array_append_new(list, key_doc(&f->keys[n]));
	return list;
}

static void
load_key(struct officer *f, const json_t *doc)
{
	struct officer_key *k =
		officer_key_slot(f, doc_str(doc, "fingerprint"));

	fixed_cut(k->line, sizeof(k->line), doc_str(doc, "key"));
	fixed_cut(k->by, sizeof(k->by), doc_str(doc, "by"));
	fixed_cut(k->confirmed_by, sizeof(k->confirmed_by),
		doc_str(doc, "confirmed_by"));
	k->alone = doc_bool(doc, "alone");
	k->opens = doc_bool(doc, "opens");
	k->added = doc_int(doc, "added");
	k->proven = doc_int(doc, "proven");
	k->revoked = doc_int(doc, "revoked");
	fixed_cut(k->revoked_by, sizeof(k->revoked_by),
		doc_str(doc, "revoked_by"));
	fixed_cut(k->reason, sizeof(k->reason), doc_str(doc, "reason"));
	k->state = k->revoked ? OFFICER_KEY_REVOKED
		: k->proven   ? OFFICER_KEY_PROVEN
			      : OFFICER_KEY_WAITS;
}

void
officer_keys_load(struct officer *f, const json_t *list)
{
	for (size_t n = 0; n < json_array_size(list); n++)
		load_key(f, json_array_get(list, n));
}

void
officer_keys_clear(struct officer *f)
{
	free(f->keys);
	f->keys = NULL;
	f->key_count = 0;
}
