/*
 * Public keys of persons, as OpenSSH writes them, and signatures made with
 * them: Ed25519 through libsodium, RSA and ECDSA through OpenSSL, and both
 * kinds of security key (PROTOCOL.u2f). Who may use which key is judged
 * elsewhere. Pure.
 */
#ifndef CRIER_BASE_SSHKEY_H
#define CRIER_BASE_SSHKEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/sshwire.h"

enum sshkey_kind {
	SSHKEY_ED25519,
	SSHKEY_SK_ED25519, /* a security key */
	SSHKEY_SK_ECDSA, /* a security key, curve P-256 */
	SSHKEY_RSA
};

enum {
	SSHKEY_BLOB = 1100, /* RSA with 8,192 bits, the largest taken */
	SSHKEY_LINE = 1536, /* "type base64" */
	SSHKEY_FINGERPRINT = 51, /* "SHA256:" and 43 signs */
	SSHKEY_RSA_BITS = 3072, /* NIST SP 800-57: from 2031 on */
	SSHKEY_RSA_MOST = 8192
};

/* Why something is no key that an officer can sign with. */
enum sshkey_fault {
	SSHKEY_FINE,
	SSHKEY_NOT_A_KEY, /* cannot be read */
	SSHKEY_PRIVATE, /* a private key was shown */
	SSHKEY_OTHER_KIND, /* readable, of a kind that is not taken */
	SSHKEY_SHORT, /* RSA with fewer bits than SSHKEY_RSA_BITS */
	SSHKEY_LONG, /* RSA with more than SSHKEY_RSA_MOST */
	SSHKEY_WEB /* a security key of a web site, not of SSH */
};

struct sshkey {
	enum sshkey_kind kind;
	size_t len;
	unsigned char blob[SSHKEY_BLOB]; /* as it stands in a key line */
};

/* What a signature of a security key says of itself. Zero for the others. */
struct sshkey_touch {
	bool touched; /* a person was there */
	bool verified; /* and gave the key's PIN or finger */
	uint32_t counter;
};

/*
 * From a key's binary form: what an agent lists, what stands in a signature.
 * It has the form of a key; one whose numbers are none verifies nothing.
 */
enum sshkey_fault
sshkey_take(struct sshkey *key, const unsigned char *blob, size_t len);

/*
 * The same from "type base64 [comment]", one line with or without its newline;
 * options before the type are not taken. For keys that are known already.
 */
enum sshkey_fault sshkey_read(struct sshkey *key, const char *line);

/*
 * The same from somebody who wants it taken: its numbers are judged too, as no
 * verification does. That costs as much as a verification.
 */
enum sshkey_fault sshkey_parse(struct sshkey *key, const char *line);

/* "type base64", without comment and newline. */
void sshkey_format(char out[SSHKEY_LINE], const struct sshkey *key);

/* As `ssh-keygen -l` prints it: "SHA256:…". */
void sshkey_fingerprint(char out[SSHKEY_FINGERPRINT], const struct sshkey *key);

/* The same of a key of which only the SHA-256 is at hand: 32 bytes. */
void sshkey_print(char out[SSHKEY_FINGERPRINT], const unsigned char sha256[32]);

/* Is it among the fingerprints that were pinned, "SHA256:…,SHA256:…"? */
bool sshkey_is_pinned(const char *pins, const unsigned char sha256[32]);

bool sshkey_same(const struct sshkey *a, const struct sshkey *b);

/* Whether the key lives in a security key, which can ask for a touch. */
bool sshkey_is_token(const struct sshkey *key);

const char *sshkey_type(enum sshkey_kind kind);

/*
 * Whether sig, a signature as an agent gives it, fits the data. RSA: SHA-2
 * only. touch may be NULL.
 */
bool sshkey_verify(const struct sshkey *key, const unsigned char *sig,
	size_t sig_len, const void *data, size_t len,
	struct sshkey_touch *touch);

#endif
