/*
 * The form of a signing secret of Standard Webhooks 1.0.0: whsec_ and the
 * base64 of 24 to 64 bytes.
 */
#ifndef CRIER_BASE_WHSEC_H
#define CRIER_BASE_WHSEC_H

#include <stddef.h>

#include "base/err.h"

enum { WHSEC_KEY_MAX = 64 };

/* The key's bytes, which the caller wipes. ERR_INVALID if it is none; the
 * error holds nothing of the secret. */
enum err_code whsec_parse(unsigned char key[WHSEC_KEY_MAX], size_t *len,
	const char *secret, struct err *err);

/* Is it of that form? */
enum err_code whsec_check(const char *secret, struct err *err);

#endif
