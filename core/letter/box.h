/*
 * A letter's box: the body, padded so that its length says little, encrypted
 * with a key of its own (XChaCha20-Poly1305), and that key sealed to each who
 * may read it (libsodium's crypto_box_seal). All random bytes are drawn by the
 * caller, anew for each letter; the same ones give the same box. Pure.
 */
#ifndef CRIER_LETTER_BOX_H
#define CRIER_LETTER_BOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/seal.h"

enum {
	BOX_KEY = 32,
	BOX_NONCE = 24,
	BOX_TAG = 16,
	BOX_SEALED = BOX_KEY + 48, /* a sealed key */
	BOX_BODY = 180 * 1024, /* bytes of a body */
	BOX_PADDED = 256 * 1024, /* the largest of the five sizes */
	BOX_MAX = BOX_NONCE + BOX_PADDED + BOX_TAG
};

/* The random bytes of one letter. */
struct letter_chance {
	unsigned char key[BOX_KEY]; /* of the box */
	unsigned char nonce[BOX_NONCE];
	unsigned char once[32]; /* for the keys with which keys are sealed */
	unsigned char salt[16]; /* for the body */
};

/* 1, 4, 16, 64 or 256 KiB: the least that holds so many; 0 if none does. */
size_t box_room(size_t len);

/* Nonce, cipher text and tag, behind what is in `out`. */
void box_close(struct buf *out, const struct letter_chance *chance,
	const char *body, size_t len);

/*
 * False if it is none, or closed with another key. *body has *len bytes and a
 * NUL behind them, the caller's to free.
 */
bool box_open(char **body, size_t *len, const unsigned char key[BOX_KEY],
	const unsigned char *box, size_t box_len);

/* Seals the box's key to the n-th who may read it; false if pub is no key. */
bool
box_key_seal(unsigned char out[BOX_SEALED], const struct letter_chance *chance,
	const unsigned char pub[SEAL_KEY], size_t n);
bool box_key_open(unsigned char out[BOX_KEY],
	const unsigned char sealed[BOX_SEALED], const struct seal_key *key);

#endif
