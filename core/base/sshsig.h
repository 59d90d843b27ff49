/*
 * Signatures in OpenSSH's format (PROTOCOL.sshsig, ssh-keygen(1) ALLOWED
 * SIGNERS), and the station's own Ed25519 keys (PROTOCOL.key), made with
 * libsodium. What this signs for namespace "git" is what `git verify-commit` accepts with
 * gpg.format=ssh. Pure: keys come from a seed that the caller drew, texts are
 * given and taken in memory. Signing the same bytes twice gives the same
 * signature.
 */
#ifndef CRIER_BASE_SSHSIG_H
#define CRIER_BASE_SSHSIG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/sshkey.h"
#include "base/sshwire.h"

enum {
	SSHSIG_SEED = 32,
	SSHSIG_LINE = 192, /* public key line with its comment */
	SSHSIG_FILE = 640, /* private key file */
	SSHSIG_TEXT = 512, /* armoured signature of the station */
	SSHSIG_ARMOUR = 3700, /* armoured signature with any key */
	SSHSIG_NAME = 65 /* a principal in the allowed signers */
};

struct sshsig_key {
	unsigned char pub[32];
	unsigned char secret[64]; /* seed, then public key */
};

/* The key pair that belongs to a seed of SSHSIG_SEED random bytes. */
void sshsig_key_init(struct sshsig_key *key, const unsigned char *seed);
/* Wipes the secret from memory. */
void sshsig_key_release(struct sshsig_key *key);

/*
 * "ssh-ed25519 AAAA… comment" without a newline; the comment may be "" and
 * is cut at 64 bytes.
 */
void sshsig_key_format(char out[SSHSIG_LINE], const struct sshsig_key *key,
	const char *comment);

/*
 * The private key as an unencrypted OpenSSH file, which ssh-keygen reads too.
 * Whoever writes it gives it mode 0600. Parse reads it back; ERR_INVALID for
 * anything else, an encrypted key included.
 */
void sshsig_file_format(char out[SSHSIG_FILE], const struct sshsig_key *key);
enum err_code sshsig_file_parse(
	struct sshsig_key *key, const char *text, size_t len, struct err *err);

/* Signs: armour with BEGIN and END lines, each ending in a newline. */
void sshsig_sign(char out[SSHSIG_TEXT], const struct sshsig_key *key,
	const char *space, const void *data, size_t len);

/*
 * What a signature over data in namespace `space` really signs, for who has
 * it made elsewhere: an agent. The namespace has at most 32 bytes.
 */
void sshsig_bytes(
	struct ssh_blob *out, const char *space, const void *data, size_t len);

/* Armours a signature (sshkey.h) that was made over sshsig_bytes. */
void sshsig_wrap(char out[SSHSIG_ARMOUR], const struct sshkey *key,
	const char *space, const unsigned char *sig, size_t len);

/*
 * Whether an armoured signature fits the data in namespace `space`, with which
 * key, and what a security key said. Whose key it is, is the caller's to
 * judge. False also for a key of a kind that is not taken.
 */
bool
sshsig_check(struct sshkey *key, struct sshkey_touch *touch, const char *armour,
	size_t armour_len, const char *space, const void *data, size_t len);

/* Which key an armoured signature says that it is by: nothing is checked. */
bool sshsig_signer(struct sshkey *key, const char *armour, size_t armour_len,
	const char *space);

/*
 * Checks an armoured signature over data in namespace `space` against the
 * text of an allowed-signers file. Lines are read as ssh-keygen reads them:
 * comments, principals, the options namespaces, valid-after, valid-before;
 * keys of kinds that sshkey.h does not have are passed over, cert-authority
 * lines too.
 * `at` is the instant (UTC milliseconds) at which valid-after and
 * valid-before (written in UTC) are judged. On success `principal` holds the
 * first name of the line. ERR_INVALID: this is no signature or it does not
 * fit the data; ERR_DENIED: it fits, but the key is not among the allowed.
 */
enum err_code sshsig_verify(char principal[SSHSIG_NAME], const char *armour,
	size_t armour_len, const char *space, const void *data, size_t len,
	const char *allowed, long long at, struct err *err);

/*
 * The line of an allowed-signers file that lets a public key line sign for
 * git: `station namespaces="git" ssh-ed25519 AAAA…`. False if `line` is not
 * an ssh-ed25519 public key.
 */
bool
sshsig_allow(char out[SSHSIG_LINE], const char *principal, const char *line);

#endif
