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

enum err_code
sign_webhook(char out[SIGN_TEXT], const char *secret, const char *id,
	int64_t seconds, const char *body, size_t len, struct err *err)
{
	unsigned char key[WHSEC_KEY_MAX], mac[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256_state state;
	size_t key_len = 0;
	char head[300];
	enum err_code rc;

	rc = whsec_parse(key, &key_len, secret, err);
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
