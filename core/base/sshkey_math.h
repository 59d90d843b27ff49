/*
 * The arithmetic behind sshkey.h, by libsodium and OpenSSL. Only sshkey.c
 * includes this.
 */
#ifndef CRIER_BASE_SSHKEY_MATH_H
#define CRIER_BASE_SSHKEY_MATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/sshkey.h"
#include "base/sshwire.h"

/* Parts of a public key; they point into its blob. What a kind does not have
 * is empty. */
struct sshkey_parts {
	enum sshkey_kind kind;
	struct ssh_scan point; /* Ed25519: 32 bytes; P-256: 65, uncompressed */
	struct ssh_scan application; /* of a security key */
	struct ssh_scan exponent, modulus; /* RSA, unsigned, no leading zero */
};

/* Whether the library takes these parts as a key: a point on the curve, an
 * odd modulus. */
bool sshkey_math_sound(const struct sshkey_parts *p);

bool sshkey_math_ed25519(const struct sshkey_parts *p,
	const struct ssh_scan *sig, const void *data, size_t len);
/* sig holds the numbers r and s. */
bool sshkey_math_ecdsa(const struct sshkey_parts *p, const struct ssh_scan *sig,
	const void *data, size_t len);
/* PKCS #1 v1.5 with this hash. */
bool sshkey_math_rsa(const struct sshkey_parts *p, const struct ssh_scan *sig,
	const char *hash, const void *data, size_t len);

#endif
