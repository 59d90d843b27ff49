/*
 * A security key in software, for ssh-keygen and ssh-agent (SSH_SK_PROVIDER):
 * ECDSA P-256 and Ed25519, API version 10, as OpenSSH 9 has it. The key
 * handle is the private key itself. It says that a person touched it unless
 * SK_NOBODY is in the environment, and that a PIN was given when one was
 * asked for and is SK_PIN.
 */
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	API_VERSION = 0x000a0000,
	ALG_ECDSA = 0,
	ALG_ED25519 = 1,
	FLAG_PRESENT = 0x01,
	FLAG_VERIFIED = 0x04,
	FAULT = -1,
	FAULT_KIND = -2,
	FAULT_PIN = -3
};

struct sk_option;

struct sk_enroll_response {
	uint8_t flags;
	uint8_t *public_key;
	size_t public_key_len;
	uint8_t *key_handle;
	size_t key_handle_len;
	uint8_t *signature;
	size_t signature_len;
	uint8_t *attestation_cert;
	size_t attestation_cert_len;
	uint8_t *authdata;
	size_t authdata_len;
};

struct sk_sign_response {
	uint8_t flags;
	uint32_t counter;
	uint8_t *sig_r;
	size_t sig_r_len;
	uint8_t *sig_s;
	size_t sig_s_len;
};

struct sk_resident_key;

uint32_t sk_api_version(void);
int sk_enroll(uint32_t alg, const uint8_t *challenge, size_t challenge_len,
	const char *application, uint8_t flags, const char *pin,
	struct sk_option **options, struct sk_enroll_response **out);
int sk_sign(uint32_t alg, const uint8_t *data, size_t len,
	const char *application, const uint8_t *handle, size_t handle_len,
	uint8_t flags, const char *pin, struct sk_option **options,
	struct sk_sign_response **out);
int sk_load_resident_keys(const char *pin, struct sk_option **options,
	struct sk_resident_key ***keys, size_t *count);

uint32_t
sk_api_version(void)
{
	return API_VERSION;
}

static uint8_t *
copy(const uint8_t *data, size_t len)
{
	uint8_t *out = calloc(1, len + 1);

	if (out == NULL)
		abort();
	memcpy(out, data, len);
	return out;
}

/* The private key as its own handle: DER, whatever its kind. */
static int
put_handle(struct sk_enroll_response *r, EVP_PKEY *key)
{
	unsigned char *der = NULL;
	int len = i2d_PrivateKey(key, &der);

	if (len <= 0)
		return FAULT;
	r->key_handle = copy(der, (size_t)len);
	r->key_handle_len = (size_t)len;
	OPENSSL_free(der);
	return 0;
}

static EVP_PKEY *
get_handle(uint32_t alg, const uint8_t *handle, size_t len)
{
	return d2i_PrivateKey(alg == ALG_ECDSA ? EVP_PKEY_EC : EVP_PKEY_ED25519,
		NULL, &handle, (long)len);
}

int
sk_enroll(uint32_t alg, const uint8_t *challenge, size_t challenge_len,
	const char *application, uint8_t flags, const char *pin,
	struct sk_option **options, struct sk_enroll_response **out)
{
	struct sk_enroll_response *r = calloc(1, sizeof(*r));
	EVP_PKEY *key;
	uint8_t pub[65];
	size_t len = 0;

	(void)challenge, (void)challenge_len, (void)application, (void)pin;
	(void)options;
	if (r == NULL)
		abort();
	if (alg != ALG_ECDSA && alg != ALG_ED25519)
		return FAULT_KIND;
	key = alg == ALG_ECDSA ? EVP_EC_gen("P-256")
			       : EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	if (key == NULL || put_handle(r, key) != 0 ||
		EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY,
			pub, sizeof(pub), &len) != 1)
		return FAULT;
	r->flags = flags;
	r->public_key = copy(pub, len);
	r->public_key_len = len;
	r->signature = copy(pub, 0);
	EVP_PKEY_free(key);
	*out = r;
	return 0;
}

/* What is signed: PROTOCOL.u2f of OpenSSH. */
static size_t
signed_bytes(uint8_t out[69], const char *application, uint8_t flags,
	uint32_t counter, const uint8_t *data, size_t len)
{
	SHA256((const uint8_t *)application, strlen(application), out);
	out[32] = flags;
	out[33] = (uint8_t)(counter >> 24);
	out[34] = (uint8_t)(counter >> 16);
	out[35] = (uint8_t)(counter >> 8);
	out[36] = (uint8_t)counter;
	SHA256(data, len, out + 37);
	return 69;
}

static void
put_number(uint8_t **out, size_t *len, const BIGNUM *n)
{
	uint8_t raw[32];
	int room = BN_num_bytes(n);

	BN_bn2bin(n, raw);
	*out = copy(raw, (size_t)room);
	*len = (size_t)room;
}

static int
put_signature(struct sk_sign_response *r, uint32_t alg, const uint8_t *sig,
	size_t len)
{
	ECDSA_SIG *both;

	if (alg == ALG_ED25519) {
		r->sig_r = copy(sig, len);
		r->sig_r_len = len;
		return 0;
	}
	both = d2i_ECDSA_SIG(NULL, &sig, (long)len);
	if (both == NULL)
		return FAULT;
	put_number(&r->sig_r, &r->sig_r_len, ECDSA_SIG_get0_r(both));
	put_number(&r->sig_s, &r->sig_s_len, ECDSA_SIG_get0_s(both));
	ECDSA_SIG_free(both);
	return 0;
}

static uint8_t
flags_said(uint8_t asked, const char *pin)
{
	const char *want = getenv("SK_PIN");
	uint8_t said = 0;

	if (getenv("SK_NOBODY") == NULL)
		said |= FLAG_PRESENT;
	if ((asked & FLAG_VERIFIED) != 0 && want != NULL && pin != NULL &&
		strcmp(pin, want) == 0)
		said |= FLAG_VERIFIED;
	return said;
}

int
sk_sign(uint32_t alg, const uint8_t *data, size_t len, const char *application,
	const uint8_t *handle, size_t handle_len, uint8_t flags,
	const char *pin, struct sk_option **options,
	struct sk_sign_response **out)
{
	struct sk_sign_response *r = calloc(1, sizeof(*r));
	EVP_PKEY *key = get_handle(alg, handle, handle_len);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	uint8_t what[69], sig[128];
	size_t n = sizeof(sig);
	int rc;

	(void)options;
	if (r == NULL || ctx == NULL)
		abort();
	r->flags = flags_said(flags, pin);
	if ((flags & FLAG_VERIFIED) != 0 && (r->flags & FLAG_VERIFIED) == 0)
		return FAULT_PIN;
	r->counter = 7;
	rc = key == NULL ||
			EVP_DigestSignInit(ctx, NULL,
				alg == ALG_ECDSA ? EVP_sha256() : NULL, NULL,
				key) != 1 ||
			EVP_DigestSign(ctx, sig, &n, what,
				signed_bytes(what, application, r->flags,
					r->counter, data, len)) != 1
		? FAULT
		: put_signature(r, alg, sig, n);
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(key);
	*out = r;
	return rc;
}

int
sk_load_resident_keys(const char *pin, struct sk_option **options,
	struct sk_resident_key ***keys, size_t *count)
{
	(void)pin, (void)options;
	*keys = NULL;
	*count = 0;
	return 0;
}
