/*
 * SHA-256. The algorithm object is fetched once per thread, because fetching
 * costs more than hashing a ledger line, and OpenSSL's objects may not be
 * shared between the station's thread and the one that writes the record.
 */
#include "base/hash.h"

#include <assert.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>

static _Thread_local EVP_MD *algorithm;
static _Thread_local EVP_MD_CTX *ctx;

static void
hash_prepare(void)
{
	if (algorithm == NULL) {
		algorithm = EVP_MD_fetch(NULL, "SHA256", NULL);
		assert(algorithm != NULL);
	}
	if (ctx == NULL) {
		ctx = EVP_MD_CTX_new();
		assert(ctx != NULL);
	}
}

void
hash_thread_end(void)
{
	EVP_MD_CTX_free(ctx);
	EVP_MD_free(algorithm);
	ctx = NULL;
	algorithm = NULL;
}

void
hash_raw(unsigned char out[HASH_RAW], const void *data, size_t len)
{
	unsigned int n = 0;
	int ok;

	hash_prepare();
	ok = EVP_DigestInit_ex2(ctx, algorithm, NULL) &&
		EVP_DigestUpdate(ctx, data, len) &&
		EVP_DigestFinal_ex(ctx, out, &n);
	assert(ok && n == HASH_RAW);
}

void
hash_to_hex(char *out, const unsigned char *raw, size_t len)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < len; i++) {
		*out++ = digits[raw[i] >> 4];
		*out++ = digits[raw[i] & 15];
	}
	*out = '\0';
}

void
hash_hex(char out[HASH_HEX], const void *data, size_t len)
{
	unsigned char raw[HASH_RAW];

	hash_raw(raw, data, len);
	hash_to_hex(out, raw, HASH_RAW);
}

void
hash_hmac(char out[HASH_HEX], const void *key, size_t key_len, const void *data,
	size_t len)
{
	unsigned char raw[HASH_RAW];
	unsigned int n = 0;
	unsigned char *ok =
		HMAC(EVP_sha256(), key, (int)key_len, data, len, raw, &n);

	assert(ok != NULL && n == HASH_RAW);
	hash_to_hex(out, raw, HASH_RAW);
}

/* struct hash_stream is OpenSSL's context under another name. */
struct hash_stream *
hash_stream_new(void)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	int ok;

	hash_prepare();
	ok = c != NULL && EVP_DigestInit_ex2(c, algorithm, NULL);
	assert(ok);
	return (struct hash_stream *)c;
}

void
hash_stream_add(struct hash_stream *h, const void *data, size_t len)
{
	int ok = EVP_DigestUpdate((EVP_MD_CTX *)h, data, len);

	assert(ok);
}

void
hash_stream_end(char out[HASH_HEX], struct hash_stream *h)
{
	unsigned char raw[HASH_RAW];
	unsigned int n = 0;
	int ok = EVP_DigestFinal_ex((EVP_MD_CTX *)h, raw, &n);

	assert(ok && n == HASH_RAW);
	hash_to_hex(out, raw, sizeof(raw));
	EVP_MD_CTX_free((EVP_MD_CTX *)h);
}
