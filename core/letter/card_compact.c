/* The compact form of a card. */
#include "letter/card_compact.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/ascii.h"
#include "base/fixed.h"
#include "base/sshwire.h"
#include "letter/base32.h"
#include "letter/card_field.h"

static const char mark[] = "CRIER1:";
enum { BYTES_MAX = 960, SIG_FIELD = 0 };
static_assert(sizeof(mark) + BASE32_ROOM(BYTES_MAX) <= CARD_COMPACT,
	"a compact card fits");

void
card_compact_format(char out[CARD_COMPACT], const struct card *card,
	const struct sshsig_key *key, const char *space, const char *content)
{
	unsigned char raw[BYTES_MAX], field[CARD_RAW];
	struct ssh_blob signed_bytes = { .len = 0 };
	size_t at = 0, len;
	int rc;

	for (size_t i = 0; i < CARD_FIELDS; i++) {
		len = card_field_raw(field, card, &card_fields[i]);
		if (len == 0)
			continue;
		assert(at + 2 + len + CARD_SIG <= sizeof(raw));
		raw[at++] = (unsigned char)(i + 1);
		raw[at++] = (unsigned char)len;
		memcpy(raw + at, field, len);
		at += len;
	}
	raw[at++] = SIG_FIELD;
	sshsig_bytes(&signed_bytes, space, content, strlen(content));
	rc = crypto_sign_detached(raw + at, NULL, signed_bytes.data,
		signed_bytes.len, key->secret);
	assert(rc == 0);
	memcpy(out, mark, sizeof(mark) - 1);
	base32_format(out + sizeof(mark) - 1, raw, at + CARD_SIG);
}

bool
card_compact_is(const char *text, size_t len)
{
	if (len < sizeof(mark) - 1)
		return false;
	for (size_t i = 0; i < sizeof(mark) - 1; i++)
		if (ascii_lower(text[i]) != ascii_lower(mark[i]))
			return false;
	return true;
}

bool
card_compact_parse(struct card *card, unsigned char sig[CARD_SIG],
	const char *text, size_t len)
{
	unsigned char raw[BYTES_MAX];
	size_t n = 0, at = 0, last = 0;

	if (!card_compact_is(text, len) ||
		!base32_parse(raw, sizeof(raw), &n, text + sizeof(mark) - 1,
			len - (sizeof(mark) - 1)))
		return false;
	while (at + 2 <= n && raw[at] != SIG_FIELD) {
		size_t i = raw[at], size = raw[at + 1];

		at += 2;
		if (i <= last || i > CARD_FIELDS || size == 0 ||
			size > n - at ||
			!card_field_take(
				card, &card_fields[i - 1], raw + at, size))
			return false;
		last = i;
		at += size;
	}
	if (at >= n || raw[at] != SIG_FIELD || n - at - 1 != CARD_SIG)
		return false;
	memcpy(sig, raw + at + 1, CARD_SIG);
	return true;
}

bool
card_compact_check(const struct sshkey *key, const unsigned char sig[CARD_SIG],
	const char *space, const char *content)
{
	struct ssh_blob signed_bytes = { .len = 0 }, blob = { .len = 0 };

	sshsig_bytes(&signed_bytes, space, content, strlen(content));
	ssh_put_text(&blob, "ssh-ed25519");
	ssh_put_str(&blob, sig, CARD_SIG);
	return sshkey_verify(key, blob.data, blob.len, signed_bytes.data,
		signed_bytes.len, NULL);
}
