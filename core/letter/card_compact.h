/*
 * A card as little text as it can be, for a QR code: "CRIER1:" and base 32 of
 * fields, each its number, its length and its bytes, and the signature behind
 * them. A helper of card.h, which checks what is in it.
 */
#ifndef CRIER_LETTER_CARD_COMPACT_H
#define CRIER_LETTER_CARD_COMPACT_H

#include "letter/card.h"

enum { CARD_SIG = 64 };

/* Signs `content`, the canonical text, for the namespace. */
void card_compact_format(char out[CARD_COMPACT], const struct card *card,
	const struct sshsig_key *key, const char *space, const char *content);

/* Does it look like one? */
bool card_compact_is(const char *text, size_t len);

/* Fields in rising order, each once, nothing behind the signature. */
bool card_compact_parse(struct card *card, unsigned char sig[CARD_SIG],
	const char *text, size_t len);

bool
card_compact_check(const struct sshkey *key, const unsigned char sig[CARD_SIG],
	const char *space, const char *content);

#endif
