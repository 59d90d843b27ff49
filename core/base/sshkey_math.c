/* Calls of OpenSSL 3 and libsodium; nothing of SSH but the two numbers of an
 * ECDSA signature. */
#include "base/sshkey_math.h"

#include <assert.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

static BIGNUM *
number(const struct ssh_scan *n)
{
	return BN_bin2bn(n->data, (int)n->len, NULL);
}

static EVP_PKEY *
key_from(const char *type, OSSL_PARAM_BLD *made)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(made);
	EVP_PKEY *key = NULL;

	assert(ctx != NULL && params != NULL);
	if (EVP_PKEY_fromdata_init(ctx) == 1 &&
		EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
		key = NULL;
	OSSL_PARAM_free(params);
	EVP_PKEY_CTX_free(ctx);
	return key;
}

static EVP_PKEY *
rsa_key(const struct sshkey_parts *p)
{
	OSSL_PARAM_BLD *b = OSSL_PARAM_BLD_new();
	BIGNUM *n = number(&p->modulus), *e = number(&p->exponent);
	EVP_PKEY *key = NULL;

	assert(b != NULL && n != NULL && e != NULL);
	if (BN_is_odd(n) && BN_is_odd(e) && !BN_is_one(e) &&
		OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
		OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_E, e) == 1)
		key = key_from("RSA", b);
	OSSL_PARAM_BLD_free(b);
	BN_free(n);
	BN_free(e);
	return key;
}

static EVP_PKEY *
ecdsa_key(const struct sshkey_parts *p)
{
	OSSL_PARAM_BLD *b = OSSL_PARAM_BLD_new();
	EVP_PKEY *key = NULL;

	assert(b != NULL);
	if (OSSL_PARAM_BLD_push_utf8_string(
		    b, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1 &&
		OSSL_PARAM_BLD_push_octet_string(b, OSSL_PKEY_PARAM_PUB_KEY,
			p->point.data, p->point.len) == 1)
		key = key_from("EC", b);
	OSSL_PARAM_BLD_free(b);
	return key;
}

bool
sshkey_math_sound(const struct sshkey_parts *p)
{
	EVP_PKEY *key;

	if (p->kind == SSHKEY_ED25519 || p->kind == SSHKEY_SK_ED25519)
		return crypto_core_ed25519_is_valid_point(p->point.data) == 1;
	key = p->kind == SSHKEY_RSA ? rsa_key(p) : ecdsa_key(p);
	EVP_PKEY_free(key);
	return key != NULL;
}

bool
sshkey_math_ed25519(const struct sshkey_parts *p, const struct ssh_scan *sig,
	const void *data, size_t len)
{
	return sig->len == crypto_sign_BYTES &&
		crypto_sign_verify_detached(
			sig->data, data, len, p->point.data) == 0;
}

static bool
verify(EVP_PKEY *key, const char *hash, const unsigned char *sig,
	size_t sig_len, const void *data, size_t len)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool fits;

	assert(ctx != NULL);
	fits = key != NULL &&
		EVP_DigestVerifyInit_ex(
			ctx, NULL, hash, NULL, NULL, key, NULL) == 1 &&
		EVP_DigestVerify(ctx, sig, sig_len, data, len) == 1;
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(key);
	return fits;
}

bool
sshkey_math_rsa(const struct sshkey_parts *p, const struct ssh_scan *sig,
	const char *hash, const void *data, size_t len)
{
	/* RSA signatures are as long as the modulus; OpenSSH sends them whole
	 */
	return sig->len == p->modulus.len &&
		verify(rsa_key(p), hash, sig->data, sig->len, data, len);
}

/* The two numbers as DER, which OpenSSL wants; NULL if they are none. Free
 * with OPENSSL_free. */
static unsigned char *
ecdsa_der(const struct ssh_scan *sig, int *len)
{
	struct ssh_scan s = *sig, r_raw = ssh_take_str(&s),
			s_raw = ssh_take_str(&s);
	unsigned char *der = NULL;
	ECDSA_SIG *both;

	if (s.bad || s.len > 0 || r_raw.len > 33 || s_raw.len > 33)
		return NULL;
	both = ECDSA_SIG_new();
	assert(both != NULL);
	if (ECDSA_SIG_set0(both, number(&r_raw), number(&s_raw)) == 1)
		*len = i2d_ECDSA_SIG(both, &der);
	ECDSA_SIG_free(both);
	return *len > 0 ? der : NULL;
}

bool
sshkey_math_ecdsa(const struct sshkey_parts *p, const struct ssh_scan *sig,
	const void *data, size_t len)
{
	int der_len = 0;
	unsigned char *der = ecdsa_der(sig, &der_len);
	bool fits = der != NULL &&
		verify(ecdsa_key(p), "SHA256", der, (size_t)der_len, data, len);

	OPENSSL_free(der);
	return fits;
}
