/*
 * Stations for tests of letters: their keys come from one byte each, so that
 * every run has the same ones, and their volumes go on by themselves.
 */
#ifndef CRIER_TESTS_LETTER_RIG_H
#define CRIER_TESTS_LETTER_RIG_H

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "letter/card_field.h"
#include "letter/judge.h"
#include "letter/letter.h"
#include "letter/spare.h"

#include <sodium.h>

#define RIG_TIME INT64_C(1795000000000)
#define RIG_HASH                                                               \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

struct rig {
	const char *id;
	struct sshsig_key key, spare;
	struct sshkey pub;
	struct seal_key seal, spare_seal;
	int64_t vol, seq;
	char prev[HASH_HEX];
	unsigned char chance; /* so that no two letters draw the same */
};

/* A memory in which nothing stands: of who has taken no letter yet. */
static inline bool
rig_nothing_at(void *ctx, char hash[HASH_HEX], int64_t vol, int64_t seq)
{
	(void)ctx;
	(void)hash;
	(void)vol;
	(void)seq;
	return false;
}

static inline bool
rig_nothing_has(void *ctx, const char *hash)
{
	(void)ctx;
	(void)hash;
	return false;
}

static inline struct rig
rig_new(const char *id, unsigned char first)
{
	unsigned char seed[SSHSIG_SEED] = { first };
	struct rig r = { .id = id, .vol = 1 };

	sshsig_key_init(&r.key, seed);
	(void)card_key_set(&r.pub, r.key.pub);
	seed[1] = 1;
	sshsig_key_init(&r.spare, seed);
	spare_seal_key(&r.spare_seal, &r.spare);
	seed[1] = 2;
	crypto_box_seed_keypair(r.seal.pub, r.seal.secret, seed);
	return r;
}

static inline json_t *
rig_ask(const char *text)
{
	json_t *body = json_object();

	doc_put_str(body, "kind", "concur-ask");
	doc_put_str(body, "message", "2026-0123/3");
	doc_put_str(body, "title", "清水河水位通报");
	doc_put_str(body, "text", text);
	doc_put_str(body, "digest", RIG_HASH);
	doc_put_str(body, "organ", "county-media");
	doc_put_str(body, "by", "王丽");
	return body;
}

static inline json_t *
rig_halt(void)
{
	json_t *body = json_object();

	doc_put_str(body, "kind", "halt");
	doc_put_str(body, "joint", RIG_HASH);
	doc_put_str(body, "by", "王丽");
	doc_put_str(body, "reason", "数字有误");
	return body;
}

/* What the next letter of this station would be; the body is borrowed. */
static inline struct letter_draft
rig_draft(struct rig *from, const struct letter_addressee *to, size_t count,
	const json_t *body)
{
	return (struct letter_draft){ .from = from->id,
		.vol = from->vol,
		.seq = from->seq + 1,
		.prev = from->prev,
		.time = RIG_TIME,
		.ledger_seq = 7,
		.ledger_hash = RIG_HASH,
		.body = body,
		.to = to,
		.to_count = count,
		.own_seal = from->seal.pub,
		.spare_seal = from->spare_seal.pub,
		.key = &from->key };
}

static inline struct letter_chance
rig_chance(struct rig *from)
{
	struct letter_chance chance;

	memset(&chance, ++from->chance, sizeof(chance));
	chance.key[0] = from->key.pub[0];
	return chance;
}

/* Seals and goes on; the body is taken over. */
static inline struct letter_sealed
rig_send_mode(struct rig *from, const struct rig *to, json_t *body, bool drill)
{
	struct letter_addressee one = { to->id, to->seal.pub };
	struct letter_draft draft = rig_draft(from, &one, 1, body);
	struct letter_chance chance = rig_chance(from);
	struct letter_sealed sealed;
	enum err_code rc;

	draft.drill = drill;
	rc = letter_seal(&sealed, &draft, &chance, NULL);
	assert(rc == ERR_OK);
	json_decref(body);
	from->seq++;
	FIXED_SET(from->prev, sealed.hash);
	return sealed;
}

static inline struct letter_sealed
rig_send(struct rig *from, const struct rig *to, json_t *body)
{
	return rig_send_mode(from, to, body, false);
}

/* Its next letter, and another one in the same place, of a copy of its key
 * that goes on from there. */
static inline struct rig
rig_twins(struct rig *from, const struct rig *to, struct letter_sealed out[2])
{
	struct rig twin = *from;

	twin.chance = 100;
	out[0] = rig_send(from, to, rig_ask("one"));
	out[1] = rig_send(&twin, to, rig_ask("another"));
	return twin;
}

#endif
