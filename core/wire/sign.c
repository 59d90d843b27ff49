/*
 * The multi-part HMAC of libsodium: its one-shot call takes keys of exactly
 * 32 bytes, the specification allows 24 to 64.
 */
#include "wire/sign.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "base/fixed.h"
#include "base/whsec.h"
#include "crier/refusal.h"

enum err_code
sign_webhook(char out[SIGN_TEXT], const char *secret, const char *id,
	int64_t seconds, const char *body, size_t len, struct err *err)
{
	unsigned char key[WHSEC_KEY_MAX], mac[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256_state state;
	size_t key_len = 0;
	char head[300];
	enum err_code rc;

	rc = whsec_parse(key, &key_len, secret, NULL) == ERR_OK
		? ERR_OK
		: refuse(err, REFUSE_SECRET_FORM, "secret", WITH_NONE);
	if (rc != ERR_OK)
		return rc;
	if (!fixed_try_format(
		    head, sizeof(head), "%s.%" PRId64 ".", id, seconds))
		return err_set(
			err, ERR_TOO_LARGE, "id", "", "the id is too long");
	crypto_auth_hmacsha256_init(&state, key, key_len);
	crypto_auth_hmacsha256_update(
		&state, (const unsigned char *)head, strlen(head));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)body, len);
	crypto_auth_hmacsha256_final(&state, mac);
	memcpy(out, "v1,", 3);
	sodium_bin2base64(out + 3, SIGN_TEXT - 3, mac, sizeof(mac),
		sodium_base64_VARIANT_ORIGINAL);
	sodium_memzero(key, sizeof(key));
	return ERR_OK;
}

static enum err_code
sign_time_and_secret(char *out, size_t size, int64_t time, const char *secret,
	struct err *err)
{
	if (strlen(secret) > SIGN_SECRET_MAX)
		return refuse(err, REFUSE_SECRET_LONG, "secret",
			WITH(arg_key("secret"), arg_bytes(SIGN_SECRET_MAX)));
	fixed_format(out, size, "%" PRId64 "\n%s", time, secret);
	return ERR_OK;
}

static void
sign_hmac(char out[SIGN_TEXT], const char *key, const char *data)
{
	unsigned char mac[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(
		&state, (const unsigned char *)key, strlen(key));
	crypto_auth_hmacsha256_update(
		&state, (const unsigned char *)data, strlen(data));
	crypto_auth_hmacsha256_final(&state, mac);
	sodium_bin2base64(out, SIGN_TEXT, mac, sizeof(mac),
		sodium_base64_VARIANT_ORIGINAL);
}

enum err_code
sign_dingtalk(
	char out[SIGN_TEXT], const char *secret, int64_t ms, struct err *err)
{
	char data[SIGN_SECRET_MAX + 32];
	enum err_code rc =
		sign_time_and_secret(data, sizeof(data), ms, secret, err);

	if (rc == ERR_OK)
		sign_hmac(out, secret, data);
	sodium_memzero(data, sizeof(data));
	return rc;
}

enum err_code
sign_feishu(char out[SIGN_TEXT], const char *secret, int64_t seconds,
	struct err *err)
{
	char key[SIGN_SECRET_MAX + 32];
	enum err_code rc =
		sign_time_and_secret(key, sizeof(key), seconds, secret, err);

	if (rc == ERR_OK)
		sign_hmac(out, key, "");
	sodium_memzero(key, sizeof(key));
	return rc;
}
