/*
 * A letter: one signed, sealed document from one station to named partners, as
 * it lies on the exchange or stands on a line of a pack. Canonical JSON
 *
 *	{"box": base64, "head": {…}, "keys": {id: base64 …}, "sig": armour}
 *
 * The head says who writes to whom, in which volume and at which place of it,
 * and holds the hashes of body and box; the signature is over the head. One
 * that is not for the reader may lack box and keys: the chain goes on with its
 * head alone. What is read here has the form of a letter; whose it is and
 * whether it is sound is judge.h's. Pure.
 */
#ifndef CRIER_LETTER_LETTER_H
#define CRIER_LETTER_LETTER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/seal.h"
#include "base/sshsig.h"
#include "letter/box.h"

enum {
	LETTER_TEXT = 448 * 1024, /* bytes of a letter */
	LETTER_TO = 256, /* addressees of one letter */
	LETTER_SALT = 33 /* 16 random bytes in hex, in every body */
};

/* The name in keys{} under which the sender's spare key opens. */
#define LETTER_SPARE "+spare"

/* The namespace of the signature: a drill's letter is none of the others. */
const char *letter_space(bool drill);

struct letter {
	json_t *doc; /* the whole; what is below is borrowed from it */
	const json_t *head, *to;
	const char *sig;
	const char *from, *prev; /* prev "" where the chain begins */
	char *head_text; /* canonical: what is hashed and signed; owned */
	char hash[HASH_HEX]; /* of the head: the letter's name */
	bool drill; /* by the signature's namespace */
	bool whole; /* box and keys are there */
	int64_t vol, seq, time;
};

/*
 * From len bytes, with or without a newline behind them. ERR_INVALID: no letter
 * (dirt), with what is wrong. Release what was read.
 */
enum err_code
letter_parse(struct letter *out, const char *text, size_t len, struct err *err);
void letter_release(struct letter *l);

bool letter_is_to(const struct letter *l, const char *id);
/* Head and signature alone, for who is not addressed; free it. */
char *letter_stub(const struct letter *l);

/* Is it signed with this key, in the namespace of its mode? */
bool letter_is_signed(const struct letter *l, const struct sshkey *key);

/* Box and keys are there, and those that the head names. */
bool letter_is_intact(const struct letter *l);

/*
 * Opens an intact one with the key that was sealed to `name`: an addressee's or the
 * sender's id, or LETTER_SPARE; tries each of `count` pairs. ERR_DENIED: none
 * of them opens it; ERR_CORRUPT: what is in it is not what the head says.
 * *body has *len bytes and a NUL, the caller's to free.
 */
enum err_code
letter_open(char **body, size_t *len, const struct letter *l, const char *name,
	const struct seal_key *keys, size_t count, struct err *err);

struct letter_addressee {
	const char *id;
	const unsigned char *seal; /* SEAL_KEY bytes, of the letter's mode */
};

struct letter_draft {
	const char *from;
	bool drill;
	int64_t vol, seq; /* from 1 */
	const char *prev; /* the hash before; "" for the very first */
	int64_t time; /* UTC milliseconds */
	int64_t ledger_seq; /* our ledger's head, for witnesses */
	const char *ledger_hash;
	const json_t *seen; /* {id: [volume, seq, hash]}, or NULL */
	const json_t *body; /* sound for its kind (body.h); salt is put in
				where it has none */
	const struct letter_addressee *to;
	size_t to_count;
	const unsigned char *own_seal, *spare_seal; /* the sender's, public */
	const struct sshsig_key *key;
};

struct letter_sealed {
	char *text; /* the letter, with a newline */
	char *body; /* as it is in it, for the ledger */
	char hash[HASH_HEX];
};

/*
 * Makes a letter. Refused: a body that its kind does not have or that is too
 * long, addressees that are none, too many or named twice. `chance` is never
 * used again.
 */
enum err_code
letter_seal(struct letter_sealed *out, const struct letter_draft *draft,
	const struct letter_chance *chance, struct err *err);
void letter_sealed_release(struct letter_sealed *s);

/*
 * What a head may say, by its table; `what` then names the field. Used by
 * letter_parse and, before anything is signed, by letter_seal.
 */
bool letter_head_is_sound(const char **what, const json_t *head);

#endif
