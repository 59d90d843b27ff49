/*
 * libsodium's, which takes the same time whatever the bytes are.
 */
#include "base/base64.h"

#include <sodium.h>
#include <string.h>

void
base64_format(char *out, size_t room, const void *data, size_t len)
{
	sodium_bin2base64(out, room, data, len, sodium_base64_VARIANT_ORIGINAL);
}

bool
base64_parse(void *out, size_t room, size_t *len, const char *text)
{
	return sodium_base642bin(out, room, text, strlen(text), NULL, len, NULL,
		       sodium_base64_VARIANT_ORIGINAL) == 0;
}
