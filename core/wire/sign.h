/*
 * The signature of Standard Webhooks 1.0.0: HMAC-SHA256 over id, timestamp
 * and body, by a secret written whsec_BASE64.
 */
#ifndef CRIER_WIRE_SIGN_H
#define CRIER_WIRE_SIGN_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { SIGN_TEXT = 48 };

/*
 * "v1,BASE64" for the header webhook-signature. `seconds` is the time of the
 * attempt. ERR_INVALID, without a word of the secret, if it is none.
 */
enum err_code
sign_webhook(char out[SIGN_TEXT], const char *secret, const char *id,
	int64_t seconds, const char *body, size_t len, struct err *err);

#endif
