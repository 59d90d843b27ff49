/* Sealed boxes. The plaintext is: account id, NUL, secret. */
#include "base/seal.h"

#include <assert.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

enum { ACCOUNT_MAX = 64, B64 = sodium_base64_VARIANT_ORIGINAL };

static const char file_head[] = "crier-seal-1 ";

static void
seal_ready(void)
{
	int rc = sodium_init();

	assert(rc >= 0);
}

void
seal_key_new(struct seal_key *key)
{
	seal_ready();
	crypto_box_keypair(key->pub, key->secret);
}

void
seal_key_release(struct seal_key *key)
{
	sodium_memzero(key, sizeof(*key));
}

void
seal_key_format(char out[SEAL_LINE], const unsigned char pub[SEAL_KEY])
{
	sodium_bin2base64(out, SEAL_LINE, pub, SEAL_KEY, B64);
}

/* Exactly one key in base64, with nothing but line ends behind it. */
static bool
seal_key_bytes(unsigned char out[SEAL_KEY], const char *text, size_t len)
{
	const char *end;
	size_t n;

	seal_ready();
	while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		len--;
	return sodium_base642bin(out, SEAL_KEY, text, len, "", &n, &end, B64) ==
		0 &&
		n == SEAL_KEY && end == text + len;
}

enum err_code
seal_key_parse(unsigned char pub[SEAL_KEY], const char *line, struct err *err)
{
	if (seal_key_bytes(pub, line, strlen(line)))
		return ERR_OK;
	return err_set(err, ERR_INVALID, "", "",
		"this is not the public key of a relay");
}

void
seal_key_id(char out[SEAL_ID], const unsigned char pub[SEAL_KEY])
{
	unsigned char raw[HASH_RAW];

	hash_raw(raw, pub, SEAL_KEY);
	hash_to_hex(out, raw, (SEAL_ID - 1) / 2);
}

void
seal_file_format(char out[SEAL_FILE], const struct seal_key *key)
{
	size_t n = sizeof(file_head) - 1;

	memcpy(out, file_head, n);
	sodium_bin2base64(out + n, SEAL_FILE - n, key->secret, SEAL_KEY, B64);
	n = strlen(out);
	out[n] = '\n';
	out[n + 1] = '\0';
}

enum err_code
seal_file_parse(
	struct seal_key *key, const char *text, size_t len, struct err *err)
{
	size_t n = sizeof(file_head) - 1;

	if (len > n && memcmp(text, file_head, n) == 0 &&
		seal_key_bytes(key->secret, text + n, len - n) &&
		crypto_scalarmult_base(key->pub, key->secret) == 0)
		return ERR_OK;
	seal_key_release(key);
	return err_set(err, ERR_INVALID, "",
		"Restore the relay's key file from its backup; without it "
		"every account needs its credential typed again.",
		"this is not the private key of a relay");
}

enum err_code
seal_close(char **out, const unsigned char pub[SEAL_KEY], const char *account,
	const void *secret, size_t len, struct err *err)
{
	size_t name = strlen(account) + 1, plain_len = name + len, text;
	unsigned char *plain, *box;
	int rc;

	seal_ready();
	if (len > SEAL_MAX)
		return err_set(err, ERR_TOO_LARGE, "", "",
			"the credential is longer than %d bytes", SEAL_MAX);
	assert(name > 1 && name <= ACCOUNT_MAX + 1);
	plain = mem_new(plain_len + 1);
	box = mem_new(plain_len + crypto_box_SEALBYTES);
	memcpy(plain, account, name);
	if (len > 0)
		memcpy(plain + name, secret, len);
	rc = crypto_box_seal(box, plain, plain_len, pub);
	sodium_memzero(plain, plain_len);
	free(plain);
	if (rc != 0) {
		free(box);
		return err_set(err, ERR_INVALID, "", "",
			"this is not the public key of a relay");
	}
	text = sodium_base64_encoded_len(plain_len + crypto_box_SEALBYTES, B64);
	*out = mem_new(text);
	sodium_bin2base64(
		*out, text, box, plain_len + crypto_box_SEALBYTES, B64);
	free(box);
	return ERR_OK;
}

/* Copies the secret out of the plaintext if that names this account. */
static enum err_code
unwrap(char **out, size_t *len, const char *account, const char *plain,
	size_t plain_len, struct err *err)
{
	size_t name = strlen(account) + 1;

	if (plain_len < name || memcmp(plain, account, name) != 0)
		return err_set(err, ERR_DENIED, account,
			"Give the account its own credential.",
			"the sealed credential belongs to another account");
	*len = plain_len - name;
	*out = mem_new(*len + 1);
	memcpy(*out, plain + name, *len);
	return ERR_OK;
}

enum err_code
seal_open(char **out, size_t *len, const struct seal_key *key,
	const char *account, const char *box, struct err *err)
{
	size_t text = strlen(box), max = text / 4 * 3 + 3, n;
	unsigned char *raw, *plain;
	const char *end;
	enum err_code rc;

	seal_ready();
	if (text > (SEAL_MAX + 256) * 2)
		return err_set(err, ERR_INVALID, account, "",
			"this is not a sealed credential");
	raw = mem_new(max);
	plain = mem_new(max);
	if (sodium_base642bin(raw, max, box, text, "", &n, &end, B64) != 0 ||
		end != box + text || n < crypto_box_SEALBYTES)
		rc = err_set(err, ERR_INVALID, account, "",
			"this is not a sealed credential");
	else if (crypto_box_seal_open(plain, raw, n, key->pub, key->secret) !=
		0)
		rc = err_set(err, ERR_DENIED, account,
			"Type the credential again.",
			"the sealed credential is for another relay, or was "
			"changed");
	else
		rc = unwrap(out, len, account, (const char *)plain,
			n - crypto_box_SEALBYTES, err);
	sodium_memzero(plain, max);
	free(plain);
	free(raw);
	return rc;
}

bool
seal_is_box(const char *account, const char *box)
{
	size_t text = strlen(box), max = text / 4 * 3 + 3, n = 0;
	unsigned char *raw;
	const char *end = box;
	bool is;

	if (text > (SEAL_MAX + 256) * 2)
		return false;
	raw = mem_new(max);
	is = sodium_base642bin(raw, max, box, text, "", &n, &end, B64) == 0 &&
		end == box + text;
	free(raw);
	/* the name, its end, and a document that is not empty */
	return is && n > crypto_box_SEALBYTES + strlen(account) + 1 + 2;
}

void
seal_wipe(char *secret, size_t len)
{
	if (secret == NULL)
		return;
	sodium_memzero(secret, len);
	free(secret);
}
