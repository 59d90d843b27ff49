/*
 * OpenSSH's wire and file formats around libsodium's Ed25519: keys and
 * signatures. Who may sign is judged in signers.c.
 */
#include "base/sshsig.h"

#include <assert.h>
#include <sodium.h>
#include <stdint.h>
#include <string.h>

#include "base/fixed.h"
#include "base/signers.h"
#include "base/sshwire.h"

enum {
	KEY_BLOB = 51, /* str("ssh-ed25519") str(32 bytes) */
	SIG_BLOB = 83, /* str("ssh-ed25519") str(64 bytes) */
	ARMOUR_WIDTH = 70,
	COMMENT_MAX = 64
};

static const char key_type[] = "ssh-ed25519";
static const char sig_magic[] = "SSHSIG"; /* six bytes, no NUL */
static const char sig_begin[] = "-----BEGIN SSH SIGNATURE-----";
static const char sig_end[] = "-----END SSH SIGNATURE-----";
static const char file_magic[] = "openssh-key-v1"; /* with its NUL */
static const char file_begin[] = "-----BEGIN OPENSSH PRIVATE KEY-----";
static const char file_end[] = "-----END OPENSSH PRIVATE KEY-----";

static void
ssh_put_key(struct ssh_blob *b, const unsigned char pub[32])
{
	ssh_put_u32(b, KEY_BLOB);
	ssh_put_text(b, key_type);
	ssh_put_str(b, pub, 32);
}

/* str("ssh-ed25519") str(n bytes), as keys and signatures both are. */
static const unsigned char *
ssh_take_typed(struct ssh_scan *s, size_t n)
{
	struct ssh_scan in = ssh_take_str(s), raw;

	ssh_expect(&in, key_type);
	raw = ssh_take_str(&in);
	if (in.bad || in.len != 0 || raw.len != n) {
		s->bad = true;
		return NULL;
	}
	return raw.data;
}

/* Base64 between two marker lines. */
static void
armour(char *out, size_t size, const char *begin, const char *end,
	const struct ssh_blob *b)
{
	char text[sodium_base64_ENCODED_LEN(
		SSHWIRE_MAX, sodium_base64_VARIANT_ORIGINAL)];
	size_t n, len;

	sodium_bin2base64(text, sizeof(text), b->data, b->len,
		sodium_base64_VARIANT_ORIGINAL);
	len = strlen(text);
	fixed_format(out, size, "%s\n", begin);
	for (size_t at = 0; at < len; at += ARMOUR_WIDTH) {
		n = strlen(out);
		fixed_format(
			out + n, size - n, "%.*s\n", ARMOUR_WIDTH, text + at);
	}
	n = strlen(out);
	fixed_format(out + n, size - n, "%s\n", end);
	sodium_memzero(text, sizeof(text));
}

static bool
unarmour(struct ssh_blob *b, const char *begin, const char *end,
	const char *text, size_t len)
{
	const char *stop, *tail;
	size_t head = strlen(begin);

	if (len < head || memcmp(text, begin, head) != 0)
		return false;
	text += head;
	len -= head;
	stop = memmem(text, len, end, strlen(end));
	if (stop == NULL)
		return false;
	for (tail = stop + strlen(end); tail < text + len; tail++)
		if (*tail != '\n' && *tail != '\r')
			return false;
	return sodium_base642bin(b->data, sizeof(b->data), text,
		       (size_t)(stop - text), "\r\n", &b->len, &tail,
		       sodium_base64_VARIANT_ORIGINAL) == 0 &&
		tail == stop;
}

void
sshsig_key_init(struct sshsig_key *key, const unsigned char *seed)
{
	int rc = sodium_init();

	assert(rc >= 0);
	rc = crypto_sign_seed_keypair(key->pub, key->secret, seed);
	assert(rc == 0);
}

void
sshsig_key_release(struct sshsig_key *key)
{
	sodium_memzero(key, sizeof(*key));
}

void
sshsig_key_format(char out[SSHSIG_LINE], const struct sshsig_key *key,
	const char *comment)
{
	char text[sodium_base64_ENCODED_LEN(
		KEY_BLOB, sodium_base64_VARIANT_ORIGINAL)];
	char said[COMMENT_MAX + 1];
	struct ssh_blob b = { .len = 0 };

	ssh_put_text(&b, key_type);
	ssh_put_str(&b, key->pub, 32);
	sodium_bin2base64(text, sizeof(text), b.data, b.len,
		sodium_base64_VARIANT_ORIGINAL);
	fixed_cut(said, sizeof(said), comment);
	fixed_format(out, SSHSIG_LINE, "%s %s%s%s", key_type, text,
		*said ? " " : "", said);
}

void
sshsig_file_format(char out[SSHSIG_FILE], const struct sshsig_key *key)
{
	struct ssh_blob b = { .len = 0 }, in = { .len = 0 };
	/* Both check words may be anything, as long as they are equal. */
	uint32_t check = (uint32_t)key->pub[0] << 24 |
		(uint32_t)key->pub[1] << 16 | (uint32_t)key->pub[2] << 8 |
		(uint32_t)key->pub[3];

	ssh_put_u32(&in, check);
	ssh_put_u32(&in, check);
	ssh_put_text(&in, key_type);
	ssh_put_str(&in, key->pub, 32);
	ssh_put_str(&in, key->secret, 64);
	ssh_put_text(&in, "crier");
	for (unsigned char pad = 1; in.len % 8 != 0; pad++)
		ssh_put_raw(&in, &pad, 1);
	ssh_put_raw(&b, file_magic, sizeof(file_magic));
	ssh_put_text(&b, "none");
	ssh_put_text(&b, "none");
	ssh_put_text(&b, "");
	ssh_put_u32(&b, 1);
	ssh_put_key(&b, key->pub);
	ssh_put_str(&b, in.data, in.len);
	armour(out, SSHSIG_FILE, file_begin, file_end, &b);
	sodium_memzero(&in, sizeof(in));
	sodium_memzero(&b, sizeof(b));
}

/* The seed inside an unencrypted key file, or NULL. */
static const unsigned char *
file_seed(struct ssh_blob *b)
{
	struct ssh_scan s = { b->data, b->len, false }, in, pub, secret;
	const unsigned char *magic = ssh_take(&s, sizeof(file_magic));

	if (magic == NULL || memcmp(magic, file_magic, sizeof(file_magic)) != 0)
		return NULL;
	ssh_expect(&s, "none");
	ssh_expect(&s, "none");
	ssh_expect(&s, "");
	if (ssh_take_u32(&s) != 1)
		return NULL;
	(void)ssh_take_typed(&s, 32);
	in = ssh_take_str(&s);
	if (s.bad || ssh_take_u32(&in) != ssh_take_u32(&in))
		return NULL;
	ssh_expect(&in, key_type);
	pub = ssh_take_str(&in);
	secret = ssh_take_str(&in);
	if (in.bad || pub.len != 32 || secret.len != 64 ||
		memcmp(secret.data + 32, pub.data, 32) != 0)
		return NULL;
	return secret.data;
}

enum err_code
sshsig_file_parse(
	struct sshsig_key *key, const char *text, size_t len, struct err *err)
{
	struct ssh_blob b = { .len = 0 };
	const unsigned char *seed = NULL;
	struct sshsig_key out;
	int rc = sodium_init();

	assert(rc >= 0);
	if (unarmour(&b, file_begin, file_end, text, len))
		seed = file_seed(&b);
	if (seed != NULL) {
		sshsig_key_init(&out, seed);
		/*
		 * the public key in the file must be the one that the seed
		 * gives
		 */
		if (memcmp(out.pub, seed + 32, 32) != 0)
			seed = NULL;
		else
			*key = out;
		sodium_memzero(&out, sizeof(out));
	}
	sodium_memzero(&b, sizeof(b));
	if (seed != NULL)
		return ERR_OK;
	return err_set(err, ERR_INVALID, "",
		"Restore the station's key file from its backup.",
		"this is not an unencrypted ssh-ed25519 private key");
}

/* What is really signed: the namespace and the hash of the data. */
void
sshsig_bytes(
	struct ssh_blob *b, const char *space, const void *data, size_t len)
{
	unsigned char digest[crypto_hash_sha512_BYTES];

	crypto_hash_sha512(digest, data, len);
	b->len = 0;
	ssh_put_raw(b, sig_magic, sizeof(sig_magic) - 1);
	ssh_put_text(b, space);
	ssh_put_text(b, "");
	ssh_put_text(b, "sha512");
	ssh_put_str(b, digest, sizeof(digest));
}

void
sshsig_sign(char out[SSHSIG_TEXT], const struct sshsig_key *key,
	const char *space, const void *data, size_t len)
{
	struct ssh_blob what = { .len = 0 }, b = { .len = 0 };
	unsigned char sig[64];
	int rc = sodium_init();

	assert(rc >= 0 && strlen(space) <= 32);
	sshsig_bytes(&what, space, data, len);
	crypto_sign_detached(sig, NULL, what.data, what.len, key->secret);
	ssh_put_raw(&b, sig_magic, sizeof(sig_magic) - 1);
	ssh_put_u32(&b, 1);
	ssh_put_key(&b, key->pub);
	ssh_put_text(&b, space);
	ssh_put_text(&b, "");
	ssh_put_text(&b, "sha512");
	ssh_put_u32(&b, SIG_BLOB);
	ssh_put_text(&b, key_type);
	ssh_put_str(&b, sig, sizeof(sig));
	armour(out, SSHSIG_TEXT, sig_begin, sig_end, &b);
}

void
sshsig_wrap(char out[SSHSIG_ARMOUR], const struct sshkey *key,
	const char *space, const unsigned char *sig, size_t len)
{
	struct ssh_blob b = { .len = 0 };

	ssh_put_raw(&b, sig_magic, sizeof(sig_magic) - 1);
	ssh_put_u32(&b, 1);
	ssh_put_str(&b, key->blob, key->len);
	ssh_put_text(&b, space);
	ssh_put_text(&b, "");
	ssh_put_text(&b, "sha512");
	ssh_put_str(&b, sig, len);
	armour(out, SSHSIG_ARMOUR, sig_begin, sig_end, &b);
}

/* The parts of a signature; sig points into what was unarmoured. */
struct sig_parts {
	struct ssh_blob blob;
	struct sshkey key;
	struct ssh_scan sig;
};

/* False if it is none for this namespace, or by a key of a kind not taken. */
static bool
sig_parse(struct sig_parts *p, const char *text, size_t len, const char *space)
{
	struct ssh_scan s, key;
	const unsigned char *magic;

	if (!unarmour(&p->blob, sig_begin, sig_end, text, len))
		return false;
	s = (struct ssh_scan){ p->blob.data, p->blob.len, false };
	magic = ssh_take(&s, sizeof(sig_magic) - 1);
	if (magic == NULL ||
		memcmp(magic, sig_magic, sizeof(sig_magic) - 1) != 0 ||
		ssh_take_u32(&s) != 1)
		return false;
	key = ssh_take_str(&s);
	ssh_expect(&s, space);
	(void)ssh_take_str(&s);
	ssh_expect(&s, "sha512");
	p->sig = ssh_take_str(&s);
	return !s.bad && s.len == 0 &&
		sshkey_take(&p->key, key.data, key.len) == SSHKEY_FINE;
}

bool
sshsig_check(struct sshkey *key, struct sshkey_touch *touch, const char *text,
	size_t text_len, const char *space, const void *data, size_t len)
{
	struct sig_parts p;
	struct ssh_blob what;

	if (!sig_parse(&p, text, text_len, space))
		return false;
	sshsig_bytes(&what, space, data, len);
	*key = p.key;
	return sshkey_verify(
		key, p.sig.data, p.sig.len, what.data, what.len, touch);
}

bool
sshsig_signer(struct sshkey *key, const char *text, size_t text_len,
	const char *space)
{
	struct sig_parts p;

	if (!sig_parse(&p, text, text_len, space))
		return false;
	*key = p.key;
	return true;
}

enum err_code
sshsig_verify(char principal[SSHSIG_NAME], const char *text, size_t text_len,
	const char *space, const void *data, size_t len, const char *allowed,
	long long at, struct err *err)
{
	struct sig_parts p;
	struct ssh_blob what;
	char line[SSHKEY_LINE];
	int rc = sodium_init();

	assert(rc >= 0 && strlen(space) <= 32);
	if (!sig_parse(&p, text, text_len, space))
		return err_set(err, ERR_INVALID, "", "",
			"this is not an SSH signature for %s by a key of a "
			"kind that is taken",
			space);
	sshsig_bytes(&what, space, data, len);
	if (!sshkey_verify(
		    &p.key, p.sig.data, p.sig.len, what.data, what.len, NULL))
		return err_set(err, ERR_INVALID, "", "",
			"the signature does not fit the content");
	sshkey_format(line, &p.key);
	if (!signers_find(principal, allowed, line, space, at))
		return err_set(err, ERR_DENIED, "",
			"Compare with the station's public key; add it to the "
			"allowed signers only if the station confirms it.",
			"the signature is sound, but its key is not among the "
			"allowed signers: %s",
			line);
	return ERR_OK;
}

bool
sshsig_allow(char out[SSHSIG_LINE], const char *principal, const char *line)
{
	size_t type = sizeof(key_type) - 1, len;

	if (strncmp(line, key_type, type) != 0 || line[type] != ' ')
		return false;
	len = type + 1 + strspn(line + type + 1, SIGNERS_BASE64);
	if (len - type - 1 != 68)
		return false;
	return fixed_try_format(out, SSHSIG_LINE, "%s namespaces=\"git\" %.*s",
		principal, (int)len, line);
}
