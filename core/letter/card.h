/*
 * A unit's card: who it is, how it is rung, with which keys it signs and is
 * written to. The card is signed with the key that it names, so that who has
 * heard that key's fingerprint on the telephone (print.h) knows the whole card.
 * A later card may also be signed with the spare key that the card before it
 * named. Reading a card proves that it is whole, never whose it is.
 *
 * Two forms, one content: canonical JSON {"card": {…}, "sig": …}, and a compact
 * text "CRIER1:…" of capitals and digits for a QR code, 73 modules wide. Pure.
 */
#ifndef CRIER_LETTER_CARD_H
#define CRIER_LETTER_CARD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/seal.h"
#include "base/sshsig.h"
#include "crier/id.h"

enum {
	CARD_UNIT = 121, /* bytes with the NUL: 40 Chinese characters */
	CARD_PHONE = 33,
	CARD_EXCHANGE = 201,
	CARD_RANK = 17,
	CARD_TEXT = 4096, /* bytes of a card in either form */
	CARD_COMPACT = 1600 /* and of the compact one */
};

struct card {
	char id[WORD_ID]; /* [a-z0-9._-]+, begins with a letter or digit */
	char unit[CARD_UNIT]; /* the unit's name */
	char rank[CARD_RANK]; /* what it says it is to the reader, or "" */
	char phone[CARD_PHONE]; /* of its duty desk */
	char organ[WORD_ID]; /* its id in organs.yaml, or "" */
	char exchange[CARD_EXCHANGE]; /* where it lays letters, or "" */
	char spare[SSHKEY_FINGERPRINT]; /* of its spare key: "SHA256:…" */
	struct sshkey key; /* signs; Ed25519 */
	unsigned char seal[SEAL_KEY]; /* letters to it are sealed to this */
	unsigned char drill_seal[SEAL_KEY]; /* those of drills */
	int64_t made; /* UTC milliseconds */
	bool demo; /* of a demonstration: refused outside of one */
	/* read, not written: fingerprint of the spare key that also signed, or
	 * "" */
	char by[SSHKEY_FINGERPRINT];
};

/*
 * The card's text, signed; `key` must be the one that it names. `spare` signs
 * too where it is not NULL. *out is canonical JSON with a newline, the
 * caller's to free. A field that cannot be is refused with its name.
 */
enum err_code
card_make(char **out, const struct card *card, const struct sshsig_key *key,
	const struct sshsig_key *spare, struct err *err);

/* The same as compact text, without the spare key's signature. */
enum err_code card_make_compact(char out[CARD_COMPACT], const struct card *card,
	const struct sshsig_key *key, struct err *err);

/*
 * Reads either form, typed or pasted by somebody: bounds, fields, signatures.
 * No unknown field is passed over.
 */
enum err_code
card_parse(struct card *out, const char *text, size_t len, struct err *err);

/* The content alone, new reference; and back, every field judged. */
json_t *card_doc(const struct card *card);
enum err_code card_read(struct card *out, const json_t *doc, struct err *err);

/*
 * Can this station take it? Not its own, and a demo's only in a demo.
 */
enum err_code card_admit(const struct card *card, const char *own_id,
	bool own_demo, struct err *err);

#endif
