/*
 * Reading a signing secret.
 */
#include "base/whsec.h"

#include <sodium.h>
#include <string.h>

enum { KEY_MIN = 24 };

enum err_code
whsec_parse(unsigned char key[WHSEC_KEY_MAX], size_t *len, const char *secret,
	struct err *err)
{
	static const char prefix[] = "whsec_";
	size_t skip = sizeof(prefix) - 1;

	if (strncmp(secret, prefix, skip) == 0 &&
		sodium_base642bin(key, WHSEC_KEY_MAX, secret + skip,
			strlen(secret + skip), NULL, len, NULL,
			sodium_base64_VARIANT_ORIGINAL) == 0 &&
		*len >= KEY_MIN)
		return ERR_OK;
	sodium_memzero(key, WHSEC_KEY_MAX);
	return err_set(err, ERR_INVALID, "secret",
		"Copy it again from the receiver: whsec_ and base64.",
		"the signing secret is not of the form whsec_BASE64");
}

enum err_code
whsec_check(const char *secret, struct err *err)
{
	unsigned char key[WHSEC_KEY_MAX];
	size_t len;
	enum err_code rc = whsec_parse(key, &len, secret, err);

	sodium_memzero(key, sizeof(key));
	return rc;
}
