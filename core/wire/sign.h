/*
 * Signatures, all of them HMAC-SHA256: of Standard Webhooks 1.0.0 over id,
 * timestamp and body, by a secret written whsec_BASE64; of robots over the
 * time and the secret alone, so that they say who and when, but not what.
 */
#ifndef CRIER_WIRE_SIGN_H
#define CRIER_WIRE_SIGN_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { SIGN_TEXT = 48, SIGN_SECRET_MAX = 200 };

/*
 * "v1,BASE64" for the header webhook-signature. `seconds` is the time of the
 * attempt. ERR_INVALID, without a word of the secret, if it is none.
 */
enum err_code
sign_webhook(char out[SIGN_TEXT], const char *secret, const char *id,
	int64_t seconds, const char *body, size_t len, struct err *err);

/*
 * BASE64 for DingTalk: the key is the secret, what is signed is the time in
 * milliseconds, a line feed and the secret. ERR_INVALID, without a word of the
 * secret, if it is too long.
 */
enum err_code sign_dingtalk(
	char out[SIGN_TEXT], const char *secret, int64_t ms, struct err *err);

/*
 * BASE64 for Feishu: the key is the time in seconds, a line feed and the
 * secret, and nothing is signed by it.
 */
enum err_code sign_feishu(char out[SIGN_TEXT], const char *secret,
	int64_t seconds, struct err *err);

#endif
