/*
 * Boxes. crypto_box_seal draws its one-time key itself, which a pure layer
 * may not; box_key_seal does the same with one made from the caller's bytes.
 */
#include "letter/box.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static_assert(BOX_SEALED == BOX_KEY + crypto_box_SEALBYTES, "as libsodium");
static_assert(BOX_TAG == crypto_aead_xchacha20poly1305_ietf_ABYTES, "as it");
static_assert(BOX_NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "");

static const size_t rooms[] = { 1024, 4096, 16384, 65536, BOX_PADDED };

size_t
box_room(size_t len)
{
	for (size_t i = 0; i < sizeof(rooms) / sizeof(rooms[0]); i++)
		if (len <= rooms[i])
			return rooms[i];
	return 0;
}

static void
box_ready(void)
{
	int rc = sodium_init();

	assert(rc >= 0);
}

void
box_close(struct buf *out, const struct letter_chance *chance, const char *body,
	size_t len)
{
	size_t room = box_room(len);
	unsigned char *plain = mem_new(room), *closed = mem_new(room + BOX_TAG);

	assert(room > 0);
	box_ready();
	memcpy(plain, body, len);
	crypto_aead_xchacha20poly1305_ietf_encrypt(closed, NULL, plain, room,
		NULL, 0, NULL, chance->nonce, chance->key);
	buf_add(out, chance->nonce, BOX_NONCE);
	buf_add(out, closed, room + BOX_TAG);
	free(plain);
	free(closed);
}

/* One length of box for each body: what is padded otherwise is another's. */
static bool
box_is_padded(size_t *len, const char *plain, size_t room)
{
	size_t n = room;

	while (n > 0 && plain[n - 1] == '\0')
		n--;
	*len = n;
	return n > 0 && n <= BOX_BODY && box_room(n) == room;
}

bool
box_open(char **body, size_t *len, const unsigned char key[BOX_KEY],
	const unsigned char *box, size_t box_len)
{
	size_t room;
	char *plain;

	if (box_len < BOX_NONCE + BOX_TAG || box_len > BOX_MAX)
		return false;
	box_ready();
	room = box_len - BOX_NONCE - BOX_TAG;
	plain = mem_new(room + 1);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt((unsigned char *)plain,
		    NULL, NULL, box + BOX_NONCE, box_len - BOX_NONCE, NULL, 0,
		    box, key) == 0 &&
		box_is_padded(len, plain, room)) {
		*body = plain;
		return true;
	}
	free(plain);
	return false;
}

/* The nonce is that of crypto_box_seal: BLAKE2b over both public keys. */
static void
box_key_nonce(unsigned char out[crypto_box_NONCEBYTES],
	const unsigned char once_pub[SEAL_KEY],
	const unsigned char pub[SEAL_KEY])
{
	unsigned char both[2 * SEAL_KEY];

	memcpy(both, once_pub, SEAL_KEY);
	memcpy(both + SEAL_KEY, pub, SEAL_KEY);
	crypto_generichash(
		out, crypto_box_NONCEBYTES, both, sizeof(both), NULL, 0);
}

bool
box_key_seal(unsigned char out[BOX_SEALED], const struct letter_chance *chance,
	const unsigned char pub[SEAL_KEY], size_t n)
{
	unsigned char seed[32], secret[SEAL_KEY], nonce[crypto_box_NONCEBYTES];
	unsigned char in[SEAL_KEY + 2] = { (unsigned char)(n >> 8),
		(unsigned char)n };
	bool ok;

	box_ready();
	memcpy(in + 2, pub, SEAL_KEY);
	crypto_generichash(seed, sizeof(seed), in, sizeof(in), chance->once,
		sizeof(chance->once));
	crypto_box_seed_keypair(out, secret, seed);
	box_key_nonce(nonce, out, pub);
	ok = crypto_box_easy(out + SEAL_KEY, chance->key, BOX_KEY, nonce, pub,
		     secret) == 0;
	sodium_memzero(seed, sizeof(seed));
	sodium_memzero(secret, sizeof(secret));
	return ok;
}

bool
box_key_open(unsigned char out[BOX_KEY], const unsigned char sealed[BOX_SEALED],
	const struct seal_key *key)
{
	box_ready();
	return crypto_box_seal_open(
		       out, sealed, BOX_SEALED, key->pub, key->secret) == 0;
}
