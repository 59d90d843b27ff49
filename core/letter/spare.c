/* The spare key on paper and as a sealing key. */
#include "letter/spare.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/fixed.h"
#include "base/hash.h"
#include "crier/refusal.h"
#include "letter/base32.h"

enum { BYTES = 8, CHECK = 2, SIGNS = 16, GROUP = 4 };

static const char check_head[] = "crier-spare-1";

static void
spare_check(unsigned char out[CHECK], const unsigned char *bytes, size_t line)
{
	unsigned char in[sizeof(check_head) + BYTES], raw[HASH_RAW];

	memcpy(in, check_head, sizeof(check_head) - 1);
	in[sizeof(check_head) - 1] = (unsigned char)line;
	memcpy(in + sizeof(check_head), bytes, BYTES);
	hash_raw(raw, in, sizeof(in));
	memcpy(out, raw, CHECK);
	sodium_memzero(in, sizeof(in));
}

void
spare_format(char out[SPARE_TEXT], const unsigned char *seed)
{
	unsigned char raw[BYTES + CHECK];
	char signs[BASE32_ROOM(BYTES + CHECK)];
	size_t at = 0;

	for (size_t i = 0; i < SPARE_LINES; i++) {
		memcpy(raw, seed + i * BYTES, BYTES);
		spare_check(raw + BYTES, raw, i);
		base32_format(signs, raw, sizeof(raw));
		for (size_t k = 0; k < SIGNS; k++) {
			out[at++] = signs[k];
			if (k % GROUP == GROUP - 1)
				out[at++] = k + 1 < SIGNS ? ' ' : '\n';
		}
	}
	out[at] = '\0';
	sodium_memzero(raw, sizeof(raw));
	sodium_memzero(signs, sizeof(signs));
}

/* The next SIGNS signs of the text, less its gaps; false if they are fewer. */
static bool
spare_next(char out[SIGNS], const char **text)
{
	size_t n = 0;

	for (; **text && n < SIGNS; (*text)++)
		if (strchr(" -\t\r\n", **text) == NULL)
			out[n++] = **text;
	return n == SIGNS;
}

static bool
spare_line(unsigned char out[BYTES], const char signs[SIGNS], size_t line)
{
	unsigned char raw[BYTES + CHECK], want[CHECK];
	size_t len = 0;
	bool ok = base32_parse(raw, sizeof(raw), &len, signs, SIGNS) &&
		len == sizeof(raw);

	if (ok) {
		spare_check(want, raw, line);
		ok = memcmp(want, raw + BYTES, CHECK) == 0;
		memcpy(out, raw, BYTES);
	}
	sodium_memzero(raw, sizeof(raw));
	return ok;
}

enum err_code
spare_parse(unsigned char seed[SSHSIG_SEED], const char *text, struct err *err)
{
	char signs[SIGNS];
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < SPARE_LINES && rc == ERR_OK; i++)
		if (!spare_next(signs, &text) ||
			!spare_line(seed + i * BYTES, signs, i))
			rc = refuse(err, REFUSE_SPARE_LINE, "",
				WITH(arg_count((int64_t)i + 1)));
	sodium_memzero(signs, sizeof(signs));
	if (rc == ERR_OK && text[strspn(text, " -\t\r\n")] != '\0')
		rc = refuse(err, REFUSE_SPARE_LONG, "", WITH_NONE);
	if (rc != ERR_OK)
		sodium_memzero(seed, SSHSIG_SEED);
	return rc;
}

void
spare_seal_key(struct seal_key *out, const struct sshsig_key *spare)
{
	int rc = sodium_init();

	assert(rc >= 0);
	rc = crypto_sign_ed25519_sk_to_curve25519(out->secret, spare->secret);
	assert(rc == 0);
	rc = crypto_scalarmult_base(out->pub, out->secret);
	assert(rc == 0);
}

bool
spare_seal_pub(unsigned char out[SEAL_KEY], const unsigned char sign_pub[32])
{
	int rc = sodium_init();

	assert(rc >= 0);
	return crypto_sign_ed25519_pk_to_curve25519(out, sign_pub) == 0;
}
