/*
 * What a key's binary form holds, for each kind (PROTOCOL.certkeys of OpenSSH
 * has the plain kinds, PROTOCOL.u2f those of security keys).
 */
#include "base/sshkey.h"

#include <sodium.h>
#include <string.h>

#include "base/base64.h"
#include "base/fixed.h"
#include "base/hash.h"
#include "base/sshkey_math.h"

static const char *const types[] = {
	[SSHKEY_ED25519] = "ssh-ed25519",
	[SSHKEY_SK_ED25519] = "sk-ssh-ed25519@openssh.com",
	[SSHKEY_SK_ECDSA] = "sk-ecdsa-sha2-nistp256@openssh.com",
	[SSHKEY_RSA] = "ssh-rsa",
};

enum { TYPE_COUNT = sizeof(types) / sizeof(types[0]) };

const char *
sshkey_type(enum sshkey_kind kind)
{
	return types[kind];
}

bool
sshkey_is_token(const struct sshkey *key)
{
	return key->kind == SSHKEY_SK_ED25519 || key->kind == SSHKEY_SK_ECDSA;
}

bool
sshkey_same(const struct sshkey *a, const struct sshkey *b)
{
	return a->len == b->len && memcmp(a->blob, b->blob, a->len) == 0;
}

/* An unsigned number: its bytes without the leading zero. */
static struct ssh_scan
take_number(struct ssh_scan *s)
{
	struct ssh_scan n = ssh_take_str(s);

	if (n.len == 0 || (n.data[0] & 0x80) != 0)
		s->bad = true;
	while (n.len > 0 && n.data[0] == 0) {
		n.data++;
		n.len--;
	}
	return n;
}

static size_t
bits_of(const struct ssh_scan *n)
{
	size_t bits = n->len * 8;

	for (unsigned char top = n->len > 0 ? n->data[0] : 0xff;
		(top & 0x80) == 0; top = (unsigned char)(top << 1))
		bits--;
	return bits;
}

static enum sshkey_fault
parts_ed25519(struct sshkey_parts *p, struct ssh_scan *s)
{
	p->point = ssh_take_str(s);
	return p->point.len == 32 ? SSHKEY_FINE : SSHKEY_NOT_A_KEY;
}

static enum sshkey_fault
parts_application(struct sshkey_parts *p, struct ssh_scan *s)
{
	p->application = ssh_take_str(s);
	if (s->bad || p->application.len < 4)
		return SSHKEY_NOT_A_KEY;
	return memcmp(p->application.data, "ssh:", 4) == 0 ? SSHKEY_FINE
							   : SSHKEY_WEB;
}

static enum sshkey_fault
parts_sk_ed25519(struct sshkey_parts *p, struct ssh_scan *s)
{
	enum sshkey_fault fault = parts_ed25519(p, s);

	return fault != SSHKEY_FINE ? fault : parts_application(p, s);
}

static enum sshkey_fault
parts_sk_ecdsa(struct sshkey_parts *p, struct ssh_scan *s)
{
	ssh_expect(s, "nistp256");
	p->point = ssh_take_str(s);
	if (s->bad || p->point.len != 65 || p->point.data[0] != 4)
		return SSHKEY_NOT_A_KEY;
	return parts_application(p, s);
}

static enum sshkey_fault
parts_rsa(struct sshkey_parts *p, struct ssh_scan *s)
{
	p->exponent = take_number(s);
	p->modulus = take_number(s);
	if (s->bad || p->exponent.len == 0 || p->exponent.len > 8 ||
		p->modulus.len == 0)
		return SSHKEY_NOT_A_KEY;
	if (bits_of(&p->modulus) < SSHKEY_RSA_BITS)
		return SSHKEY_SHORT;
	return bits_of(&p->modulus) > SSHKEY_RSA_MOST ? SSHKEY_LONG
						      : SSHKEY_FINE;
}

typedef enum sshkey_fault parts_fn(struct sshkey_parts *p, struct ssh_scan *s);

static parts_fn *const parts_of[TYPE_COUNT] = {
	[SSHKEY_ED25519] = parts_ed25519,
	[SSHKEY_SK_ED25519] = parts_sk_ed25519,
	[SSHKEY_SK_ECDSA] = parts_sk_ecdsa,
	[SSHKEY_RSA] = parts_rsa,
};

/* Reads the whole of a blob; the parts point into it. */
static enum sshkey_fault
read_parts(struct sshkey_parts *p, const unsigned char *blob, size_t len)
{
	struct ssh_scan s = { blob, len, false }, type = ssh_take_str(&s);
	enum sshkey_fault fault;

	memset(p, 0, sizeof(*p));
	if (s.bad || type.len == 0)
		return SSHKEY_NOT_A_KEY;
	for (int i = 0; i < TYPE_COUNT; i++) {
		if (!ssh_is(&type, types[i]))
			continue;
		p->kind = (enum sshkey_kind)i;
		fault = parts_of[i](p, &s);
		return fault == SSHKEY_FINE && (s.bad || s.len > 0)
			? SSHKEY_NOT_A_KEY
			: fault;
	}
	return SSHKEY_OTHER_KIND;
}

enum sshkey_fault
sshkey_take(struct sshkey *key, const unsigned char *blob, size_t len)
{
	struct sshkey_parts p;
	enum sshkey_fault fault = read_parts(&p, blob, len);

	if (fault != SSHKEY_FINE)
		return fault;
	if (len > sizeof(key->blob))
		return SSHKEY_LONG;
	memset(key, 0, sizeof(*key));
	key->kind = p.kind;
	key->len = len;
	memcpy(key->blob, blob, len);
	return SSHKEY_FINE;
}

enum sshkey_fault
sshkey_read(struct sshkey *key, const char *line)
{
	char text[BASE64_ROOM(SSHWIRE_MAX)];
	unsigned char blob[SSHWIRE_MAX];
	struct ssh_scan s, type;
	size_t head, len;

	line += strspn(line, " \t");
	if (strstr(line, "PRIVATE KEY") != NULL)
		return SSHKEY_PRIVATE;
	head = strcspn(line, " \t\r\n");
	if (line[head] != ' ' && line[head] != '\t')
		return SSHKEY_NOT_A_KEY;
	len = strcspn(line + head + 1, " \t\r\n");
	if (len >= sizeof(text))
		return SSHKEY_NOT_A_KEY;
	memcpy(text, line + head + 1, len);
	text[len] = '\0';
	if (!base64_parse(blob, sizeof(blob), &len, text))
		return SSHKEY_NOT_A_KEY;
	s = (struct ssh_scan){ blob, len, false };
	type = ssh_take_str(&s);
	if (s.bad || type.len != head || memcmp(type.data, line, head) != 0)
		return SSHKEY_NOT_A_KEY;
	return sshkey_take(key, blob, len);
}

enum sshkey_fault
sshkey_parse(struct sshkey *key, const char *line)
{
	enum sshkey_fault fault = sshkey_read(key, line);
	struct sshkey_parts p;

	if (fault != SSHKEY_FINE)
		return fault;
	fault = read_parts(&p, key->blob, key->len);
	return fault == SSHKEY_FINE && !sshkey_math_sound(&p) ? SSHKEY_NOT_A_KEY
							      : fault;
}

void
sshkey_format(char out[SSHKEY_LINE], const struct sshkey *key)
{
	char text[BASE64_ROOM(SSHKEY_BLOB)];

	base64_format(text, sizeof(text), key->blob, key->len);
	fixed_format(out, SSHKEY_LINE, "%s %s", types[key->kind], text);
}

void
sshkey_print(char out[SSHKEY_FINGERPRINT], const unsigned char sha256[HASH_RAW])
{
	char text[BASE64_ROOM(HASH_RAW)];

	base64_format(text, sizeof(text), sha256, HASH_RAW);
	text[43] = '\0'; /* without the padding */
	fixed_format(out, SSHKEY_FINGERPRINT, "SHA256:%s", text);
}

void
sshkey_fingerprint(char out[SSHKEY_FINGERPRINT], const struct sshkey *key)
{
	unsigned char raw[HASH_RAW];

	hash_raw(raw, key->blob, key->len);
	sshkey_print(out, raw);
}

/* All of them are of one length: none stands within another. */
bool
sshkey_is_pinned(const char *pins, const unsigned char sha256[HASH_RAW])
{
	char print[SSHKEY_FINGERPRINT];

	sshkey_print(print, sha256);
	return strstr(pins, print) != NULL;
}

/* What a security key really signs: PROTOCOL.u2f, "SSH U2F Signatures". */
static void
token_bytes(struct ssh_blob *out, const struct sshkey_parts *p,
	const unsigned char tail[5], const void *data, size_t len)
{
	unsigned char raw[HASH_RAW];

	hash_raw(raw, p->application.data, p->application.len);
	ssh_put_raw(out, raw, sizeof(raw));
	ssh_put_raw(out, tail, 5);
	hash_raw(raw, data, len);
	ssh_put_raw(out, raw, sizeof(raw));
}

static bool
verify_token(const struct sshkey_parts *p, struct ssh_scan *s,
	const struct ssh_scan *raw, const void *data, size_t len,
	struct sshkey_touch *touch)
{
	const unsigned char *tail = ssh_take(s, 5);
	struct ssh_blob what = { .len = 0 };
	struct ssh_scan count;

	if (tail == NULL || s->len > 0)
		return false;
	count = (struct ssh_scan){ tail + 1, 4, false };
	touch->touched = (tail[0] & 0x01) != 0;
	touch->verified = (tail[0] & 0x04) != 0;
	touch->counter = ssh_take_u32(&count);
	token_bytes(&what, p, tail, data, len);
	return p->kind == SSHKEY_SK_ECDSA
		? sshkey_math_ecdsa(p, raw, what.data, what.len)
		: sshkey_math_ed25519(p, raw, what.data, what.len);
}

static bool
verify_rsa(const struct sshkey_parts *p, const struct ssh_scan *type,
	const struct ssh_scan *raw, const void *data, size_t len)
{
	if (ssh_is(type, "rsa-sha2-512"))
		return sshkey_math_rsa(p, raw, "SHA512", data, len);
	return ssh_is(type, "rsa-sha2-256") &&
		sshkey_math_rsa(p, raw, "SHA256", data, len);
}

bool
sshkey_verify(const struct sshkey *key, const unsigned char *sig,
	size_t sig_len, const void *data, size_t len,
	struct sshkey_touch *touch)
{
	struct ssh_scan s = { sig, sig_len, false }, type, raw;
	struct sshkey_touch none;
	struct sshkey_parts p;

	touch = touch == NULL ? &none : touch;
	memset(touch, 0, sizeof(*touch));
	if (read_parts(&p, key->blob, key->len) != SSHKEY_FINE)
		return false;
	type = ssh_take_str(&s);
	raw = ssh_take_str(&s);
	if (s.bad)
		return false;
	if (p.kind == SSHKEY_RSA)
		return s.len == 0 && verify_rsa(&p, &type, &raw, data, len);
	if (!ssh_is(&type, types[p.kind]))
		return false;
	if (sshkey_is_token(key))
		return verify_token(&p, &s, &raw, data, len, touch);
	return s.len == 0 && sshkey_math_ed25519(&p, &raw, data, len);
}
