/* The desk from the ledger's entries, and our sealing keys. */
#include "station/letters_desk.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "station/env.h"
#include "store/reader.h"

struct letters *
letters_new(void)
{
	struct letters *l = mem_new(sizeof(*l));

	l->desk = desk_new();
	l->seen = seen_new();
	l->heard = json_object();
	l->away = json_object();
	l->keys = json_array();
	return l;
}

void
letters_free(struct letters *l)
{
	if (l == NULL)
		return;
	desk_free(l->desk);
	seen_free(l->seen);
	json_decref(l->heard);
	json_decref(l->away);
	json_decref(l->keys);
	free(l->troubles);
	free(l);
}

/* ---- the desk, from the ledger ---- */

/* The way is the one it came by: the courier's, or an officer's hand. */
static void
letters_note_heard(struct letters *l, const json_t *e, const char *from)
{
	bool courier = strcmp(doc_str(e, "via"), "courier") == 0;

	doc_put(l->heard, from,
		json_pack("{s:I,s:s}", "at", (json_int_t)doc_int(e, "time"),
			"way", courier ? "courier" : "hand"));
}

const json_t *
letters_heard(const struct station *st, const char *partner)
{
	return doc_get(st->letters->heard, partner);
}

static json_t *
letters_head(const json_t *body)
{
	return json_loads(doc_str(body, "head"), 0, NULL);
}

static void
letters_read_taken(struct letters *l, const json_t *e)
{
	const json_t *body = doc_get(e, "body");
	struct desk_letter one = { .from = doc_str(body, "partner"),
		.drill = doc_bool(body, "drill"),
		.vol = doc_int(body, "vol"),
		.seq = doc_int(body, "seq"),
		.hash = doc_str(body, "letter"),
		.at = doc_int(e, "time"),
		.bytes = doc_int(body, "bytes"),
		.halt = doc_bool(body, "halt") };

	json_t *head;

	letters_note_heard(l, e, one.from);
	if (strcmp(doc_str(body, "outcome"), "forked") == 0) {
		desk_fork(l->desk, one.from, one.drill);
		return;
	}
	if (strcmp(doc_str(body, "outcome"), "halts") == 0)
		desk_halt(l->desk, &one);
	else
		desk_add(l->desk, &one);
	head = letters_head(body);
	seen_came(l->seen, one.drill, head, l->id, one.at);
	json_decref(head);
}

static void
letters_read_sent(struct letters *l, const json_t *e)
{
	const json_t *body = doc_get(e, "body");
	json_t *head = letters_head(body), *id;
	size_t n;

	if (doc_bool(body, "card"))
		json_array_foreach(doc_get(body, "to"), n, id)(void)
			json_object_del(l->away, json_string_value(id));
	l->own[doc_bool(body, "drill")] =
		(struct own_volume){ .at = doc_int(e, "time") };
	seen_sent(l->seen, doc_bool(body, "drill"), head);
	json_decref(head);

	desk_add(l->desk,
		&(struct desk_letter){ "", doc_bool(body, "drill"),
			doc_int(body, "vol"), doc_int(body, "seq"),
			doc_str(body, "letter"), doc_int(e, "time"), 0,
			false });
}

/* From then on it gets no letters; a new one has the card of that day. */
static void
letters_read_away(struct letters *l, const json_t *e)
{
	const json_t *body = doc_get(e, "body");

	if (strcmp(doc_str(e, "kind"), "partner.stopped") == 0 ||
		doc_bool(body, "new"))
		doc_put_int(
			l->away, doc_str(body, "partner"), doc_int(e, "time"));
}

/* A new card that was confirmed: its next volume may follow either side. */
static void
letters_read_changed(struct letters *l, const json_t *e)
{
	const json_t *body = doc_get(e, "body");

	if (*doc_str(body, "key"))
		desk_anew(l->desk, doc_str(body, "partner"));
}

static void
letters_read_key(struct letters *l, const json_t *e)
{
	const char *key = doc_str(doc_get(e, "body"), "signing_key");

	if (*key)
		json_array_append_new(l->keys, json_string(key));
}

/* What was written behind the clone is not known: another may have it. */
static void
letters_read_rebuilt(struct letters *l, const json_t *e)
{
	letters_read_key(l, e);
	l->own[0].loss = l->own[1].loss = true;
	desk_anew(l->desk, "");
}

/* One of ours that this ledger had lost, or the proof of a doubled key: what was
 * forked with a key of before ends no volume of the present one. */
static void
letters_read_returned(struct letters *l, const json_t *e)
{
	const json_t *body = doc_get(e, "body");

	if (strcmp(doc_str(body, "outcome"), "forked") == 0) {
		if (!doc_bool(body, "former"))
			desk_fork(l->desk, "", doc_bool(body, "drill"));
		return;
	}
	/* its place is known */
	if (strcmp(doc_str(body, "outcome"), "opened") == 0)
		return;
	letters_read_sent(l, e);
	l->own[doc_bool(body, "drill")].loss = true;
}

static const struct {
	const char *kind;
	void (*read)(struct letters *l, const json_t *e);
} readings[] = {
	{ "letter.sent", letters_read_sent },
	{ "letter.taken", letters_read_taken },
	{ "partner.proposed", letters_read_away },
	{ "partner.stopped", letters_read_away },
	{ "partner.changed", letters_read_changed },
	{ "station.init", letters_read_key },
	{ "station.rebuilt", letters_read_rebuilt },
	{ "letter.returned", letters_read_returned },
};

static void
letters_read_entry(struct letters *l, const json_t *e)
{
	for (size_t n = 0; n < sizeof(readings) / sizeof(readings[0]); n++)
		if (strcmp(doc_str(e, "kind"), readings[n].kind) == 0)
			readings[n].read(l, e);
}

/* An act that was taken back, or another ledger: from the first entry on. */
static void
letters_start_over(struct letters *l, struct station *st)
{
	char hash[HASH_HEX];

	if (l->seq == 0 ||
		(ledger_hash(hash, st->ledger, l->seq, NULL) == ERR_OK &&
			strcmp(hash, l->hash) == 0))
		return;
	desk_free(l->desk);
	l->desk = desk_new();
	seen_free(l->seen);
	l->seen = seen_new();
	(void)json_object_clear(l->heard);
	(void)json_object_clear(l->away);
	(void)json_array_clear(l->keys);
	l->seq = 0;
	memset(l->own, 0, sizeof(l->own));
}

/* In the order of the ledger: a fork and a confirmed key are about each other. */
enum err_code
letters_read(struct station *st, struct err *err)
{
	struct letters *l = st->letters;
	json_t *rows, *e;
	enum err_code rc = ERR_OK;
	size_t i;

	letters_start_over(l, st);
	FIXED_SET(l->id, st->office.card.id);
	if (ledger_head(st->ledger)->seq <= l->seq)
		return ERR_OK;
	rows = json_array();
	for (size_t n = 0;
		rc == ERR_OK && n < sizeof(readings) / sizeof(readings[0]); n++)
		rc = ledger_gather(
			rows, st->ledger, readings[n].kind, l->seq, err);
	if (rc == ERR_OK) {
		doc_sort(rows, ledger_order);
		json_array_foreach(rows, i, e) letters_read_entry(l, e);
		l->seq = ledger_head(st->ledger)->seq;
		FIXED_SET(l->hash, ledger_head(st->ledger)->hash);
	}
	json_decref(rows);
	return rc;
}

/* ---- keys ---- */

static enum err_code
letters_key(struct seal_key *key, const struct station *st, const char *name,
	struct err *err)
{
	char *path = station_path(st->dir, name), text[SEAL_FILE];
	FILE *f = fopen(path, "re");
	size_t len = f ? fread(text, 1, sizeof(text), f) : 0;
	enum err_code rc;

	if (f == NULL)
		rc = refuse_errno(err, REFUSE_READ, path);
	else
		rc = seal_file_parse(key, text, len, err);
	if (f != NULL)
		(void)fclose(f);
	sodium_memzero(text, sizeof(text));
	free(path);
	return rc;
}

enum err_code
letters_keys(struct seal_key keys[OWN_KEYS], size_t *count,
	const struct station *st, bool drill, struct err *err)
{
	static const char *const names[2][OWN_KEYS] = {
		{ "keys/seal", "keys/seal.old" },
		{ "keys/drill-seal", "keys/drill-seal.old" }
	};
	enum err_code rc = letters_key(&keys[0], st, names[drill][0], err);

	*count = rc == ERR_OK;
	if (rc == ERR_OK &&
		letters_key(&keys[1], st, names[drill][1], NULL) == ERR_OK)
		*count = OWN_KEYS;
	return rc;
}
