/*
 * Sealed secrets: what anybody with the relay's public key can close and only
 * the relay can open (libsodium's crypto_box_seal). The account's id stands
 * inside and must be named again on opening, so a box moved to another
 * account does not open. Pure but for the random bytes that libsodium draws
 * inside seal_close and seal_key_new; nothing else in this layer does that.
 */
#ifndef CRIER_BASE_SEAL_H
#define CRIER_BASE_SEAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum {
	SEAL_KEY = 32,
	SEAL_LINE = 45, /* a public key in base64 */
	SEAL_FILE = 80, /* text of a private key file */
	SEAL_ID = 17, /* a key's id, 16 hex digits */
	SEAL_MAX = 16384 /* bytes of a secret */
};

struct seal_key {
	unsigned char pub[SEAL_KEY];
	unsigned char secret[SEAL_KEY];
};

void seal_key_new(struct seal_key *key); /* a new random pair */
void seal_key_release(struct seal_key *key); /* wipes it */

/* The public half as base64, and back; ERR_INVALID if it is not a key. */
void seal_key_format(char out[SEAL_LINE], const unsigned char pub[SEAL_KEY]);
enum err_code
seal_key_parse(unsigned char pub[SEAL_KEY], const char *line, struct err *err);

/* The id that says which key a box was closed for. */
void seal_key_id(char out[SEAL_ID], const unsigned char pub[SEAL_KEY]);

/* The private key's file: one line "crier-seal-1 BASE64". Mode 0600. */
void seal_file_format(char out[SEAL_FILE], const struct seal_key *key);
enum err_code seal_file_parse(
	struct seal_key *key, const char *text, size_t len, struct err *err);

/*
 * Closes `len` bytes for `account` (a word of at most 64 bytes). *out is
 * base64 text, the caller's to free. ERR_TOO_LARGE over SEAL_MAX.
 */
enum err_code seal_close(char **out, const unsigned char pub[SEAL_KEY],
	const char *account, const void *secret, size_t len, struct err *err);

/*
 * Opens a box. *out has *len bytes and a NUL behind them; wipe it with
 * seal_wipe when done. ERR_INVALID: not a box; ERR_DENIED: closed for another
 * key, changed on the way, or closed for another account.
 */
enum err_code seal_open(char **out, size_t *len, const struct seal_key *key,
	const char *account, const char *box, struct err *err);

/*
 * Has it the form of a box that can hold a credential of this account? Whether
 * it opens only the relay knows.
 */
bool seal_is_box(const char *account, const char *box);

/* Overwrites and frees what seal_open gave; NULL is allowed. */
void seal_wipe(char *secret, size_t len);

#endif
